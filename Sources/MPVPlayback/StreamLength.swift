/// The length of a stream as libmpv says it, again and again: a promise while it stands, a guess once it moves.
struct StreamLength: Equatable, Sendable {
  /// What it said first, in seconds.
  private(set) var first: Double?
  /// Whether it never said anything else: a stream of unknown length creeps or shrinks.
  private(set) var isSteady = true

  /// Smaller moves are rounding, in seconds.
  private static let step = 0.5

  /// Takes in what libmpv says; true for the first length.
  mutating func add(_ seconds: Double) -> Bool {
    guard seconds > 0, seconds.isFinite else { return false }
    guard let first else {
      first = seconds
      return true
    }
    if abs(seconds - first) > Self.step { isSteady = false }
    return false
  }
}
