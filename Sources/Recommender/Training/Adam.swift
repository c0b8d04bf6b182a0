/// Adam's moments for rows of factors and for biases (Kingma and Ba 2015); only touched rows move.
struct Adam {
  private static let first: Float = 0.9
  private static let second: Float = 0.99
  /// Biases are single numbers far from 0 and may move faster.
  private static let biasRate: Float = 5
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

  /// v −= rate · m̂ / (√ŝ + ε)
  mutating func step(
    _ step: Int, rate: Float, _ gradient: FactorBatch.Gradient, _ values: inout [Float], _ bias: inout [Float]
  ) {
    let correction = Self.correction(step)
    for (place, track) in gradient.touched.enumerated() {
      for k in 0..<d {
        Self.move(
          &values[Int(track) * d + k], &mean[Int(track) * d + k], &square[Int(track) * d + k],
          gradient.values[place * d + k], rate * correction)
      }
      Self.move(
        &bias[Int(track)], &biasMean[Int(track)], &biasSquare[Int(track)], gradient.bias[place],
        Self.biasRate * rate * correction)
    }
  }

  /// √(1 − β₂ᵗ) / (1 − β₁ᵗ)
  private static func correction(_ step: Int) -> Float {
    let t = Float(min(step, 10_000))
    return (1 - power(second, t)).squareRoot() / (1 - power(first, t))
  }

  private static func power(_ base: Float, _ exponent: Float) -> Float {
    (0..<Int(exponent)).reduce(Float(1)) { product, _ in product * base }
  }

  @inline(__always)
  private static func move(_ value: inout Float, _ m: inout Float, _ s: inout Float, _ g: Float, _ rate: Float) {
    m = first * m + (1 - first) * g
    s = second * s + (1 - second) * g * g
    value -= rate * m / (s.squareRoot() + 1e-8)
  }
}
