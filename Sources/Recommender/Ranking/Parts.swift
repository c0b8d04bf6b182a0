import Foundation

/// The score of every track by its parts, each standardised over all tracks, and their weighted sum.
struct Parts: Sendable {
  var factors: [Float]
  var neighbours: [Float]
  var listeners: [Float]
  var total: [Float]
  let likeMinded: LikeMinded

  /// Which parts count: for measuring them alone.
  struct Use: OptionSet, Sendable {
    let rawValue: Int
    static let factors = Use(rawValue: 1)
    static let neighbours = Use(rawValue: 2)
    static let listeners = Use(rawValue: 4)
    static let all: Use = [.factors, .neighbours, .listeners]
  }

  /// Scores all tracks. Cost: reads all factors once or twice.
  init(_ state: ListenerState, _ model: Model, use: Use = .all) {
    let count = state.likedCount
    likeMinded = LikeMinded(liked: use.contains(.listeners) ? state.liked : [], model)
    let weights = BlendWeights(liked: count, model.settings)
    factors = Self.factorScores(state, model, weights, use: use)
    neighbours = use.contains(.neighbours) && !state.evidence.isEmpty ? Standard.scores(state.near) : Self.none(model)
    listeners = likeMinded.nearest.isEmpty ? Self.none(model) : Standard.scores(likeMinded.scores(model))
    total = Self.none(model)
    for track in total.indices {
      factors[track] *= weights.factors
      neighbours[track] *= weights.neighbours
      listeners[track] *= weights.listeners
      total[track] = factors[track] + neighbours[track] + listeners[track]
    }
  }

  private static func none(_ model: Model) -> [Float] { Array(repeating: 0, count: model.trackCount) }

  /// The posterior's prediction u · v̂ and, once something is liked, the direction's û · v̂ / τ + b.
  private static func factorScores(
    _ state: ListenerState, _ model: Model, _ weights: BlendWeights, use: Use
  ) -> [Float] {
    guard use.contains(.factors) else { return none(model) }
    var scores = none(model)
    if weights.posterior > 0, let taste = state.taste() {
      add(Standard.scores(scan(taste, model)), by: weights.posterior, to: &scores)
    }
    if weights.direction > 0, let direction = state.likedDirection() {
      var raw = scan(direction, model)
      for track in raw.indices { raw[track] = raw[track] / FactorDescent.temperature + model.bias[track] }
      add(Standard.scores(raw), by: weights.direction, to: &scores)
    }
    return scores
  }

  private static func add(_ x: [Float], by factor: Float, to y: inout [Float]) {
    for place in y.indices { y[place] += factor * x[place] }
  }

  /// vector · v̂ⱼ for all tracks.
  static func scan(_ vector: [Float], _ model: Model) -> [Float] {
    vector.withUnsafeBufferPointer { vector in
      guard let u = vector.baseAddress, let v = model.factors.buffer.baseAddress else { return none(model) }
      return (0..<model.trackCount).map { Kernels.dot(u, v + $0 * model.dimension, model.dimension) }
    }
  }
}

/// How much each part counts, by how many tracks are liked.
struct BlendWeights: Sendable {
  var posterior: Float
  var direction: Float
  var factors: Float
  var neighbours: Float
  var listeners: Float

  init(liked: Int, _ settings: Model.Settings) {
    let known = Float(liked)
    // The posterior speaks from the first key on, the direction once there is one.
    posterior = 3 / (3 + known)
    direction = known / (3 + known)
    factors = settings.factors
    neighbours = settings.neighbours * known / (3 + known)
    listeners = settings.listeners * known / (3 + known)
  }
}

/// Scores as distances from their mean in standard deviations, so that parts can be added.
enum Standard {
  static func scores(_ raw: [Float]) -> [Float] {
    let count = Float(max(1, raw.count))
    let mean = raw.reduce(0, +) / count
    let variance = raw.reduce(Float(0)) { $0 + ($1 - mean) * ($1 - mean) } / count
    let scale = variance > 1e-20 ? 1 / variance.squareRoot() : 0
    return raw.map { ($0 - mean) * scale }
  }
}
