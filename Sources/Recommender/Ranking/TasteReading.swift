import Listening

/// What is believed of the listener, in a form that can be shown.
struct TasteReading {
  private static let artists = 24

  private let model: Model
  private let facts: ModelFacts
  private let learner: Learner

  init(_ model: Model, _ facts: ModelFacts, _ learner: Learner) {
    self.model = model
    self.facts = facts
    self.learner = learner
  }

  func taste() -> Taste { Taste(artists: nearest()) }

  /// The product of the taste's direction with the nearest track of each artist: their cosine, as far as it is sure.
  private func nearest() -> [Taste.Nearness] {
    guard let direction = learner.state.likedDirection() else { return [] }
    var products = Array(repeating: Float(0), count: model.trackCount)
    facts.quantised.multiply(products.indices, facts.quantised.query(direction), into: &products)
    var best = Best(512)
    for (track, product) in products.enumerated() where product >= best.threshold { best.add(Int32(track), product) }
    var closeness: [Int32: Float] = [:]
    for scored in best.list {
      let artist = model.artist[Int(scored.index)]
      closeness[artist] = max(closeness[artist] ?? -1, Formula.dot(direction, scored.index, model))
    }
    var order = closeness.map { Scored(index: $0.key, score: $0.value) }
    order.keepBest(Self.artists)
    let plane = Plane(facts.factors.covariance, dimension: model.dimension)
    return order.compactMap { scored in
      model.artistName(scored.index).map {
        Taste.Nearness(
          artist: $0, closeness: Double(min(1, max(-1, scored.score))),
          direction: plane.turn(of: middle(scored.index), from: direction))
      }
    }
  }

  /// The mean of the directions of an artist's tracks.
  private func middle(_ artist: Int32) -> [Float] {
    let tracks = facts.artistTracks[artist]
    var mean = Array(repeating: Float(0), count: model.dimension)
    for track in tracks {
      model.withFactors(of: track) { v in for k in mean.indices { mean[k] += v[k] / Float(tracks.count) } }
    }
    return mean
  }
}
