import Foundation

/// The score of every track by its parts, each standardised over all tracks, before they are weighted: what the shares are
/// fitted on. A session adds them up by `Formula`.
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

  /// Scores all tracks. Cost: reads all factors once or twice.
  init(_ state: ListenerState, _ model: Model) {
    let none = Array(repeating: Float(0), count: model.trackCount)
    posterior = none
    direction = none
    if let taste = state.taste() { posterior = Standard.scores(Self.scan(taste, model)) }
    if let liked = state.likedDirection() {
      var raw = Self.scan(liked, model)
      for track in raw.indices { raw[track] = raw[track] / FactorDescent.temperature + model.bias[track] }
      direction = Standard.scores(raw)
    }
    neighbours = state.judged.isEmpty ? none : Standard.scores(state.near)
    let likeMinded = LikeMinded(state, model)
    listeners = likeMinded.nearest.isEmpty ? none : Standard.scores(likeMinded.scores(model).values)
    let regression = CrowdRegression(state.judged, model)
    crowd = regression.map { Standard.scores($0.scores(model)) } ?? none
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
