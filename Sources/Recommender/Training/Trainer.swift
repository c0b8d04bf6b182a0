import Foundation
import Listening

/// Makes a base model from a corpus: factors by gradient descent, neighbours by a regression on counts, the prior, the shares of
/// each in a ranking, and what the radar needs.
///
/// Some listeners are held back at first: on them the shares are fitted. Then they join the crowd; where they are many of it, all
/// is learned anew.
public struct Trainer: Sendable {
  /// Listeners with more favourites than this are no listeners but lists; they are left out.
  static let mostFavourites = 20_000
  private let corpus: Corpus
  private let seed: UInt64
  private let epochs: Int?
  private let before: Model?
  private let tracks: Int

  /// Prepares; `epochs` is how often the descent passes over the favourites, derived from the data if nil; `before` is a model
  /// of fewer favourites to go on from.
  public init(_ corpus: Corpus, seed: UInt64 = 1, epochs: Int? = nil, from before: Model? = nil) {
    self.corpus = corpus
    self.seed = seed
    self.epochs = epochs
    self.before = before
    tracks = corpus.tracks.count
  }

  /// Trains on all cores. `progress` hears the share done, 0 to 1, and answers false to call it off.
  public func train(progress: @escaping @Sendable (Double) -> Bool = { _ in true }) throws(ModelError) -> TrainedModel {
    guard tracks > 0 else { throw .nothingToLearn }
    let rows = Self.listeners(of: Rows(corpus))
    let plan = plan(rows)
    if let before, let start = WarmStart(before, corpus, favourites: rows.items.count, plan).start {
      return try finish(rows, start, plan.goingOn, before.settings) { progress($0) }
    }
    let held = Held(rows, seed: seed)
    let share = held.isOfSmallCrowd ? 0.4 : 0.6
    guard let start = descend(held.base, by: plan, from: nil, { progress(share * $0) }) else { throw .cancelled }
    let base = try assemble(held.base, start, Model.Settings()) { progress(share + 0.1 * $0) }
    // Of small crowds, pairs hidden together gave factors too much in each set that was measured (Decisions 47 and 50).
    let blend = BlendFit(try base.model(), strangers: held.strangers, hidesPairs: !held.isOfSmallCrowd)
    guard let shares = blend.fit({ progress(share + 0.1 + 0.15 * $0) }) else { throw .cancelled }
    var settings = Model.Settings()
    settings.blend = shares
    settings.learnedFrom = held.strangers.count < BlendFit.leastListeners ? 0 : Int32(clamping: rows.items.count)
    let done = share + 0.25
    let (last, by) = held.isOfSmallCrowd ? (nil, plan) : (start, plan.joining)
    return try finish(rows, last, by, settings) { progress(done + (1 - done) * $0) }
  }

  /// The rows that are listeners and no lists, each rising and freed of repetitions.
  static func listeners(of rows: Rows) -> Rows {
    Rows((0..<rows.count).lazy.map { rows[$0] }.filter { $0.count <= mostFavourites })
  }

  /// A model to begin with while the whole one is made: few factors, two rounds, no shares fitted. Cost: about a second for
  /// 150,000 favourites on two cores. `progress` hears the share done, 0 to 1, and answers false to call it off.
  public func quick(progress: @Sendable (Double) -> Bool = { _ in true }) throws(ModelError) -> TrainedModel {
    guard tracks > 0 else { throw .nothingToLearn }
    let rows = Self.listeners(of: Rows(corpus))
    var plan = plan(rows)
    (plan.dimension, plan.epochs, plan.negatives, plan.seed) = (32, 2, min(256, plan.negatives), seed)
    var descent = FactorDescent(rows: rows, tracks: tracks, plan: plan, start: nil)
    guard let result = descent.run({ progress(0.5 * $0) }) else { throw .cancelled }
    return try assemble(rows, result, Model.Settings()) { progress(0.5 + 0.5 * $0) }
  }

  /// Everyone joins, from a start or from the beginning.
  private func finish(
    _ rows: Rows, _ start: FactorDescent.Result?, _ plan: FactorDescent.Plan, _ settings: Model.Settings,
    _ progress: @Sendable (Double) -> Bool
  ) throws(ModelError) -> TrainedModel {
    let share = start == nil ? 0.8 : 0.5
    guard let result = descend(rows, by: plan, from: start, { progress(share * $0) }) else { throw .cancelled }
    return try assemble(rows, result, settings) { progress(share + (1 - share) * $0) }
  }

  private func descend(
    _ rows: Rows, by plan: FactorDescent.Plan, from start: FactorDescent.Result?, _ progress: (Double) -> Bool
  ) -> FactorDescent.Result? {
    var plan = plan
    let starts = start?.eachDescent(tracks: tracks)
    var ends: [FactorDescent.Result] = []
    for number in 0..<plan.descents {
      plan.seed = seed &+ UInt64(number) &* 1000
      var descent = FactorDescent(rows: rows, tracks: tracks, plan: plan, start: starts?[number])
      guard let end = descent.run({ progress((Double(number) + $0) / Double(plan.descents)) }) else { return nil }
      ends.append(end)
    }
    return FactorDescent.Result(sideBySide: ends, tracks: tracks)
  }

  /// By the whole crowd, whoever of it is held back: a model made of the same favourites can be gone on from.
  private func plan(_ rows: Rows) -> FactorDescent.Plan {
    var plan = FactorDescent.Plan(listeners: rows.count, favourites: rows.items.count, tracks: tracks)
    if let epochs { plan.epochs = epochs }
    return plan
  }

  private func assemble(
    _ rows: Rows, _ result: FactorDescent.Result, _ settings: Model.Settings, _ progress: @Sendable (Double) -> Bool
  ) throws(ModelError) -> TrainedModel {
    let counts = rows.counts(columns: tracks)
    let counted = NeighbourWeights(NeighbourCounts(rows: rows, tracks: tracks)) { progress(0.8 * $0) }
    guard let near = counted?.solved(progress: { progress(0.8 * $0) }) else { throw .cancelled }
    var result = result
    let dimension = result.directions.count / tracks
    FavouredBy(rows, counts).turn(&result.directions, dimension: dimension)
    Inheritance(corpus, counts).fill(&result, dimension: dimension)
    let prior = ListenerPrior(
      rows: rows, directions: result.directions, dimension: dimension, tracks: tracks, seed: seed)
    guard progress(0.9) else { throw .cancelled }
    var settings = settings
    settings.doubt = CrowdRegression.doubt(favourites: counts, crowd: rows.count)
    let data = ModelSections(corpus, rows, counts).data(near, result, prior, settings)
    guard progress(1) else { throw .cancelled }
    return TrainedModel(data: data)
  }
}

/// Listeners taken out for the fit of the shares, and the crowd without them.
private struct Held {
  var base: Rows
  var strangers: [[Int32]]
  /// Whether more of the crowd is missing than a few rounds could make up for: with a tenth held back factors are 3 % worse.
  let isOfSmallCrowd: Bool

  init(_ rows: Rows, seed: UInt64) {
    var generator = Seeded(seed &+ 2)
    let able = (0..<rows.count).filter { rows[$0].count >= 2 && rows[$0].count <= 1000 }
    let drawn = Set(able.shuffled(using: &generator).prefix(min(BlendFit.mostListeners, rows.count / 10)))
    isOfSmallCrowd = drawn.count * 20 > rows.count
    strangers = drawn.sorted().map { rows[$0].shuffled(using: &generator) }
    base = Rows((0..<rows.count).lazy.filter { !drawn.contains($0) }.map { rows[$0] })
  }
}

/// A model just made: bytes that can be used at once, and written.
public struct TrainedModel: Sendable {
  let data: Data

  /// The model itself.
  public func model() throws(ModelError) -> Model { try Model(data) }

  /// Writes the file in one step, and its folder where there is none: whoever reads sees the old one or the new one, whole.
  public func write(to path: String) throws(ModelError) {
    let url = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: url, options: .atomic)
    } catch {
      throw .unreadable(path: path, cause: error.systemWords)
    }
  }
}
