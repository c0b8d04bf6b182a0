import Foundation
import Recommender
import Testing

@testable import Evaluation

/// A whole simulation on a file small enough to count by hand.
struct SimulateTests {
  /// Thirty listeners of two camps with 24 items each, favoured by all of the camp; and an item that two favour.
  private func file() throws -> String {
    let pairs = (0..<30).flatMap { listener -> [(Int, Int)] in
      let own = (0..<24).map { (listener, 100 * (listener % 2) + $0) }
      return listener < 2 ? own + [(listener, 999)] : own
    }
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(("listener item\n" + pairs.map { "\($0) \($1)\n" }.joined()).utf8).write(to: url)
    return url.path
  }

  private func run(_ change: (inout Simulate.Options) -> Void = { _ in }) throws -> SimulationReport {
    let path = try file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = Simulate.Options(favourites: path)
    (options.wishes.listeners, options.wishes.tracks, options.seeds) = (6, 30, [1, 2])
    options.policies = [.itemKNN, .popularity]
    change(&options)
    return try Simulate(options).run()
  }

  @Test func `every favourite that may be played is found where nothing else is left to play`() throws {
    let report = try run { $0.wishes.tracks = 100 }
    // 48 items have three favourites in the base; half of them are the listener's.
    #expect(report.sessions == 12)
    #expect(report.policies.map(\.saves) == [24, 24])
  }

  @Test func `who learns the camp is ahead of who does not, and the difference says by how much`() throws {
    let report = try run()
    let (learns, counts) = (report.policies[0], report.policies[1])
    #expect(learns.behindFirst == nil)
    let behind = try #require(counts.behindFirst)
    #expect(abs(behind.mean - (learns.saves - counts.saves)) < 1e-9 && behind.mean > 0)
    #expect((behind.low ?? .nan) <= behind.mean && behind.mean <= (behind.high ?? .nan))
  }

  @Test func `only the tail is played where that is wished`() throws {
    let report = try run { ($0.wishes.tailOnly, $0.wishes.tracks) = (true, 100) }
    // 80 % of 48 items, rounded; each camp has about half of them.
    #expect(report.policies.allSatisfy { $0.tailShare == 1 && $0.unique == 38 })
  }

  @Test func `what a listener named is not to be found any more`() throws {
    let report = try run { ($0.wishes.named, $0.wishes.tracks) = (3, 100) }
    #expect(report.policies.map(\.saves) == [21, 21])
  }

  @Test func `more items than EASE has memory for are refused before anybody plays`() throws {
    let rows = (0..<30).map { listener in "\(listener) " + (0..<45_001).map { String($0) }.joined(separator: " ") }
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(rows.joined(separator: "\n").utf8).write(to: url)
    var options = Simulate.Options(favourites: url.path)
    (options.wishes.listeners, options.seeds) = (6, [1])
    #expect(throws: EvaluationError.tooWide(items: 45_001)) {
      try Simulate(options).run { _, name in Issue.record("\(name) played") }
    }
  }
}
