import Foundation

/// Keeps questions to a service apart: at most so many a second, one at a time.
public actor Pacer {
  private let gap: Duration
  private let clock = ContinuousClock()
  private var next: ContinuousClock.Instant

  /// Lets at most `perSecond` questions through.
  public init(perSecond: Double) {
    gap = .seconds(1 / max(perSecond, 0.001))
    next = ContinuousClock().now
  }

  /// Waits for this question's turn.
  public func turn() async throws {
    let mine = max(next, clock.now)
    next = mine + gap
    try await clock.sleep(until: mine, tolerance: nil)
  }
}
