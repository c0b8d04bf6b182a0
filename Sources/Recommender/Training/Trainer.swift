import Foundation
import Listening

/// Makes a base model from a corpus: neighbours by counting, factors by gradient descent, the prior, and what the radar needs.
public struct Trainer: Sendable {
  /// The neighbours kept of each track.
  static let neighbours = 200
  /// Listeners with more favourites than this are no listeners but lists; they are left out.
  static let mostFavourites = 20_000

  private let corpus: Corpus
  private let seed: UInt64
  private let epochs: Int?

  /// Prepares; `epochs` is how often the descent passes over the favourites, derived from the data if nil.
  public init(_ corpus: Corpus, seed: UInt64 = 1, epochs: Int? = nil) {
    self.corpus = corpus
    self.seed = seed
    self.epochs = epochs
  }

  /// Trains on all cores. `progress` hears the share done, 0 to 1, and answers false to call it off.
  public func train(progress: @escaping @Sendable (Double) -> Bool = { _ in true }) throws(ModelError) -> TrainedModel {
    guard !corpus.tracks.isEmpty else { throw .nothingToLearn }
    let rows = Rows((0..<corpus.listenerCount).lazy.map { corpus.row($0) }.filter { $0.count <= Self.mostFavourites })
    let counts = rows.counts(columns: corpus.tracks.count)
    let near = NeighbourCounts(rows: rows, tracks: corpus.tracks.count).nearest(Self.neighbours) {
      _ = progress(0.2 * $0)
    }
    guard progress(0.2) else { throw .cancelled }
    var plan = FactorDescent.Plan(listeners: rows.count, tracks: corpus.tracks.count)
    plan.seed = seed
    if let epochs { plan.epochs = epochs }
    var descent = FactorDescent(rows: rows, tracks: corpus.tracks.count, plan: plan)
    guard var result = descent.run({ progress(0.2 + 0.7 * $0) }) else { throw .cancelled }
    Inheritance(corpus, counts).fill(&result, dimension: plan.dimension)
    let prior = ListenerPrior(
      rows: rows, directions: result.directions, dimension: plan.dimension, tracks: corpus.tracks.count, seed: seed)
    guard progress(0.98) else { throw .cancelled }
    return TrainedModel(
      data: ModelSections(corpus, rows, counts).data(near, result, prior, dimension: plan.dimension))
  }
}

/// A model just made: bytes that can be used at once, and written.
public struct TrainedModel: Sendable {
  let data: Data

  /// The model itself.
  public func model() throws(ModelError) -> Model { try Model(data) }

  /// Writes the file in one step: whoever reads sees the old one or the new one, whole.
  public func write(to path: String) throws(ModelError) {
    do {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .unreadable(path: path, cause: error.localizedDescription)
    }
  }
}
