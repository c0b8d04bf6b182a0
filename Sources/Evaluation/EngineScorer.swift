import Recommender

/// The engine as a scorer, by the code that serves a session.
public struct EngineScorer: Scorer {
  /// Its name in tables.
  public var name: String { part.rawValue }
  private let model: Model
  private let part: Model.Part

  /// Scores by all of a model or by one part.
  public init(_ model: Model, _ part: Model.Part = .hybrid) {
    self.model = model
    self.part = part
  }

  /// Scores all items.
  public func scores(known: [Int32], left: [Int32]) -> [Float] {
    model.scores(liked: known, disliked: left, by: part)
  }
}
