import Recommender

/// The engine as a scorer, by the code that serves a session.
public struct EngineScorer: Scorer {
  /// Its name in tables.
  public var name: String { part.rawValue }
  private let facts: SessionFacts
  private let part: EnginePart

  /// Scores by all of a model or by one part.
  public init(_ facts: SessionFacts, _ part: EnginePart = .hybrid) {
    self.facts = facts
    self.part = part
  }

  /// Scores all items.
  public func scores(known: [Int32], discarded: [Int32]) -> [Float] {
    facts.scores(liked: known, disliked: discarded, by: part)
  }
}
