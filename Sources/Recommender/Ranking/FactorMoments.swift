/// Mean and deviation of the factors' scores over all tracks, for any vector, without scoring a single track.
///
///     xⱼ = a · (v̂ⱼ, bⱼ) ,   mean = a · m ,   variance = aᵀ C a
///
/// with m and C the mean and covariance of (v̂ⱼ, bⱼ) over a sample of the tracks.
struct FactorMoments: Sendable {
  /// Tracks looked at.
  static let sample = 4096

  private let dimension: Int
  private let mean: [Float]
  /// C, with what belongs to b last.
  let covariance: SymmetricMatrix

  /// Cost: d² for each track of the sample.
  init(_ model: Model) {
    let d = model.dimension
    let size = d + Kernels.lanes
    let tracks = Array(stride(from: 0, to: model.trackCount, by: max(1, model.trackCount / Self.sample)))
    // Row by row (v̂, b, 0 …), filled up to whole lanes.
    let rows = tracks.map { track in
      model.withFactors(of: Int32(track)) { v in
        (0..<d).map { v[$0] } + [model.bias[track]] + Array(repeating: 0, count: Kernels.lanes - 1)
      }
    }.filter { $0.allSatisfy(\.isFinite) }
    let share = 1 / Float(max(1, rows.count))
    let mean = rows.reduce(into: Array(repeating: Float(0), count: size)) { sum, row in
      for k in sum.indices { sum[k] += share * row[k] }
    }
    var covariance = SymmetricMatrix(dimension: size, diagonal: 0)
    for row in rows {
      let off = row.indices.map { row[$0] - mean[$0] }
      off.withUnsafeBufferPointer { if let off = $0.baseAddress { covariance.add(off, by: share) } }
    }
    (dimension, self.mean, self.covariance) = (d, mean, covariance)
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
