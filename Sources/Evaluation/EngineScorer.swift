import Recommender

/// The engine as a scorer, by the code that serves a session.
public struct EngineScorer: Scorer {
  /// Its name in tables.
  public var name: String { part.rawValue }
  private let model: Model
  private let part: Model.Part
  private let isTail: Bool

  /// Scores by all of a model or by one part; `isTail` says that only the tail is served.
  public init(_ model: Model, _ part: Model.Part = .hybrid, isTail: Bool = false) {
    self.model = model
    self.part = part
    self.isTail = isTail
  }

  /// Scores all items.
  public func scores(known: [Int32], left: [Int32]) -> [Float] {
    model.scores(liked: known, disliked: left, by: part, isTail: isTail)
  }
}
