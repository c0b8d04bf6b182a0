import Listening

/// The factors of a model made before, for the tracks of a corpus that has grown.
struct WarmStart {
  /// By how much favourites may grow before all is learned from the beginning. Each such training is of so many times more, so all
  /// of them together cost a few times the last.
  static let growth = 1.5

  /// nil where too little is left of the old one, where favourites are too many more than it began with, or where the crowd has
  /// grown into one that other descents are planned for: as many factors in all may be another number of descents, and half of
  /// one is none.
  let start: FactorDescent.Result?

  /// Of a model made by such a plan, for a corpus that is planned for so.
  init(_ before: Model, _ corpus: Corpus, favourites: Int, _ plan: FactorDescent.Plan) {
    let d = before.dimension
    let old = corpus.tracks.map { before.index(of: $0.id) }
    let was = FactorDescent.Plan(
      listeners: before.crowd.count, favourites: before.favouriteCount, tracks: before.trackCount)
    let isNear = Double(favourites) <= Self.growth * Double(before.settings.learnedFrom)
    guard isNear, plan.dimension * plan.descents == d, plan.dimension == was.dimension,
      old.count(where: { $0 != nil }) * 2 > old.count
    else {
      start = nil
      return
    }
    var result = FactorDescent.Result(
      directions: FactorDescent.chance(old.count, d, seed: plan.seed),
      bias: Array(repeating: 0, count: old.count), descents: plan.descents)
    for (track, index) in old.enumerated() {
      guard let index else { continue }
      before.withFactors(of: index) { v in for k in 0..<d { result.directions[track * d + k] = v[k] } }
      result.bias[track] = before.bias[Int(index)]
    }
    start = result
  }
}
