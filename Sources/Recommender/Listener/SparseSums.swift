/// One sum for each track, most of them 0, as whole multiples of a small unit: what was added and taken back leaves exactly
/// nothing, in any order. Keeps the moments over all tracks as it goes.
struct SparseSums: Sendable {
  /// The step between two values; sums reach 2³¹ of them.
  let unit: Float

  private(set) var steps: [Int32]
  private var first: Int64 = 0
  private var second: Double = 0

  /// Sums that reach ± `most`, a power of two.
  init(count: Int, most: Float) {
    unit = most / 2_147_483_648
    steps = Array(repeating: 0, count: count)
  }

  /// Adds a value, or takes back one added before.
  @inline(__always)
  mutating func add(_ value: Float, to track: Int, isTakenBack: Bool = false) {
    guard value.isFinite else { return }
    let step = Int32(max(-1e9, min(1e9, (value / unit).rounded())))
    let old = steps[track]
    let new = isTakenBack ? old &- step : old &+ step
    steps[track] = new
    first += Int64(new) - Int64(old)
    // Whole numbers, exact below 2⁵³.
    second += Double(new) * Double(new) - Double(old) * Double(old)
  }

  subscript(_ track: Int) -> Float { @inline(__always) get { Float(steps[track]) * unit } }

  /// All sums.
  var values: [Float] { steps.map { Float($0) * unit } }

  /// Mean and standard deviation over all tracks.
  var moments: Moments {
    let count = Double(max(1, steps.count))
    let mean = Double(first) / count
    let variance = max(0, second / count - mean * mean)
    return Moments(mean: Float(mean) * unit, deviation: Float(variance.squareRoot()) * unit)
  }
}

/// Mean and standard deviation of scores.
struct Moments: Sendable, Equatable {
  var mean: Float
  var deviation: Float

  init(mean: Float, deviation: Float) {
    self.mean = mean
    self.deviation = deviation
  }

  /// Those of a list that is 0 but for these places.
  init(_ values: [Float], only places: [Int32]) {
    let count = Double(max(1, values.count))
    let (first, second) = places.reduce((0.0, 0.0)) { sums, place in
      let value = Double(values[Int(place)])
      return (sums.0 + value, sums.1 + value * value)
    }
    mean = Float(first / count)
    deviation = Float(max(0, second / count - first / count * (first / count)).squareRoot())
  }

  /// Those of a list, eight numbers at a time.
  init(_ values: [Float]) {
    let count = Double(max(1, values.count))
    let (first, second) = Self.sums(values)
    let mean = first / count
    self.mean = Float(mean)
    deviation = Float(max(0, second / count - mean * mean).squareRoot())
  }

  /// Σ x and Σ x², in pieces short enough for floats.
  private static func sums(_ values: [Float]) -> (first: Double, second: Double) {
    let piece = 4096
    let whole = values.count / 8 * 8
    var (first, second) = (0.0, 0.0)
    for start in stride(from: 0, to: whole, by: piece) {
      var (x, xx) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
      for place in stride(from: start, to: min(whole, start + piece), by: 8) {
        let eight = Kernels.load(values, place)
        x += eight
        xx += eight * eight
      }
      first += Double(x.sum())
      second += Double(xx.sum())
    }
    for value in values[whole...] {
      first += Double(value)
      second += Double(value) * Double(value)
    }
    return (first, second)
  }

  /// 1 / σ; 0 where nothing varies.
  var scale: Float { deviation > 1e-10 ? 1 / deviation : 0 }
}
