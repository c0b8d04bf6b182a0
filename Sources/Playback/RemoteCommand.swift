/// What another program wants of the session, in the terms of a player. What it does is decided when the session hears of it.
public enum RemoteCommand: Hashable, Sendable {
  /// Play, or hold.
  case playPause
  /// Play; nothing where it plays already.
  case play
  /// Hold; nothing where it is held already.
  case pause
  /// Leave the track without a verdict.
  case next
  /// Back to the beginning of the track, or to the one before.
  case previous
  /// Move by so many seconds; beyond the end lies the next track.
  case seek(by: Double)
  /// Go to a place of this entry; nothing where another is on stage by then, or the place is not in it.
  case go(to: Double, in: EntryID)
  /// Set the volume, 0 to 100.
  case volume(Int)
  /// End the session.
  case quit
}
