import Foundation

/// The number of an interaction: 1 for the first, then rising. An answer carries the last one it has seen.
public typealias Revision = Int64

/// One act of the listener as the journal keeps it: never changed, never removed.
public struct Interaction: Hashable, Sendable {
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

/// How much of a track was heard.
public struct Listened: Hashable, Sendable, Encodable {
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
