import Foundation
import Listening
import Recommender

/// One measurement on a training and a test file: trains, ranks for every listener, and counts hits.
public struct Evaluate: Sendable {
  /// What ranks.
  public enum Ranker: String, Sendable, CaseIterable {
    /// The engine, all parts or one.
    case hybrid, factors, neighbours
    /// The most favoured first.
    case popularity
  }

  /// The file to learn from.
  public var train: String
  /// The file of what was held back.
  public var test: String
  /// What ranks.
  public var ranker = Ranker.hybrid
  /// A peer that ranks instead of the engine, by its name in `Peers`.
  public var peer: String?
  /// Whether only the tail is ranked and tested.
  public var tailOnly = false
  /// How many listeners are taken out of the base and met as strangers; nil ranks everyone from their training row.
  public var unseen: Int?
  /// How many of a stranger's favourites are known.
  public var known = 5
  /// Decides draws and the start of the descent.
  public var seed: UInt64 = 1
  /// Where the ranked lists are written.
  public var lists: String?

  /// The least items of a stranger, in both files together.
  public static let leastOfStranger = 15
  /// The length of the lists.
  public static let length = 20

  /// Measures on these files.
  public init(train: String, test: String) {
    self.train = train
    self.test = test
  }

  /// What was measured.
  public struct Report: Sendable, Codable {
    /// What ranked.
    public var model: String
    /// `all` or `tail`.
    public var served: String
    /// Recall, NDCG, tail, coverage and Gini.
    public var figures: RankingMetrics
    /// Seconds to train.
    public var trainSeconds: Double
    /// Seconds to rank for all listeners, on all cores.
    public var rankSeconds: Double
    /// The peak of the process in MiB, nil where the system does not tell.
    public var peakMebibytes: Double?
    /// The seed.
    public var seed: UInt64
  }

  /// What is known of each listener and what is to be found.
  struct Questions: Sendable {
    var listeners: [Int]
    var known: [[Int32]]
    var wanted: [Set<Int32>]
  }

  /// Runs. `progress` hears the share done, 0 to 1, and answers false to call it off.
  public func run(progress: @escaping @Sendable (Double) -> Bool = { _ in true }) throws -> Report {
    let data = try Dataset(train: train, test: test)
    guard data.itemCount > 0 else { throw EvaluationError.nothingToTest }
    let (base, questions) = split(data)
    let counts = base.counts(columns: data.itemCount)
    let tail = Tail.mask(counts: counts)
    var asked = questions
    if tailOnly { asked.wanted = asked.wanted.map { $0.filter { tail[Int($0)] } } }
    guard asked.wanted.contains(where: { !$0.isEmpty }) else { throw EvaluationError.nothingToTest }
    let clock = ContinuousClock()
    let start = clock.now
    let scorer = try scorer(base, data) { progress(0.7 * $0) }
    let trained = clock.now
    let ranked = rank(asked, scorer, counts, tailOnly ? tail : nil)
    let done = clock.now
    guard progress(1) else { throw ModelError.cancelled }
    if let lists { try Lists.write(ranked, listeners: asked.listeners, to: lists) }
    return Report(
      model: scorer.name, served: tailOnly ? "tail" : "all",
      figures: RankingMetrics.measure(lists: ranked, wanted: asked.wanted, tail: tail, k: Self.length),
      trainSeconds: (trained - start).seconds, rankSeconds: (done - trained).seconds,
      peakMebibytes: PeakMemory.mebibytes, seed: seed)
  }

  /// Everyone from their training row, or strangers after `known` of their favourites.
  private func split(_ data: Dataset) -> (base: Rows, Questions) {
    guard let unseen else {
      let known = (0..<data.train.count).map { Array(data.train[$0]) }
      let wanted = (0..<data.test.count).map { Set(data.test[$0]).subtracting(known[$0]) }
      return (data.train, Questions(listeners: data.listeners, known: known, wanted: wanted))
    }
    let whole = Rows((0..<data.train.count).lazy.map { Array(data.train[$0]) + Array(data.test[$0]) })
    let out = HeldOut(
      whole: whole, base: data.train, count: max(0, unseen), atLeast: Self.leastOfStranger, seed: seed)
    let (known, wanted) = out.split(known: max(0, self.known))
    return (out.base, Questions(listeners: out.rows.map { data.listeners[$0] }, known: known, wanted: wanted))
  }

  private func scorer(
    _ base: Rows, _ data: Dataset, _ progress: @escaping @Sendable (Double) -> Bool
  ) throws -> any Scorer {
    if let peer { return try Peers.make(peer, base: base, items: data.itemCount, seed: seed) }
    guard let part = Model.Part(rawValue: ranker.rawValue) else {
      return PopularityPeer(base: base, items: data.itemCount)
    }
    let trained = try Trainer(data.corpus(of: base), seed: seed).train(progress: progress)
    return EngineScorer(try trained.model(), part, isTail: tailOnly)
  }

  private func rank(_ asked: Questions, _ scorer: any Scorer, _ counts: [Int], _ served: [Bool]?) -> [[Int32]] {
    parallelMap(asked.known.count) { index in
      guard !asked.wanted[index].isEmpty else { return [] }
      let known = asked.known[index]
      let scores = scorer.scores(known: known, left: [])
      let out = Set(known)
      return best(Self.length, of: scores, popularity: counts) { item in
        (served.map { $0[item] } ?? true) && !out.contains(Int32(item))
      }
    }
  }
}

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

extension Duration {
  /// In seconds.
  fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

/// The most memory that this process held at once.
enum PeakMemory {
  /// In MiB; nil where the system does not tell.
  static var mebibytes: Double? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { $0.split(whereSeparator: \.isWhitespace).dropFirst().first }.flatMap { Double($0) }
      .map { $0 / 1024 }
  }
}
