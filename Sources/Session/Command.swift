import Listening
import Playback

/// What the listener wants.
public enum Command: Hashable, Sendable {
  /// Keep a track, or take that back.
  case save(Target)
  /// Never again, or take that back.
  case discard(Target)
  /// Not for a while, or take that back.
  case notNow(Target)
  /// Take back the last act, or that of a revision.
  case undo(Revision?)
  /// Bring back what was undone last, or the act of a revision.
  case redo(Revision?)
  /// Leave the playing track without a verdict.
  case next
  /// Back to the beginning of the track, or to the one before.
  case previous
  /// Play, or hold.
  case togglePause
  /// Move by so many seconds.
  case seek(by: Double)
  /// Move to a share of the track, 0 to 1.
  case seekToShare(Double)
  /// Louder or softer by so many.
  case volume(by: Int)
  /// Silence, or sound.
  case toggleMute
  /// Play this track now, which any list may show.
  case play(Track)
  /// Put this track at the queue's head.
  case playNext(Track)
  /// Take this track out of the queue, without a verdict.
  case remove(Track)
  /// Look for artists and tracks by name.
  case find(String)
  /// Name a favourite, of any fame.
  case name(Favoured)
  /// Set the radar dial.
  case radar(RadarDepth)
  /// End the session.
  case quit
}

/// Which track a verdict is about.
public enum Target: Hashable, Sendable {
  /// The one that plays.
  case playing
  /// This one.
  case track(Track)
}
