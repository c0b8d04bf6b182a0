/// Factors in one byte a number, with a step for each track: a scan reads a quarter of the memory.
///
///     v̂ⱼ ≈ scaleⱼ · cⱼ,   c in −127…127
struct FactorCodes {
  /// Rows are filled up with 0 to a multiple of it.
  static let chunk = 16

  private(set) var codes: [Int8]
  private(set) var scales: [Float]

  /// Numbers of a row.
  static func width(_ dimension: Int) -> Int { (dimension + chunk - 1) / chunk * chunk }

  /// Rounds the factors. Cost: linear.
  init(_ factors: [Float], dimension d: Int) {
    let width = Self.width(d)
    let count = d > 0 ? factors.count / d : 0
    codes = Array(repeating: 0, count: width * count)
    scales = Array(repeating: 0, count: count)
    for track in 0..<count {
      let largest = factors[track * d..<(track + 1) * d].reduce(Float(0)) { max($0, abs($1)) }
      guard largest > 0, largest.isFinite else { continue }
      scales[track] = largest / 127
      for k in 0..<d { codes[track * width + k] = Int8((factors[track * d + k] / largest * 127).rounded()) }
    }
  }
}
