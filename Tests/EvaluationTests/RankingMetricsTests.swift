import Foundation
import Recommender
import Testing

@testable import Evaluation

struct RankingMetricsTests {
  private let tail = [true, true, true, true, false]

  @Test func `one hit of two at the first place`() {
    let metrics = RankingMetrics.measure(lists: [[0, 4]], wanted: [[0, 1]], tail: tail, k: 2)
    #expect(metrics.recall == 0.5)
    // DCG = 1, ideal = 1 + 1 / log2 3
    #expect(abs(metrics.ndcg - 1 / (1 + 1 / log2(3))) < 1e-12)
    #expect(metrics.tailRecall == 0.5)
    #expect(metrics.tailShare == 0.5)
    #expect(metrics.coverage == 0.4)
  }

  @Test func `a perfect list has recall and gain 1`() {
    let metrics = RankingMetrics.measure(lists: [[2, 3]], wanted: [[2, 3]], tail: tail, k: 2)
    #expect(metrics.recall == 1)
    #expect(metrics.ndcg == 1)
  }

  @Test func `listeners with nothing to test are left out`() {
    let metrics = RankingMetrics.measure(lists: [[0], [1]], wanted: [[0], []], tail: tail, k: 1)
    #expect(metrics.listeners == 1)
    #expect(metrics.recall == 1)
  }

  @Test func `places beyond k do not count`() {
    let metrics = RankingMetrics.measure(lists: [[4, 0]], wanted: [[0]], tail: tail, k: 1)
    #expect(metrics.recall == 0)
  }

  @Test func `even places have a Gini of 0 and one owner of all nearly 1`() {
    #expect(Gini.of([3, 3, 3]) == 0)
    #expect(abs(Gini.of([0, 0, 0, 8]) - 0.75) < 1e-12)
    #expect(Gini.of([0, 0]) == 0)
  }

  @Test func `the tail is the least popular four fifths, ties by number`() {
    #expect(LongTail.mask(counts: [5, 1, 1, 1, 1]) == [false, true, true, true, true])
    #expect(LongTail.mask(counts: [1, 1, 1, 1, 1]) == [true, true, true, true, false])
  }

  @Test func `the interval of a constant difference has no width`() {
    let paired = Paired([3, 4, 5], minus: [1, 2, 3], of: [0, 1, 2])
    #expect(paired == Paired([2, 2, 2], minus: [0, 0, 0], of: [0, 1, 2]))
    #expect(paired.mean == 2)
    #expect(paired.low == 2 && paired.high == 2)
  }

  @Test func `each listener once, it is the normal interval`() throws {
    let paired = Paired([1, 2, 3, 6], minus: [0, 0, 0, 0], of: [4, 5, 6, 7])
    // Variance 14 / 3, over four.
    let half = 1.96 * (14.0 / 12).squareRoot()
    #expect(abs(try #require(paired.high) - (3 + half)) < 1e-12)
  }

  @Test func `a listener who is met twice is no second witness`() throws {
    let once = Paired([1, 2, 3], minus: [0, 0, 0], of: [0, 1, 2])
    let twice = Paired([1, 2, 3, 1, 2, 3], minus: [0, 0, 0, 0, 0, 0], of: [0, 1, 2, 0, 1, 2])
    #expect(abs(try #require(once.high) - (twice.high ?? 0)) < 1e-12)
    #expect(Paired([1, 2], minus: [0, 0], of: [0, 0]).low == nil)
  }

  @Test func `a list full of what is wanted gains 1, though more is wanted than it holds`() {
    let metrics = RankingMetrics.measure(lists: [[2, 3]], wanted: [[1, 2, 3]], tail: tail, k: 2)
    #expect(metrics.ndcg == 1)
  }

  @Test func `recall in the tail is that of listeners who have something there`() {
    let metrics = RankingMetrics.measure(lists: [[0], [4]], wanted: [[0], [4]], tail: tail, k: 1)
    #expect(metrics.tailRecall == 1)
  }

  @Test func `two listeners are enough for an interval`() throws {
    let high = try #require(Paired([1, 3], minus: [0, 0], of: [0, 1]).high)
    // Differences −1 and 1 around 2: 1.96 / 2 · √(2 / 1 · 2).
    #expect(abs(high - 3.96) < 1e-12)
  }
}
