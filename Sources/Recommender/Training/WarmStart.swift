import Listening

/// The factors of a model made before, for the tracks of a corpus that has grown.
struct WarmStart {
  /// nil where too little is left of the old one.
  let start: FactorDescent.Result?

  init(_ before: Model, _ corpus: Corpus) {
    let d = before.dimension
    let plan = FactorDescent.Plan(
      listeners: corpus.listenerCount, favourites: corpus.favourites.count, tracks: corpus.tracks.count)
    let old = corpus.tracks.map { before.index(of: $0.id) }
    guard plan.dimension * plan.descents == d, old.count(where: { $0 != nil }) * 2 > old.count else {
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
