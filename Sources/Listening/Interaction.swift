import Foundation

/// The number of an interaction: 1 for the first, then rising. An answer carries the last one it has seen.
public typealias Revision = Int64

/// One act of the listener as the journal keeps it: never changed, never removed.
public struct Interaction: Hashable, Sendable, Codable {
  /// Its place in the journal.
  public let revision: Revision
  /// What was done.
  public let act: Act
  /// When.
  public let date: Date
  /// The chance with which the track was drawn for exploration; nil where it was chosen by its score, or by the listener.
  public let propensity: Double?

  /// Records `act` as number `revision`.
  public init(revision: Revision, act: Act, date: Date, propensity: Double? = nil) {
    self.revision = revision
    self.act = act
    self.date = date
    self.propensity = propensity
  }
}

/// What a listener can do that is worth remembering. Each case carries all that is needed to read it alone.
public enum Act: Hashable, Sendable, Codable {
  /// The track is kept.
  case save(Track)
  /// The track is never wanted again.
  case discard(Track, heard: Listened)
  /// The track is not wanted for a while.
  case notNow(Track)
  /// The verdict on the track is taken off, back to none.
  case clear(Track)
  /// The track was left without a verdict.
  case skip(Track, heard: Listened)
  /// The track was heard to its end.
  case finish(Track, heard: Listened)
  /// A favourite was named, of any fame.
  case name(Favoured)
  /// The act of that revision no longer counts.
  case undo(Revision)
  /// The undone act of that revision counts again.
  case redo(Revision)

  /// The track it is about, if it is about one.
  public var track: Track? {
    switch self {
    case .save(let track), .notNow(let track), .clear(let track), .discard(let track, _), .skip(let track, _),
      .finish(let track, _):
      track
    case .name(.track(let track)): track
    case .name(.artist), .undo, .redo: nil
    }
  }
}

/// How much of a track was heard.
public struct Listened: Hashable, Sendable, Codable {
  /// Seconds of sound that reached the listener.
  public var seconds: Double
  /// The length of the whole, where known.
  public var duration: Double?

  /// States how much was heard.
  public init(seconds: Double, of duration: Double? = nil) {
    self.seconds = seconds
    self.duration = duration
  }

  /// The share heard, 0 to 1; nil where the length is unknown.
  public var share: Double? {
    guard let duration, duration > 0 else { return nil }
    return min(1, max(0, seconds / duration))
  }
}
