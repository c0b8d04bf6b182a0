import Foundation

/// Listeners of the crowd whose favourites are like what this listener likes, nearest first.
///
///     sim(v) = Σ_{i ∈ x ∩ v} ωᵢ / √(Σ_{i ∈ v} ωᵢ),   ωᵢ = dᵢ^−0.6
///     score_j = dⱼ^−0.2 Σ_{nearest v ∋ j} sim(v)
///
/// User kNN (Resnick et al. 1994) with rare tracks weighing more. The sums Σ ωᵢ are kept by `ListenerState`. Twelve other settings
/// gained the hybrid nothing (Decision 50).
struct LikeMinded: Sendable {
  static let most = 200
  private static let spare = 20
  private static let rarity = Powers(-0.6)
  /// dⱼ^−0.2 by dⱼ, how many favour a track.
  static let damping = Powers(-0.2)

  /// The nearest, with their similarity.
  let nearest: [Scored]

  /// Nobody.
  init() { nearest = [] }

  /// Finds them. Cost: one number a listener of the crowd.
  init(_ state: ListenerState, _ model: Model) {
    var best = Best(Self.most + Self.spare)
    for (listener, step) in state.shared.steps.enumerated() where step > 0 {
      let similarity = state.shared[listener] / model.crowdLength[listener]
      if similarity >= best.threshold { best.add(Int32(listener), similarity) }
    }
    // Who favours nothing but what is liked has nothing to add: the listener's own row, where the crowd holds it.
    nearest = Array(
      best.list.filter { entry in
        let row = model.crowd[Int(entry.index)]
        return row.count > state.likedCount || !row.allSatisfy { state.judged[$0]?.evidence.isLiked ?? false }
      }.prefix(Self.most))
  }

  /// ωᵢ by dᵢ, how many favour a track.
  static func weight(_ favourites: Int32) -> Float { rarity(favourites) }

  /// Scores all tracks, and says which are not 0. Cost: the favourites of the nearest, and clears one number a track.
  func scores(_ model: Model) -> (values: [Float], touched: [Int32]) {
    var scores = Array(repeating: Float(0), count: model.trackCount)
    var touched: [Int32] = []
    let (favourites, damping) = (model.favourites.buffer, Self.damping)
    scores.withUnsafeMutableBufferPointer { scores in
      for near in nearest where near.score > 0 {
        for track in model.crowd[Int(near.index)] {
          if scores[Int(track)] == 0 { touched.append(track) }
          scores[Int(track)] += near.score
        }
      }
      for track in touched { scores[Int(track)] *= damping(favourites[Int(track)]) }
    }
    return (scores, touched)
  }
}

/// A power of counts, by table: a power costs as much as fifty additions.
struct Powers: Sendable {
  private let exponent: Float
  private let table: [Float]

  /// count^exponent; 0 counts as 1.
  init(_ exponent: Float) {
    self.exponent = exponent
    table = (0..<1024).map { pow(Float(max(1, $0)), exponent) }
  }

  @inline(__always)
  func callAsFunction(_ count: Int32) -> Float {
    count >= 0 && Int(count) < table.count ? table[Int(count)] : pow(Float(max(1, count)), exponent)
  }
}
