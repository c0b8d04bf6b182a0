import Foundation
import Listening
import Recommender
import Synchronization
import Testing

@testable import Evaluation

/// The figures of `Evaluate` are those that the outside check computes from the lists it wrote.
struct EvaluateTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)

  /// Two camps of items, a fifth of each listener's favourites held back.
  private func files(listeners: Int = 60) throws -> Evaluate {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var generator = Seeded(5)
    var (train, test) = ("", "")
    for listener in 0..<listeners {
      let camp = (0..<60).filter { $0 % 2 == listener % 2 }.shuffled(using: &generator).prefix(20)
      train += "\(listener) " + camp.prefix(16).map { String($0) }.joined(separator: " ") + "\n"
      test += "\(listener) " + camp.suffix(4).map { String($0) }.joined(separator: " ") + "\n"
    }
    let paths = ["train.txt", "test.txt"].map { folder.appendingPathComponent($0).path }
    try Data(train.utf8).write(to: URL(fileURLWithPath: paths[0]))
    try Data(test.utf8).write(to: URL(fileURLWithPath: paths[1]))
    return Evaluate(train: paths[0], test: paths[1])
  }

  @Test func `progress rises while everyone is ranked for, and there too it can be called off`() throws {
    var evaluate = try files(listeners: 600)
    defer { try? FileManager.default.removeItem(at: folder) }
    (evaluate.rankers, evaluate.peers) = ([], ["bm25"])
    let heard = Mutex<[Double]>([])
    _ = try evaluate.run { share in
      heard.withLock { $0.append(share) }
      return true
    }
    let shares = heard.withLock { $0 }
    #expect(shares == shares.sorted() && shares.last == 1)
    #expect(shares.count { $0 > 0.71 && $0 < 1 } == 2)
    #expect(throws: ModelError.self) { try evaluate.run { $0 < 0.75 } }
  }

  private static let check = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/tools/evaluate.py").path

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: check), "the outside check is not at ../shared/tools"),
    arguments: [false, true])
  func `the outside check agrees to four digits`(tailOnly: Bool) throws {
    var evaluate = try files()
    defer { try? FileManager.default.removeItem(at: folder) }
    evaluate.served = [tailOnly ? .tail : .all]
    (evaluate.rankers, evaluate.peers) = ([], ["rp3beta"])
    let lists = folder.appendingPathComponent("lists.txt").path
    evaluate.lists = lists
    let figures = try #require(try evaluate.run().first).figures
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", Self.check, "--train", evaluate.train, "--test", evaluate.test, "--lists", lists, "--served",
      tailOnly ? "tail" : "all",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let theirs = try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
    for (name, ours) in [
      ("recall@20", figures.recall), ("ndcg@20", figures.ndcg), ("tailRecall@20", figures.tailRecall),
      ("tailShare", figures.tailShare), ("coverage@20", figures.coverage), ("gini@20", figures.gini),
    ] {
      #expect(abs(ours - (try #require(theirs[name] as? Double))) < 5e-5, Comment(rawValue: name))
    }
  }

  @Test func `the engine beats popularity where tastes differ`() throws {
    var evaluate = try files()
    defer { try? FileManager.default.removeItem(at: folder) }
    (evaluate.rankers, evaluate.peers) = ([.hybrid, .popularity], ["random"])
    let reports = try evaluate.run()
    #expect(reports.map(\.model) == ["hybrid", "popularity", "random"])
    let (ours, theirs) = (reports[0].figures, reports[1].figures)
    #expect(ours.listeners == 60)
    #expect(ours.recall > theirs.recall)
  }

  @Test func `of strangers all favourites are known or to be found, those of the test file among them`() throws {
    var evaluate = try files()
    defer { try? FileManager.default.removeItem(at: folder) }
    evaluate.unseen = 10
    let questions = try Crowd(evaluate, Dataset(train: evaluate.train, test: evaluate.test)).questions(known: 3)
    #expect(questions.known.map(\.count) == Array(repeating: 3, count: 10))
    #expect(questions.wanted.map(\.count) == Array(repeating: 17, count: 10))
  }

  @Test func `strangers are out of the base and known by k favourites`() throws {
    var evaluate = try files()
    defer { try? FileManager.default.removeItem(at: folder) }
    (evaluate.unseen, evaluate.known) = (10, [1, 3])
    (evaluate.rankers, evaluate.peers) = ([], ["user-knn"])
    let reports = try evaluate.run()
    #expect(reports.map(\.known) == [1, 3])
    #expect(reports.allSatisfy { $0.figures.listeners == 10 })
    #expect(reports[1].figures.recall > 0.5)
  }

  @Test func `what strangers alone favour cannot be found: they are in no base`() throws {
    var evaluate = try files()
    defer { try? FileManager.default.removeItem(at: folder) }
    // Each listener's items are nobody else's, and tracks that nobody is known to favour are found by nobody.
    let rows = (0..<40).map { listener in (0..<20).map { listener * 20 + $0 } }
    let text = { (items: [Int]) in items.map { String($0) }.joined(separator: " ") }
    try Data(rows.enumerated().map { "\($0) \(text($1))\n" }.joined().utf8)
      .write(to: URL(fileURLWithPath: evaluate.train))
    try Data().write(to: URL(fileURLWithPath: evaluate.test))
    (evaluate.unseen, evaluate.known, evaluate.rankers, evaluate.peers) = (10, [5], [], ["item-knn", "user-knn"])
    // In the base every one of them would be found: nothing else is favoured together with what is known.
    #expect(try evaluate.run().allSatisfy { $0.figures.recall == 0 })
  }

  @Test func `lists that cannot be written are refused before anything is measured`() throws {
    var evaluate = try files()
    defer { try? FileManager.default.removeItem(at: folder) }
    evaluate.lists = "/nowhere/at/all/lists.txt"
    #expect(throws: EvaluationError.unwritable(path: "/nowhere/at/all/lists.txt")) { try evaluate.run() }
  }

  @Test func `a peer nobody knows is refused with the names there are`() throws {
    var evaluate = try files()
    defer { try? FileManager.default.removeItem(at: folder) }
    evaluate.peers = ["rp3beta", "magic"]
    #expect(throws: EvaluationError.noSuchPeer("magic")) { try evaluate.run() }
    #expect(EvaluationError.noSuchPeer("magic").description.contains("rp3beta"))
  }

  @Test func `more items than EASE has memory for are refused before anything is trained`() throws {
    var evaluate = try files()
    defer { try? FileManager.default.removeItem(at: folder) }
    evaluate.peers = ["ease"]
    let wide = (0...60_000).map { String($0) }.joined(separator: " ")
    try Data("0 \(wide)\n1 2 3\n".utf8).write(to: URL(fileURLWithPath: evaluate.train))
    #expect(throws: EvaluationError.tooWide(items: 60_001)) {
      try evaluate.run { _ in
        Issue.record("something was trained")
        return false
      }
    }
    #expect(EvaluationError.tooWide(items: 60_001).description.contains("leave ease out"))
  }

  @Test func `what is to be found but known already counts as not found`() throws {
    var evaluate = try files()
    defer { try? FileManager.default.removeItem(at: folder) }
    (evaluate.rankers, evaluate.peers) = ([], ["popularity"])
    try Data("0 0 1\n1 2 3\n".utf8).write(to: URL(fileURLWithPath: evaluate.train))
    try Data("0 0 2\n".utf8).write(to: URL(fileURLWithPath: evaluate.test))
    #expect(try evaluate.run().first?.figures.recall == 0.5)
  }

  @Test func `with nobody to learn from nothing is measured`() throws {
    var evaluate = try files()
    defer { try? FileManager.default.removeItem(at: folder) }
    evaluate.unseen = 60
    #expect(throws: EvaluationError.nothingToLearn) { try evaluate.run() }
    evaluate.unseen = nil
    try Data("3\n".utf8).write(to: URL(fileURLWithPath: evaluate.train))
    #expect(throws: EvaluationError.nothingToLearn) { try evaluate.run() }
  }
}
