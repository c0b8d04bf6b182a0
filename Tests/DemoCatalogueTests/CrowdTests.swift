import Foundation
import Listening
import Testing

@testable import DemoCatalogue

/// The demo's listeners.
struct CrowdTests {
  private let corpus: Corpus
  private let counts: [Int]

  /// Made once for all tests.
  private static let made = Task { try await DemoCatalogue().corpus() }

  init() async throws {
    corpus = try await Self.made.value
    counts = corpus.favourites.reduce(into: Array(repeating: 0, count: corpus.tracks.count)) { $0[Int($1)] += 1 }
  }

  @Test func `4,000 listeners have about 150,000 favourites`() {
    #expect(corpus.listenerCount == 4_000)
    #expect(140_000...165_000 ~= corpus.favourites.count)
    #expect(corpus.offsets.first == 0 && corpus.offsets.last == corpus.favourites.count)
  }

  @Test func `a row rises and names no track twice`() {
    for listener in 0..<corpus.listenerCount {
      let row = corpus.row(listener)
      #expect(8...140 ~= row.count)
      #expect(zip(row, row.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  @Test func `popularity is long-tailed, and nobody is unheard`() {
    let sorted = counts.sorted()
    let total = sorted.reduce(0, +)
    // G = Σ (2 i − n − 1) xᵢ / (n Σ x), x rising, i from 1.
    let gini =
      sorted.indices.reduce(0) { $0 + (2 * ($1 + 1) - sorted.count - 1) * sorted[$1] } / sorted.count
    #expect(0.45...0.75 ~= Double(gini) / Double(total))
    #expect(0.45...0.8 ~= Double(sorted.suffix(300).reduce(0, +)) / Double(total))
    #expect(sorted[0] >= 1)
  }

  @Test func `everyone is at home in one scene and at ease in others`() {
    for listener in 0..<corpus.listenerCount {
      let scenes = corpus.row(listener).map { corpus.tracks[Int($0)].tags[0] }
      let shares = Dictionary(grouping: scenes) { $0 }.mapValues { Double($0.count) / Double(scenes.count) }
      #expect(2...3 ~= shares.count)
      #expect((shares.values.max() ?? 0) < 0.98)
    }
  }

  @Test func `good tracks are kept more often by those who hear them, known or not`() {
    let world = DemoWorld()
    func kept(_ range: ClosedRange<Double>) -> Double {
      let numbers = world.pieces.indices.filter { range.contains(world.pieces[$0].quality) }
      let plays = numbers.reduce(0) { $0 + Int(corpus.tracks[$1].plays) }
      return Double(numbers.reduce(0) { $0 + counts[$1] }) / Double(plays)
    }
    #expect(kept(0.35...1) > 2 * kept(0...0.1))
    let fame = world.pieces.map { world.makers[$0.maker].fame }
    let middle = fame.sorted()[750]
    let good = world.pieces.indices.filter { world.pieces[$0].quality > 0.3 }
    #expect(good.filter { fame[$0] < middle }.count > 100, "good tracks that nobody has heard")
  }

  @Test func `it is the same crowd each time`() async throws {
    let again = try await DemoCatalogue().corpus()
    #expect(again.favourites == corpus.favourites && again.offsets == corpus.offsets)
  }
}
