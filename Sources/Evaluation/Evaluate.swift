import Foundation
import Listening
import Recommender

/// Measurements on a training and a test file: trains once, then ranks for every listener and counts hits, for each ranking.
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
  /// Peers that rank on the same listeners after these, by their names in `Peers`.
  public var peers: [String] = []
  /// What is ranked and tested.
  public var served = [Served.all]
  /// How many listeners, 1 or more, are taken out of the base and met as strangers; nil ranks everyone from their training row.
  public var unseen: Int?
  /// How many of a stranger's favourites the ranking is shown, 0 or more. Of all others it is shown the whole training row.
  public var known = [5]
  /// Decides draws and the start of the descent.
  public var seed: UInt64 = 1
  /// Where the ranked lists are written; those of the last ranking.
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

  /// Runs. `progress` hears the share done, 0 to 1, and answers false to call it off.
  public func run(progress: @escaping @Sendable (Double) -> Bool = { _ in true }) throws -> [Report] {
    if let name = peers.first(where: { !Peers.names.contains($0) }) { throw EvaluationError.noSuchPeer(name) }
    let data = try Dataset(train: train, test: test)
    guard !data.items.isEmpty else { throw EvaluationError.nothingToTest }
    let crowd = try Crowd(self, data)
    guard !crowd.base.items.isEmpty else { throw EvaluationError.nothingToLearn }
    if let lists, !Lists.canWrite(to: lists) { throw EvaluationError.unwritable(path: lists) }
    if peers.contains("ease") { try EasePeer.admit(items: data.items.count) }
    let contestants = try contestants(crowd.base, data) { progress(0.7 * $0) }
    var reports: [Report] = []
    let rankings = rankings(contestants)
    for (place, ranking) in rankings.enumerated() {
      let report = try report(ranking, crowd) { progress(0.7 + 0.3 * (Double(place) + $0) / Double(rankings.count)) }
      reports.append(report)
    }
    return reports
  }

  /// One ranking of everyone.
  private struct Ranking {
    var contestant: Contestant
    var served: Served
    var known: Int?
  }

  private func rankings(_ contestants: [Contestant]) -> [Ranking] {
    let known = unseen == nil ? [nil] : self.known.map { $0 as Int? }
    return known.flatMap { known in
      served.flatMap { served in contestants.map { Ranking(contestant: $0, served: served, known: known) } }
    }
  }

  private func report(_ ranking: Ranking, _ crowd: Crowd, _ progress: (Double) -> Bool) throws -> Report {
    let scorer = ranking.contestant.scorer
    var asked = crowd.questions(known: ranking.known)
    let tail = LongTail.mask(counts: crowd.counts)
    if ranking.served == .tail { asked.wanted = asked.wanted.map { $0.filter { tail[Int($0)] } } }
    guard asked.wanted.contains(where: { !$0.isEmpty }) else { throw EvaluationError.nothingToTest }
    let (ranked, seconds) = try Self.timed {
      try rank(asked, scorer, crowd.counts, ranking.served == .tail ? tail : nil, progress)
    }
    if let lists { try Lists.write(ranked, listeners: asked.listeners, items: crowd.items, to: lists) }
    return Report(
      model: scorer.name, served: ranking.served.rawValue, known: ranking.known,
      figures: RankingMetrics.measure(lists: ranked, wanted: asked.wanted, tail: tail, k: Self.length),
      trainSeconds: ranking.contestant.seconds, rankSeconds: seconds, peakMebibytes: ranking.contestant.peak, seed: seed
    )
  }

  /// One that ranks, made ready in so many seconds with so many MiB at most.
  private struct Contestant {
    let seconds: Double
    let peak: Double?
    let scorer: any Scorer
  }

  /// All that rank. What the engine's ranks share is trained once.
  private func contestants(
    _ base: Rows, _ data: Dataset, _ progress: @escaping @Sendable (Double) -> Bool
  ) throws -> [Contestant] {
    let names = rankers.map(\.rawValue) + peers
    let parts = rankers.compactMap { EnginePart(rawValue: $0.rawValue) }
    // The engine's parts share one training; every peer has its own.
    let steps = Double(names.count - max(0, parts.count - 1))
    var done = 0.0
    var trained: (facts: SessionFacts, seconds: Double, peak: Double?)?
    return try names.map { name in
      if let part = EnginePart(rawValue: name), let trained {
        return Contestant(seconds: trained.seconds, peak: trained.peak, scorer: EngineScorer(trained.facts, part))
      }
      PeakMemory.begin()
      let before = done
      defer { done += 1 }
      guard let part = EnginePart(rawValue: name) else {
        let (peer, seconds) = try Self.timed { try Peers.make(name, base: base, items: data.items.count, seed: seed) }
        guard progress((before + 1) / steps) else { throw ModelError.cancelled }
        return Contestant(seconds: seconds, peak: PeakMemory.mebibytes, scorer: peer)
      }
      let (model, seconds) = try Self.timed {
        try Trainer(data.corpus(of: base), seed: seed).train { progress((before + $0) / steps) }.model()
      }
      let facts = SessionFacts(model)
      trained = (facts, seconds, PeakMemory.mebibytes)
      return Contestant(seconds: seconds, peak: PeakMemory.mebibytes, scorer: EngineScorer(facts, part))
    }
  }

  private static func timed<Result>(_ body: () throws -> Result) rethrows -> (Result, seconds: Double) {
    let clock = ContinuousClock()
    let start = clock.now
    let result = try body()
    return (result, (clock.now - start).seconds)
  }

  /// So many listeners are ranked for between two words of progress.
  private static let step = 256

  private func rank(
    _ asked: Crowd.Questions, _ scorer: any Scorer, _ counts: [Int], _ served: [Bool]?, _ progress: (Double) -> Bool
  ) throws -> [[Int32]] {
    let count = asked.known.count
    var lists: [[Int32]] = []
    for start in stride(from: 0, to: count, by: Self.step) {
      lists += parallelMap(min(Self.step, count - start)) { list(asked, start + $0, scorer, counts, served) }
      guard progress(Double(lists.count) / Double(count)) else { throw ModelError.cancelled }
    }
    return lists
  }

  private func list(
    _ asked: Crowd.Questions, _ index: Int, _ scorer: any Scorer, _ counts: [Int], _ served: [Bool]?
  ) -> [Int32] {
    guard !asked.wanted[index].isEmpty else { return [] }
    let known = asked.known[index]
    let scores = scorer.scores(known: known, discarded: [])
    let out = Set(known)
    return best(Self.length, of: scores, popularity: counts) { item in
      (served.map { $0[item] } ?? true) && !out.contains(Int32(item))
    }
  }
}

extension Duration {
  /// In seconds.
  fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
