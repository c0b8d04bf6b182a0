import Foundation

/// Keeps questions to a service apart: at most so many begin in a second.
actor Pacer {
  private let gap: Duration
  private let clock = ContinuousClock()
  private var next: ContinuousClock.Instant
  private let backoff: Backoff

  /// Lets at most `perSecond` questions through, and none while the service rests.
  init(perSecond: Double, backoff: Backoff = Backoff()) {
    self.backoff = backoff
    gap = .seconds(1 / max(perSecond, 0.001))
    next = ContinuousClock().now
  }

  /// Waits for this question's turn; answers until when nothing may be asked, nil where it may.
  ///
  /// Whoever is called off while waiting takes no turn from those behind.
  func turn() async throws -> Date? {
    while next > clock.now { try await clock.sleep(until: next, tolerance: nil) }
    try Task.checkCancellation()
    if let until = backoff.until { return until }
    next = clock.now + gap
    return nil
  }

  /// Nothing may be asked until then.
  func backOff(until date: Date) { backoff.begin(until: date) }
}
