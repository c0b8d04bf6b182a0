/// Adam's moments for rows of directions and for biases (Kingma and Ba 2015); only touched rows move, and stay of length 1.
struct Adam {
  private static let first: Float = 0.9
  private static let second: Float = 0.99
  /// Biases move slowly: popularity is in them soon enough, and fast ones spoil the directions (Gowalla, recall .152 for .187).
  private static let biasRate: Float = 0.1
  private let d: Int
  private var mean: [Float]
  private var square: [Float]
  private var biasMean: [Float]
  private var biasSquare: [Float]

  init(tracks: Int, dimension: Int) {
    d = dimension
    mean = Array(repeating: 0, count: tracks * dimension)
    square = mean
    biasMean = Array(repeating: 0, count: tracks)
    biasSquare = biasMean
  }

  /// v −= rate · √(3 / d) · m̂ / (√ŝ + ε), then v / |v|
  mutating func step(
    _ step: Int, rate: Float, _ gradient: FactorBatch.Gradient, _ values: inout [Float], _ bias: inout [Float]
  ) {
    let rate = rate * Self.correction(step)
    let rowRate = rate * (3 / Float(d)).squareRoot()
    for (place, track) in gradient.touched.enumerated() {
      moveRow(Int(track) * d, &values, gradient.values, place * d, rowRate)
      let (g, j) = (gradient.bias[place], Int(track))
      biasMean[j] = Self.first * biasMean[j] + (1 - Self.first) * g
      biasSquare[j] = Self.second * biasSquare[j] + (1 - Self.second) * g * g
      bias[j] -= Self.biasRate * rate * biasMean[j] / (biasSquare[j].squareRoot() + 1e-9)
    }
  }

  /// √(1 − β₂ᵗ) / (1 − β₁ᵗ)
  private static func correction(_ step: Int) -> Float {
    let t = min(step, 10_000)
    return (1 - power(second, t)).squareRoot() / (1 - power(first, t))
  }

  private static func power(_ base: Float, _ exponent: Int) -> Float {
    (0..<exponent).reduce(Float(1)) { product, _ in product * base }
  }

  private mutating func moveRow(_ row: Int, _ values: inout [Float], _ gradient: [Float], _ from: Int, _ rate: Float) {
    var length: Float = 0
    for start in stride(from: 0, to: d, by: Kernels.lanes) {
      let at = row + start
      let g = Kernels.load(gradient, from + start)
      let m = Self.first * Kernels.load(mean, at) + (1 - Self.first) * g
      let s = Self.second * Kernels.load(square, at) + (1 - Self.second) * g * g
      let value = Kernels.load(values, at) - rate * m / (s.squareRoot() + 1e-9)
      Kernels.store(m, in: &mean, at)
      Kernels.store(s, in: &square, at)
      Kernels.store(value, in: &values, at)
      length += (value * value).sum()
    }
    let scale = 1 / max(length.squareRoot(), 1e-8)
    for start in stride(from: 0, to: d, by: Kernels.lanes) {
      Kernels.store(Kernels.load(values, row + start) * scale, in: &values, row + start)
    }
  }
}
