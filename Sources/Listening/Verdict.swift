/// The current opinion on a track, to which the acts in the journal add up. No opinion is nil.
public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
  /// Kept.
  case saved
  /// Never again.
  case discarded
  /// Not for a while.
  case notNow
}
