import Foundation

/// What the model knows of this listener: sums over the evidence, so that adding, changing and taking back an opinion is
/// adding and subtracting, in any order.
///
/// Sums that must come back to nothing exactly are kept as whole numbers or in double width.
struct ListenerState: Sendable {
  private(set) var evidence: [Int32: Evidence] = [:]
  /// How many tracks are liked.
  private(set) var likedCount = 0
  /// Λ and b of the posterior of the taste vector.
  private var precision: [Double]
  private var pull: [Double]
  /// Σ dᵢ^−½ v̂ᵢ over liked tracks.
  private var direction: [Double]
  /// Σ S_ij over liked tracks, less a share over disliked ones, in steps of `SparseSums.unit`.
  private(set) var nearSums: SparseSums

  /// What a disliked track's neighbours lose, against what a liked one's gain.
  static let dislike: Float = 0.3

  /// Nobody in particular: the crowd's mean. Cost: clears one number a track.
  init(_ model: Model) {
    let prior = SymmetricMatrix(dimension: model.dimension, values: Array(model.priorPrecision.buffer))
    precision = prior.values.map { Double($0) }
    pull = prior.times(Array(model.priorMean.buffer)).map { Double($0) }
    direction = Array(repeating: 0, count: model.dimension)
    nearSums = SparseSums(count: model.trackCount)
  }

  /// The liked tracks, in order of number.
  var liked: [Int32] { evidence.filter { $0.value.isLiked }.keys.sorted() }
  /// Σ S_ij over liked tracks, less a share over disliked ones.
  var near: [Float] { nearSums.values }

  /// How much speaks against tracks: 1 for each discard, less for skips.
  var turnedDown: Float {
    evidence.values.reduce(0) { $0 + ($1.target == 0 ? $1.weight / Evidence.discarded.weight : 0) }
  }

  /// Changes what is known of a track; nil forgets it. Cost: d² and the track's neighbours.
  mutating func set(_ track: Int32, _ new: Evidence?, _ model: Model) {
    guard evidence[track] != new else { return }
    if let old = evidence[track] { add(track, old, sign: -1, model) }
    if let new { add(track, new, sign: 1, model) }
    evidence[track] = new
  }

  private mutating func add(_ track: Int32, _ evidence: Evidence, sign: Double, _ model: Model) {
    let d = model.dimension
    let share = sign * Double(evidence.weight / model.settings.noise)
    model.withFactors(of: track) { v in
      // Λ += w/σ² v vᵀ ;  b += w y/σ² v
      for row in 0..<d {
        let factor = share * Double(v[row])
        pull[row] += factor * Double(evidence.target)
        for column in 0..<d { precision[row * d + column] += factor * Double(v[column]) }
      }
      guard evidence.isLiked else { return }
      let step = sign / Double(max(1, model.favourites[Int(track)])).squareRoot()
      for k in 0..<d { direction[k] += step * Double(v[k]) }
    }
    if evidence.isLiked { likedCount += sign > 0 ? 1 : -1 }
    let factor = evidence.isLiked ? 1 : evidence.isDisliked ? -Self.dislike : 0
    guard factor != 0 else { return }
    for place in model.neighbours.range(Int(track)) {
      nearSums.add(factor * model.closeness[place], to: Int(model.neighbours.items[place]), isTakenBack: sign < 0)
    }
  }

  /// The posterior of the taste vector, N(Λ⁻¹ b, Λ⁻¹); nil where the sums are not finite. Cost: d³ / 6.
  func posterior() -> Posterior? {
    let matrix = SymmetricMatrix(dimension: pull.count, values: precision.map { Float($0) })
    guard let lower = matrix.cholesky() else { return nil }
    let mean = lower.backward(lower.forward(pull.map { Float($0) }))
    return mean.allSatisfy(\.isFinite) ? Posterior(mean: mean, lower: lower) : nil
  }

  /// The mean of the taste's posterior, u = Λ⁻¹ b; nil where the sums are not finite.
  func taste() -> [Float]? { posterior()?.mean }

  /// û, the direction of what is liked; nil while nothing is.
  func likedDirection() -> [Float]? {
    let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard likedCount > 0, length > 1e-6 else { return nil }
    return direction.map { Float($0 / length) }
  }

  /// |Σ dᵢ^−½ v̂ᵢ|, the length that `likedDirection` divides by.
  var directionLength: Float { Float(direction.reduce(0) { $0 + $1 * $1 }.squareRoot()) }
}

/// A normal distribution over taste vectors.
struct Posterior: Sendable {
  let mean: [Float]
  let lower: SymmetricMatrix.Cholesky

  /// Λ⁻¹ v: how a track moves the mean. Cost: d².
  func pulled(_ vector: [Float]) -> [Float] { lower.backward(lower.forward(vector)) }
}
