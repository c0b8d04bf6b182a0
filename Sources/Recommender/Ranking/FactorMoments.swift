/// Mean and deviation of the factors' scores over all tracks, for any vector, without scoring a single track.
///
///     xⱼ = a · (v̂ⱼ, bⱼ) ,   mean = a · m ,   variance = aᵀ C a
///
/// with m and C the mean and covariance of (v̂ⱼ, bⱼ) over a sample of the tracks.
struct FactorMoments: Sendable {
  /// Tracks looked at, at least, where there are as many; fewer than twice as many.
  static let sample = 4096

  private let dimension: Int
  private let mean: [Float]
  /// C, with what belongs to b last.
  let covariance: SymmetricMatrix

  /// Cost: d² / 2 for each track of the sample.
  init(_ model: Model) {
    let size = model.dimension + Kernels.lanes
    var rows = Self.rows(of: model, size)
    let share = Float(size) / Float(max(size, rows.count))
    var mean = Array(repeating: Float(0), count: size)
    for place in rows.indices { mean[place % size] += share * rows[place] }
    for place in rows.indices { rows[place] -= mean[place % size] }
    var covariance = SymmetricMatrix(dimension: size, diagonal: 0)
    covariance.add(rows: rows, by: share)
    (dimension, self.mean, self.covariance) = (model.dimension, mean, covariance)
  }

  /// (v̂, b, 0 …) of the sample, one behind the other, each filled up to whole lanes; those that are finite.
  private static func rows(of model: Model, _ size: Int) -> [Float] {
    let filling = Array(repeating: Float(0), count: Kernels.lanes - 1)
    let tracks = stride(from: 0, to: model.trackCount, by: max(1, model.trackCount / sample))
    return tracks.reduce(into: []) { rows, track in
      model.withFactors(of: Int32(track)) { v in
        let row = (0..<model.dimension).map { v[$0] } + [model.bias[track]] + filling
        if row.allSatisfy(\.isFinite) { rows += row }
      }
    }
  }

  /// Those of factor · (vector · v̂ⱼ) + bias · bⱼ. Cost: d².
  func callAsFunction(_ vector: [Float], factor: Float = 1, bias: Float = 0) -> Moments {
    var a = Array(repeating: Float(0), count: mean.count)
    for k in 0..<dimension { a[k] = factor * vector[k] }
    a[dimension] = bias
    let spread = covariance.times(a)
    let (first, variance) = a.indices.reduce((Float(0), Float(0))) { sums, k in
      (sums.0 + a[k] * mean[k], sums.1 + a[k] * spread[k])
    }
    return Moments(mean: first, deviation: max(0, variance).squareRoot())
  }
}
