import Foundation
import Listening

/// Where listeners lie before anything is known of them: mean and covariance of the crowd's taste vectors.
///
///     u_l = (a₀ G + Σ_{i ∈ l} v̂ᵢ v̂ᵢᵀ + λ I)⁻¹ Σ_{i ∈ l} v̂ᵢ,   G = V̂ᵀ V̂
///
/// the listener step of implicit ALS (Hu, Koren and Volinsky 2008); N(μ, Σ) over them is the prior of an empirical Bayes
/// regression.
struct ListenerPrior {
  /// a₀. In a first sketch .03 to .3 came to within a save of each other in the tail, and 1 was worse.
  static let unobserved: Float = 0.1
  /// λ, not tuned.
  static let ridge: Float = 1
  /// Of the crowd, so many are looked at; not tuned.
  static let sample = 3000
  /// How much of a ball is added to the covariance; not tuned.
  private static let shrinkage: Float = 0.1

  let mean: [Float]
  /// Σ⁻¹.
  let precision: SymmetricMatrix

  init(rows: Rows, directions: [Float], dimension d: Int, tracks: Int, seed: UInt64) {
    var base = SymmetricMatrix(dimension: d, diagonal: Self.ridge)
    base.add(Self.gramian(directions, d, tracks), by: Self.unobserved)
    var generator = Seeded(seed)
    let drawn = Array((0..<rows.count).filter { rows[$0].count >= 2 }.shuffled(using: &generator).prefix(Self.sample))
    let start = base
    let tastes = parallelMap(drawn.count) { Self.taste(rows[drawn[$0]], directions, start) }
    let count = Float(max(1, tastes.count))
    var mean = Array(repeating: Float(0), count: d)
    for taste in tastes { for k in 0..<d { mean[k] += taste[k] / count } }
    var covariance = SymmetricMatrix(dimension: d, diagonal: 0)
    for taste in tastes {
      let off = (0..<d).map { taste[$0] - mean[$0] }
      off.withUnsafeBufferPointer { if let off = $0.baseAddress { covariance.add(off, by: 1 / count) } }
    }
    // Σ + shrinkage · σ² I with σ² = tr Σ / d, so that few listeners make no false certainty.
    let variance = max((0..<d).reduce(Float(0)) { $0 + covariance.values[$1 * d + $1] } / Float(d), 1e-4)
    covariance.add(SymmetricMatrix(dimension: d, diagonal: variance), by: Self.shrinkage)
    self.mean = mean
    precision = covariance.inverse() ?? SymmetricMatrix(dimension: d, diagonal: 1 / variance)
  }

  private static func gramian(_ directions: [Float], _ d: Int, _ tracks: Int) -> SymmetricMatrix {
    var values = Array(repeating: Float(0), count: d * d)
    var product = Product()
    product.multiply(.turned(directions), .rows(directions), into: &values, m: d, k: tracks, n: d)
    return SymmetricMatrix(dimension: d, values: values)
  }

  private static func taste(_ row: ArraySlice<Int32>, _ directions: [Float], _ base: SymmetricMatrix) -> [Float] {
    let d = base.dimension
    var matrix = base
    var pull = Array(repeating: Float(0), count: d)
    directions.withUnsafeBufferPointer { directions in
      guard let start = directions.baseAddress else { return }
      for track in row {
        let v = start + Int(track) * d
        matrix.add(v, by: 1)
        for k in 0..<d { pull[k] += v[k] }
      }
    }
    return matrix.solved(pull) ?? Array(repeating: 0, count: d)
  }
}
