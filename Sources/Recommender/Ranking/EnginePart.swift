/// Which part of the engine scores, where one is measured without the others.
public enum EnginePart: String, Sendable, CaseIterable, Codable {
  /// All of them, blended.
  case hybrid
  /// Track factors; beside them only what the listener did with the artist.
  case factors
  /// Neighbours of tracks and of listeners; beside them only what the listener did with the artist.
  case neighbours

  /// The shares are fitted for all parts together; one alone has its pieces count as where nothing was fitted.
  func blend(_ fitted: Blend) -> Blend { self == .hybrid ? fitted : Blend() }
}

extension BlendWeights {
  /// What one part of the engine has of these.
  func only(_ part: EnginePart) -> BlendWeights {
    var weights = self
    if part == .factors { (weights.neighbours, weights.listeners, weights.crowd) = (0, 0, 0) }
    if part == .neighbours { (weights.posterior, weights.direction) = (0, 0) }
    return weights
  }
}
