extension Model {
  /// Which part of the engine scores, where one is measured alone.
  public enum Part: String, Sendable, CaseIterable, Codable {
    /// All of them, blended.
    case hybrid
    /// Track factors alone.
    case factors
    /// Neighbours of tracks and of listeners alone.
    case neighbours
  }

  /// Scores every track for a listener of whom these opinions are known, by the code that serves a session.
  ///
  /// Tracks are numbered as in the corpus. Numbers outside it are passed over.
  /// Cost: reads all factors once or twice.
  public func scores(
    liked: [Int32], disliked: [Int32] = [], by part: Part = .hybrid
  ) -> [Float] {
    var state = ListenerState(self)
    for track in disliked where isKnown(track) { state.set(track, .discarded, self) }
    for track in liked where isKnown(track) { state.set(track, .saved, self) }
    // The shares are fitted for all parts together; one alone has its pieces count alike.
    let weights = BlendWeights(liked: state.likedCount, part == .hybrid ? settings : Settings())
    return Parts(state, self, use: part.use).total(weights)
  }

  private func isKnown(_ track: Int32) -> Bool { track >= 0 && Int(track) < trackCount }
}

extension Model.Part {
  fileprivate var use: Parts.Use {
    switch self {
    case .hybrid: .all
    case .factors: .factors
    case .neighbours: [.neighbours, .listeners]
    }
  }
}
