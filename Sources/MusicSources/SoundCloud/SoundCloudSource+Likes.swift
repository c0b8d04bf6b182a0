import Listening

/// The listener's own likes.
extension SoundCloudSource: LikeKeeper {
  /// Likes a track there, or takes the like back. Taking back what is not there counts as done.
  public func like(_ track: TrackID, _ likes: Bool) async throws {
    let url = try door.address("likes/tracks/\(door.urn("tracks", track.key))")
    do {
      try await door.ask(likes ? .post : .delete, url, what: likes ? "this like" : "taking this like back") { _ in }
    } catch SourceError.gone where !likes {}
  }
}
