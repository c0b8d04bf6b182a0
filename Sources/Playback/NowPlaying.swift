import Listening

/// What plays and how the session stands, as far as other programs are told. The clock is no part of it, so that two that are
/// equal need to be told once; jumps of the clock are counted.
public struct NowPlaying: Hashable, Sendable {
  /// The number of the track on stage; nil while there is none.
  public var entry: EntryID?
  /// The track on stage.
  public var track: Track?
  /// How long it is, in seconds; nil while nobody knows.
  public var length: Double?
  /// What the listener thinks of it.
  public var verdict: Verdict?
  /// The words of the status line: `playing`, `paused`, `buffering 40 %`.
  public var state = ""
  /// Whether there is a player that can play.
  public var canPlay = true
  /// Whether the listener wants silence.
  public var isPaused = true
  /// Whether sound runs now: neither held nor waiting for its stream.
  public var isSounding = false
  /// What is heard of the volume, 0 to 100.
  public var volume = 0
  /// The tracks that come next, as far as they are told.
  public var queue: [TrackID] = []
  /// The last act that is written.
  public var revision: Revision = 0
  /// Whether a track was on stage before this one.
  public var hasPrevious = false
  /// How far under the radar.
  public var radar = RadarDepth.medium
  /// How many tracks are saved.
  public var saved = 0
  /// How many tracks are discarded.
  public var discarded = 0
  /// How often the listener went to another place of a track, in this session.
  public var jumps = 0
  /// How a notification words the track when it comes on stage; the first line is its heading.
  public var caption = ""

  /// Nothing plays.
  public init() {}

  /// The track that comes next.
  public var next: TrackID? { queue.first }
}
