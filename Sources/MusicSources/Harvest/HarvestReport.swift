import Foundation
import Listening

/// How a harvest goes.
public struct HarvestReport: Sendable {
  /// What decides how fast it is.
  public enum Limit: Sendable {
    /// The service: its answers, and the pace kept for its sake.
    case service
    /// This machine and its disk.
    case machine
  }

  /// How far it has come, earlier runs included.
  public internal(set) var progress: HarvestProgress
  /// How many favourites are wanted.
  public let wanted: Int
  /// Seconds since this run began.
  public internal(set) var seconds = 0.0
  /// What went wrong last, if anything did.
  public internal(set) var note: SourceError?
  /// When it will ask again; nil while it asks.
  public internal(set) var waitsUntil: Date?
  let start: ContinuousClock.Instant
  /// Seconds spent in asking, waiting for answers and reading them.
  public internal(set) var asking = 0.0
  /// Seconds spent in storing what they brought.
  public internal(set) var storing = 0.0
  private let before: Int

  init(progress: HarvestProgress, wanted: Int, start: ContinuousClock.Instant) {
    self.progress = progress
    self.wanted = wanted
    self.start = start
    before = progress.favourites
  }

  /// Whether this run asked nothing.
  public var isIdle: Bool { seconds == 0 }

  /// Favourites a second in this run; nil before the first page.
  public var perSecond: Double? { seconds > 0 ? Double(progress.favourites - before) / seconds : nil }

  /// Seconds left at this pace; nil where that cannot be said.
  public var secondsLeft: Double? {
    guard let perSecond, perSecond > 0 else { return nil }
    return Double(max(0, wanted - progress.favourites)) / perSecond
  }

  /// What decides how fast it is: where most of the time went.
  public var limit: Limit { asking >= storing ? .service : .machine }
}
