import Foundation
import Synchronization

/// Until when a service wants to be left alone, by this machine's own clock and as it is told. All who ask one service share it.
public final class Backoff: Sendable {
  /// Nobody is left alone for longer, whatever the service says: a wrong date must not close it for good.
  static let longest: TimeInterval = 86_400

  private let state = Mutex<(end: ContinuousClock.Instant, until: Date)?>(nil)

  /// A service that may be asked.
  public init() {}

  /// Until when nothing may be asked; nil where it may.
  var until: Date? { state.withLock { backoff in backoff.flatMap { $0.end > .now ? $0.until : nil } } }

  /// Nothing may be asked until then. One that lasts longer stays.
  func begin(until date: Date) {
    let seconds = min(date.timeIntervalSinceNow, Self.longest)
    let (end, until) = (ContinuousClock.now + .seconds(seconds), Date().addingTimeInterval(seconds))
    state.withLock { backoff in
      if let backoff, backoff.end > end { return }
      backoff = (end, seconds < Self.longest ? date : until)
    }
  }
}
