extension [Float] {
  /// Brings rows that lie one behind the other to length 1: v / |v|, |v| at least 10⁻⁸.
  mutating func normaliseRows(of width: Int) {
    guard width > 0 else { return }
    for start in stride(from: 0, to: count, by: width) {
      let row = start..<start + width
      let length = Swift.max(row.reduce(Float(0)) { $0 + self[$1] * self[$1] }.squareRoot(), 1e-8)
      for place in row { self[place] /= length }
    }
  }
}
