import Foundation

/// The figures of a set of ranked lists, over all listeners with something to test.
public struct RankingMetrics: Sendable, Hashable, Codable {
  /// How many listeners were counted.
  public var listeners = 0
  /// Hits over test items, averaged over listeners.
  public var recall = 0.0
  /// Normalised discounted cumulative gain with gain 1 a hit (Järvelin and Kekäläinen 2002).
  public var ndcg = 0.0
  /// Recall of the test items in the tail, averaged over the listeners who have any.
  public var tailRecall = 0.0
  /// The share of all places that tail items took.
  public var tailShare = 0.0
  /// The share of all items that took at least one place.
  public var coverage = 0.0
  /// How unevenly places fell to items: 0 alike, 1 all to one.
  public var gini = 0.0

  /// Measures lists of `k`, best first. `wanted` is what was held back from each listener; empty ones are left out.
  public static func measure(lists: [[Int32]], wanted: [Set<Int32>], tail: [Bool], k: Int = 20) -> RankingMetrics {
    var sums = Sums(items: tail.count)
    for (list, wanted) in zip(lists, wanted) where !wanted.isEmpty {
      sums.add(list: list.prefix(k), wanted: wanted, tail: tail, k: k)
    }
    return sums.metrics(tail: tail)
  }

  private struct Sums {
    var result = RankingMetrics()
    var tailListeners = 0
    var shown: [Int]

    init(items: Int) { shown = Array(repeating: 0, count: items) }

    mutating func add(list: ArraySlice<Int32>, wanted: Set<Int32>, tail: [Bool], k: Int) {
      var gained = 0.0
      var hits = 0
      var tailHits = 0
      for (rank, item) in list.enumerated() {
        shown[Int(item)] += 1
        guard wanted.contains(item) else { continue }
        hits += 1
        gained += RankingMetrics.gain(rank)
        if tail[Int(item)] { tailHits += 1 }
      }
      let ideal = (0..<min(k, wanted.count)).reduce(0) { $0 + RankingMetrics.gain($1) }
      let tailWanted = wanted.count { tail[Int($0)] }
      result.listeners += 1
      result.recall += Double(hits) / Double(wanted.count)
      result.ndcg += gained / ideal
      if tailWanted > 0 {
        tailListeners += 1
        result.tailRecall += Double(tailHits) / Double(tailWanted)
      }
    }

    func metrics(tail: [Bool]) -> RankingMetrics {
      let places = max(1, shown.reduce(0, +))
      var metrics = result
      metrics.recall /= Double(max(1, result.listeners))
      metrics.ndcg /= Double(max(1, result.listeners))
      metrics.tailRecall /= Double(max(1, tailListeners))
      metrics.tailShare = Double(zip(shown, tail).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }) / Double(places)
      metrics.coverage = Double(shown.count { $0 > 0 }) / Double(max(1, shown.count))
      metrics.gini = Gini.of(shown)
      return metrics
    }
  }

  // gain(rank) = 1 / log2(rank + 2), the first rank being 0
  fileprivate static func gain(_ rank: Int) -> Double { 1 / log2(Double(rank) + 2) }
}

/// The Gini coefficient.
public enum Gini {
  /// How unevenly `counts` are spread.
  public static func of(_ counts: [Int]) -> Double {
    let total = counts.reduce(0, +)
    guard total > 0 else { return 0 }
    let n = counts.count
    // G = Σ (2r − n − 1) c_r / (n Σ c), c rising, r from 1
    let sum = counts.sorted().enumerated().reduce(0) { $0 + (2 * ($1.offset + 1) - n - 1) * $1.element }
    return Double(sum) / (Double(n) * Double(total))
  }
}
