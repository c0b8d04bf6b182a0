import Foundation

/// Listeners of the crowd whose favourites are like what this listener likes, nearest first.
///
///     sim(v) = Σ_{i ∈ x ∩ v} ωᵢ / √(Σ_{i ∈ v} ωᵢ),   ωᵢ = dᵢ^−0.6
///     score_j = dⱼ^−0.2 Σ_{nearest v ∋ j} sim(v)
///
/// User kNN (Resnick et al. 1994) with rare tracks weighing more.
struct LikeMinded: Sendable {
  static let most = 200
  private static let spare = 20
  static let rarity: Float = 0.6
  static let damping: Float = 0.2
  /// Of more liked tracks than this, the least known are looked at: they tell the most.
  static let mostLiked = 500

  /// The nearest, with their similarity.
  let nearest: [Scored]

  /// Finds them. Cost: the favourites of the liked tracks.
  init(liked: [Int32], _ model: Model) {
    let telling =
      liked.count <= Self.mostLiked
      ? liked
      : Array(liked.sorted { model.favourites[Int($0)] < model.favourites[Int($1)] }.prefix(Self.mostLiked))
    var sums = Array(repeating: Float(0), count: model.crowd.count)
    var met: [Int32] = []
    for track in telling {
      let weight = Self.weight(model.favourites[Int(track)])
      for listener in model.listeners[Int(track)] {
        if sums[Int(listener)] == 0 { met.append(listener) }
        sums[Int(listener)] += weight
      }
    }
    var scored = met.map { Scored(index: $0, score: sums[Int($0)] / model.crowdLength[Int($0)]) }
    scored.keepBest(Self.most + Self.spare)
    // Who favours nothing but what is liked has nothing to add: the listener's own row, where the crowd holds it.
    let known = Set(liked)
    nearest = Array(
      scored.lazy.filter { entry in
        let row = model.crowd[Int(entry.index)]
        return row.count > known.count || !row.allSatisfy { known.contains($0) }
      }.prefix(Self.most))
  }

  static func weight(_ favourites: Int32) -> Float { pow(Float(max(1, favourites)), -rarity) }

  /// Scores all tracks.
  func scores(_ model: Model) -> [Float] {
    var scores = Array(repeating: Float(0), count: model.trackCount)
    var met: [Int32] = []
    for (listener, similarity) in nearest.map({ ($0.index, $0.score) }) {
      for track in model.crowd[Int(listener)] {
        if scores[Int(track)] == 0 { met.append(track) }
        scores[Int(track)] += similarity
      }
    }
    for track in met { scores[Int(track)] *= pow(Float(max(1, model.favourites[Int(track)])), -Self.damping) }
    return scores
  }
}
