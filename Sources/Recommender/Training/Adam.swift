/// Adam's moments for rows of directions and for biases (Kingma and Ba 2015); only touched rows move, and stay of length 1.
struct Adam {
  private static let first: Float = 0.9
  /// The paper has .999; the comparison was not written down.
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
    moveRows(gradient, &values, rate * (3 / Float(d)).squareRoot())
    for (place, track) in gradient.touched.enumerated() {
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

  private mutating func moveRows(_ gradient: FactorBatch.Gradient, _ values: inout [Float], _ rate: Float) {
    values.withUnsafeMutableBytes { values in
      mean.withUnsafeMutableBytes { mean in
        square.withUnsafeMutableBytes { square in
          gradient.values.withUnsafeBytes { pull in
            let job = Job(values: values, mean: mean, square: square, gradient: pull, d: d, rate: rate)
            let touched = gradient.touched
            let pieces = (touched.count + 255) / 256
            forEachPart(pieces) { piece in
              for place in piece * 256..<min(touched.count, (piece + 1) * 256) { job.move(Int(touched[place]), place) }
            }
          }
        }
      }
    }
  }

  /// Sendable is safe: each touched track is moved once, and `move` writes that track's rows only.
  private struct Job: @unchecked Sendable {
    let values: UnsafeMutableRawBufferPointer
    let mean: UnsafeMutableRawBufferPointer
    let square: UnsafeMutableRawBufferPointer
    let gradient: UnsafeRawBufferPointer
    let d: Int
    let rate: Float

    func move(_ track: Int, _ place: Int) {
      let (start, end) = (track * d * 4, (track + 1) * d * 4)
      var length = SIMD8<Float>.zero
      for at in stride(from: start, to: end, by: 32) {
        let g = gradient.loadUnaligned(fromByteOffset: place * d * 4 + at - start, as: SIMD8<Float>.self)
        let m = Adam.first * load(mean, at) + (1 - Adam.first) * g
        let s = Adam.second * load(square, at) + (1 - Adam.second) * g * g
        let value = load(values, at) - rate * m / (s.squareRoot() + 1e-9)
        mean.storeBytes(of: m, toByteOffset: at, as: SIMD8<Float>.self)
        square.storeBytes(of: s, toByteOffset: at, as: SIMD8<Float>.self)
        values.storeBytes(of: value, toByteOffset: at, as: SIMD8<Float>.self)
        length += value * value
      }
      let scale = 1 / max(length.sum().squareRoot(), 1e-8)
      for at in stride(from: start, to: end, by: 32) {
        values.storeBytes(of: load(values, at) * scale, toByteOffset: at, as: SIMD8<Float>.self)
      }
    }

    private func load(_ bytes: UnsafeMutableRawBufferPointer, _ at: Int) -> SIMD8<Float> {
      bytes.loadUnaligned(fromByteOffset: at, as: SIMD8<Float>.self)
    }
  }
}
