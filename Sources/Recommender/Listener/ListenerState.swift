import Foundation
import Listening

/// What the model knows of this listener: sums over the evidence, so that adding, changing and taking back an opinion is
/// adding and subtracting, in any order.
///
/// Sums of few that must come back to nothing exactly are kept as whole numbers; those of the posterior in double width, where
/// what is left of an opinion taken back is far below what a ranking shows.
struct ListenerState: Sendable {
  /// The judged tracks.
  private(set) var judged: [Int32: Judged] = [:]
  /// The liked tracks, in order of number.
  private(set) var liked: [Int32] = []
  /// How much was turned down, in hundredths of a discard.
  private var turnedDownSteps = 0
  /// Λ and b of the posterior of the taste vector; of Λ what lies above the diagonal, in whole lanes.
  private var precision: [Double]
  private var pull: [Double]
  /// Σ dᵢ^−½ v̂ᵢ over liked tracks.
  private var direction: [Double]
  /// Σ S_ij over liked tracks, less a share over disliked ones, in whole steps.
  private(set) var nearSums: SparseSums
  /// Σ ωᵢ over the liked tracks that each listener of the crowd favours (see `LikeMinded`).
  private(set) var shared: SparseSums

  /// What a disliked track's neighbours lose, against what a liked one's gain: in a first sketch .3 brought counted neighbours
  /// 11.6 saves for 10.7; not tuned since.
  static let dislike: Float = 0.3

  /// Nobody in particular: the crowd's mean. Cost: clears one number a track, and one a listener of the crowd.
  init(_ model: Model) {
    let prior = SymmetricMatrix(dimension: model.dimension, values: Array(model.priorPrecision.buffer))
    precision = prior.values.map { Double($0) }
    pull = prior.times(Array(model.priorMean.buffer)).map { Double($0) }
    direction = Array(repeating: 0, count: model.dimension)
    nearSums = SparseSums(count: model.trackCount, most: 2048)
    // Of no listener more than `Trainer.mostFavourites` are learned from, and none adds more than 1.
    shared = SparseSums(count: model.crowd.count, most: 32_768)
  }

  /// How many tracks are liked.
  var likedCount: Int { liked.count }
  /// Σ S_ij over liked tracks, less a share over disliked ones.
  var near: [Float] { nearSums.values }

  /// How much speaks against tracks: 1 for each discard, less for skips.
  var turnedDown: Float { Float(turnedDownSteps) / 100 }

  /// Changes what is known of a track; nil forgets it. Cost: d², the track's neighbours and its listeners.
  mutating func set(_ track: Int32, _ new: Evidence?, _ model: Model, at revision: Revision = 0) {
    let old = judged[track]?.evidence
    judged[track] = new.map { Judged(track: track, evidence: $0, revision: revision) }
    guard old != new else { return }
    for (evidence, sign) in [(old, -1), (new, 1)] {
      guard let evidence else { continue }
      addToPosterior(track, evidence, sign, model)
      addToNear(track, evidence, sign, model)
      if evidence.target == 0 {
        turnedDownSteps += sign * Int((100 * evidence.weight / Evidence.discarded.weight).rounded())
      }
    }
    guard (old?.isLiked ?? false) != (new?.isLiked ?? false) else { return }
    like(track, new?.isLiked ?? false, model)
  }

  /// Λ += w/σ² v vᵀ ;  b += w y/σ² v
  private mutating func addToPosterior(_ track: Int32, _ evidence: Evidence, _ sign: Int, _ model: Model) {
    let d = model.dimension
    let share = Double(sign) * Double(evidence.weight / model.settings.noise)
    let v = model.withFactors(of: track) { v in (0..<d).map { Double(v[$0]) } }
    v.withUnsafeBufferPointer { v in
      precision.withUnsafeMutableBufferPointer { rows in
        guard let start = v.baseAddress, let rows = rows.baseAddress else { return }
        for row in 0..<d {
          let first = Kernels.begun(row)
          Kernels.add(start + first, by: share * v[row], to: rows + row * d + first, d - first)
        }
      }
      for k in 0..<d { pull[k] += share * Double(evidence.target) * v[k] }
    }
  }

  private mutating func addToNear(_ track: Int32, _ evidence: Evidence, _ sign: Int, _ model: Model) {
    let factor = evidence.isLiked ? 1 : evidence.isDisliked ? -Self.dislike : 0
    guard factor != 0 else { return }
    for place in model.neighbours.range(Int(track)) {
      // A learned weight may be below 0; what was turned down must not push such a track up.
      let closeness = factor < 0 ? max(0, model.closeness[place]) : model.closeness[place]
      nearSums.add(factor * closeness, to: Int(model.neighbours.item(place)), isTakenBack: sign < 0)
    }
  }

  /// Counts a track among the liked ones, or no longer.
  private mutating func like(_ track: Int32, _ isLiked: Bool, _ model: Model) {
    let favourites = model.favourites[Int(track)]
    let step = (isLiked ? 1 : -1) / Double(max(1, favourites)).squareRoot()
    model.withFactors(of: track) { v in for k in direction.indices { direction[k] += step * Double(v[k]) } }
    for listener in model.listeners[Int(track)] {
      shared.add(LikeMinded.weight(favourites), to: Int(listener), isTakenBack: !isLiked)
    }
    if isLiked {
      liked.insert(track, at: liked.firstPlace(notBelow: track))
    } else if let place = liked.place(of: track) {
      liked.remove(at: place)
    }
  }

  /// The posterior of the taste vector, N(Λ⁻¹ b, Λ⁻¹); nil where the sums are not finite. Cost: d³ / 6.
  func posterior() -> Posterior? {
    let matrix = SymmetricMatrix(dimension: pull.count, values: precision.map { Float($0) })
    guard let root = matrix.cholesky() else { return nil }
    let mean = root.backward(root.forward(pull.map { Float($0) }))
    return mean.allSatisfy(\.isFinite) ? Posterior(mean: mean, root: root) : nil
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
  /// Of Λ.
  let root: SymmetricMatrix.Cholesky

  /// Λ⁻¹ v: how a track moves the mean. Cost: d².
  func pulled(_ vector: [Float]) -> [Float] { root.backward(root.forward(vector)) }
}
