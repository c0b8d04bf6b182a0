import Foundation

/// What the model knows of this listener: sums over the evidence, so that adding, changing and taking back an opinion is
/// adding and subtracting, in any order.
struct ListenerState: Sendable {
  private(set) var evidence: [Int32: Evidence] = [:]
  /// Λ and b of the posterior of the taste vector.
  private var precision: SymmetricMatrix
  private var pull: [Float]
  /// Σ dᵢ^−½ v̂ᵢ over liked tracks.
  private var direction: [Float]
  /// Σ S_ij over liked tracks, less a share over disliked ones.
  private(set) var near: [Float]

  /// What a disliked track's neighbours lose, against what a liked one's gain.
  static let dislike: Float = 0.3

  /// Nobody in particular: the crowd's mean.
  init(_ model: Model) {
    precision = SymmetricMatrix(dimension: model.dimension, values: Array(model.priorPrecision.buffer))
    pull = precision.times(Array(model.priorMean.buffer))
    direction = Array(repeating: 0, count: model.dimension)
    near = Array(repeating: 0, count: model.trackCount)
  }

  /// How many tracks are liked.
  var likedCount: Int { evidence.values.count { $0.isLiked } }
  /// The liked tracks, in order of number.
  var liked: [Int32] { evidence.filter { $0.value.isLiked }.keys.sorted() }

  /// Changes what is known of a track; nil forgets it. Cost: d² and the track's neighbours.
  mutating func set(_ track: Int32, _ new: Evidence?, _ model: Model) {
    guard evidence[track] != new else { return }
    if let old = evidence[track] { add(track, old, sign: -1, model) }
    if let new { add(track, new, sign: 1, model) }
    evidence[track] = new
  }

  private mutating func add(_ track: Int32, _ evidence: Evidence, sign: Float, _ model: Model) {
    let share = sign * evidence.weight / model.settings.noise
    let step = sign / Float(max(1, model.favourites[Int(track)])).squareRoot()
    model.withFactors(of: track) { v in
      // Λ += w/σ² v vᵀ ;  b += w y/σ² v
      precision.add(v, by: share)
      for k in 0..<model.dimension { pull[k] += share * evidence.target * v[k] }
      if evidence.isLiked { for k in 0..<model.dimension { direction[k] += step * v[k] } }
    }
    let factor: Float = evidence.isLiked ? sign : evidence.isDisliked ? -sign * Self.dislike : 0
    guard factor != 0 else { return }
    for place in model.neighbours.range(Int(track)) {
      near[Int(model.neighbours.items[place])] += factor * model.closeness[place]
    }
  }

  /// The mean of the taste's posterior, u = Λ⁻¹ b; nil where the sums are no longer finite.
  func taste() -> [Float]? {
    guard let mean = precision.solved(pull), mean.allSatisfy(\.isFinite) else { return nil }
    return mean
  }

  /// û, the direction of what is liked; nil while nothing is.
  func likedDirection() -> [Float]? {
    let length = direction.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
    guard likedCount > 0, length > 1e-6 else { return nil }
    return direction.map { $0 / length }
  }
}
