import Foundation

/// The score of every track by its parts, each standardised over all tracks, before they are weighted.
struct Parts: Sendable {
  /// u · v̂, the prediction of the taste's posterior.
  var posterior: [Float]
  /// û · v̂ / τ + b, once something is liked.
  var direction: [Float]
  /// Σ S_ij over what is liked.
  var neighbours: [Float]
  /// Σ of the like-minded listeners.
  var listeners: [Float]
  /// x̂, the crowd's regression on what is known.
  var crowd: [Float]
  let liked: Int
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
    liked = state.likedCount
    likeMinded = use.contains(.listeners) ? LikeMinded(state, model) : LikeMinded()
    let none = Array(repeating: Float(0), count: model.trackCount)
    posterior = none
    direction = none
    if use.contains(.factors), let taste = state.taste() { posterior = Standard.scores(Self.scan(taste, model)) }
    if use.contains(.factors), let liked = state.likedDirection() {
      var raw = Self.scan(liked, model)
      for track in raw.indices { raw[track] = raw[track] / FactorDescent.temperature + model.bias[track] }
      direction = Standard.scores(raw)
    }
    neighbours = use.contains(.neighbours) && !state.judged.isEmpty ? Standard.scores(state.near) : none
    listeners = likeMinded.nearest.isEmpty ? none : Standard.scores(likeMinded.scores(model).values)
    let regression = use.contains(.listeners) ? CrowdRegression(state.judged, model) : nil
    crowd = regression.map { Standard.scores($0.scores(model)) } ?? none
  }

  /// The weighted sum. Parts that were not asked for are 0.
  func total(_ weights: BlendWeights) -> [Float] {
    posterior.indices.map { track in
      weights.posterior * posterior[track] + weights.direction * direction[track]
        + weights.neighbours * neighbours[track] + weights.listeners * listeners[track]
        + weights.crowd * crowd[track]
    }
  }

  /// vector · v̂ⱼ for all tracks.
  static func scan(_ vector: [Float], _ model: Model) -> [Float] {
    vector.withUnsafeBufferPointer { vector in
      guard let u = vector.baseAddress, let v = model.factors.buffer.baseAddress else { return [] }
      return (0..<model.trackCount).map { Kernels.dot(u, v + $0 * model.dimension, model.dimension) }
    }
  }
}

/// Scores as distances from their mean in standard deviations, so that parts can be added.
enum Standard {
  static func scores(_ raw: [Float]) -> [Float] {
    let moments = Moments(raw)
    return raw.map { ($0 - moments.mean) * moments.scale }
  }
}
