import Foundation

/// How long a harvest waits where a service stumbles or wants to be left alone without saying how long.
public struct HarvestPatience: Sendable {
  /// The first wait after a fault; it doubles with each fault in a row.
  public var first: Duration
  /// The longest wait.
  public var longest: Duration
  /// After so many faults in a row the harvest stops.
  public var tries: Int
  /// After so many refusals in a row it stops.
  let mostRefusals = 20

  /// States how long.
  public init(first: Duration = .seconds(5), longest: Duration = .seconds(600), tries: Int = 5) {
    self.first = first
    self.longest = longest
    self.tries = tries
  }

  func limited(_ failures: Int) -> Duration { wait(first * 6, failures) }
  func faulty(_ failures: Int) -> Duration { wait(first, failures) }

  private func wait(_ first: Duration, _ failures: Int) -> Duration {
    min(longest, first * Double(1 << min(failures - 1, 20))).jittered
  }
}
