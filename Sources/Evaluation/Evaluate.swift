import Foundation
import Listening
import Recommender

/// Measurements on a training and a test file: trains once, then ranks for every listener and counts hits, for each wish.
public struct Evaluate: Sendable {
  /// What ranks.
  public enum Ranker: String, Sendable, CaseIterable {
    /// The engine, all parts or one.
    case hybrid, factors, neighbours
    /// The most favoured first.
    case popularity
  }

  /// Which tracks are ranked and tested.
  public enum Served: String, Sendable, CaseIterable {
    case all
    /// The least popular 80 %.
    case tail
  }

  /// The file to learn from.
  public var train: String
  /// The file of what was held back.
  public var test: String
  /// What ranks, one after the other.
  public var rankers = [Ranker.hybrid]
  /// A peer that ranks instead of the engine, by its name in `Peers`.
  public var peer: String?
  /// What is ranked and tested.
  public var served = [Served.all]
  /// How many listeners are taken out of the base and met as strangers; nil ranks everyone from their training row.
  public var unseen: Int?
  /// How many of a stranger's favourites are known; for everyone else all of their training row is.
  public var known = [5]
  /// Decides draws and the start of the descent.
  public var seed: UInt64 = 1
  /// Where the ranked lists are written; those of the last wish.
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
    /// How many favourites of a stranger were known; nil where everyone was ranked from their training row.
    public var known: Int?
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

  /// Runs. `progress` hears the share done, 0 to 1, and answers false to call it off.
  public func run(progress: @escaping @Sendable (Double) -> Bool = { _ in true }) throws -> [Report] {
    let data = try Dataset(train: train, test: test)
    guard data.itemCount > 0 else { throw EvaluationError.nothingToTest }
    let crowd = Crowd(self, data)
    let clock = ContinuousClock()
    let start = clock.now
    let scorer = try contestants(crowd.base, data) { progress(0.7 * $0) }
    let seconds = (clock.now - start).seconds
    var reports: [Report] = []
    let wishes = self.wishes
    for (place, wish) in wishes.enumerated() {
      reports.append(try report(wish, crowd, scorer(wish), seconds))
      guard progress(0.7 + 0.3 * Double(place + 1) / Double(wishes.count)) else { throw ModelError.cancelled }
    }
    return reports
  }

  /// One ranking of everyone.
  private struct Wish {
    var ranker: Ranker
    var served: Served
    var known: Int?
  }

  private var wishes: [Wish] {
    let known = unseen == nil ? [nil] : self.known.map { max(0, $0) as Int? }
    return known.flatMap { known in
      served.flatMap { served in rankers.map { Wish(ranker: $0, served: served, known: known) } }
    }
  }

  private func report(_ wish: Wish, _ crowd: Crowd, _ scorer: any Scorer, _ trainSeconds: Double) throws -> Report {
    var asked = crowd.questions(known: wish.known)
    let tail = Tail.mask(counts: crowd.counts)
    if wish.served == .tail { asked.wanted = asked.wanted.map { $0.filter { tail[Int($0)] } } }
    guard asked.wanted.contains(where: { !$0.isEmpty }) else { throw EvaluationError.nothingToTest }
    let clock = ContinuousClock()
    let start = clock.now
    let ranked = rank(asked, scorer, crowd.counts, wish.served == .tail ? tail : nil)
    let seconds = (clock.now - start).seconds
    if let lists { try Lists.write(ranked, listeners: asked.listeners, to: lists) }
    return Report(
      model: scorer.name, served: wish.served.rawValue, known: wish.known,
      figures: RankingMetrics.measure(lists: ranked, wanted: asked.wanted, tail: tail, k: Self.length),
      trainSeconds: trainSeconds, rankSeconds: seconds, peakMebibytes: PeakMemory.mebibytes, seed: seed)
  }

  /// What ranks at each wish; all training is done before it is answered.
  private func contestants(
    _ base: Rows, _ data: Dataset, _ progress: @escaping @Sendable (Double) -> Bool
  ) throws -> (Wish) -> any Scorer {
    if let peer {
      let peer = try Peers.make(peer, base: base, items: data.itemCount, seed: seed)
      return { _ in peer }
    }
    let popularity = PopularityPeer(base: base, items: data.itemCount)
    guard rankers.contains(where: { $0 != .popularity }) else { return { _ in popularity } }
    let model = try Trainer(data.corpus(of: base), seed: seed).train(progress: progress).model()
    return { wish in
      guard let part = Model.Part(rawValue: wish.ranker.rawValue) else { return popularity }
      return EngineScorer(model, part, isTail: wish.served == .tail)
    }
  }

  private func rank(_ asked: Crowd.Questions, _ scorer: any Scorer, _ counts: [Int], _ served: [Bool]?) -> [[Int32]] {
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
public enum PeakMemory {
  /// In MiB; nil where the system does not tell.
  public static var mebibytes: Double? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { $0.split(whereSeparator: \.isWhitespace).dropFirst().first }.flatMap { Double($0) }
      .map { $0 / 1024 }
  }
}
