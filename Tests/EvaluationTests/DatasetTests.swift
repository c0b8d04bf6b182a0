import Foundation
import Recommender
import Testing

@testable import Evaluation

struct DatasetTests {
  private func file(_ text: String) throws -> String {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  @Test func `items are counted as far as they occur in either file`() throws {
    let dataset = try Dataset(train: file("\u{FEFF}0 1 2\n7 2\n"), test: file("0 9000000000\r\n"))
    #expect(dataset.items == [1, 2, 9_000_000_000])
    #expect(dataset.listeners == [0, 7])
    #expect(Array(dataset.train[0]) == [0, 1])
    #expect(Array(dataset.test[0]) == [2])
    #expect(dataset.test[1].isEmpty)
  }

  @Test func `lists name items by their own numbers, through a link too`() throws {
    let (real, link) = (try file(""), try file("") + "-link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: real)
    try Lists.write([[1, 0]], listeners: [7], items: [30, 90], to: link)
    #expect(try String(contentsOfFile: real, encoding: .utf8) == "7 90 30\n")
    #expect(throws: EvaluationError.unwritable(path: "/dev/full")) {
      try Lists.write([[1]], listeners: [7], items: [30, 90], to: "/dev/full")
    }
  }

  @Test(arguments: ["0 x", "0 -1", "0 1.5", "0 99999999999999999999", "\u{0}"])
  func `a line that is not whole numbers is named`(line: String) throws {
    let path = try file("0 1\n" + line + "\n")
    #expect(throws: EvaluationError.malformed(path: path, line: 2)) { try Dataset.read(path) }
  }

  @Test func `a missing file is named`() {
    #expect(throws: EvaluationError.unreadable(path: "/nowhere/at/all")) { try Dataset.read("/nowhere/at/all") }
  }

  @Test func `turning rows twice gives the rows again`() {
    let rows = Rows([[0, 2], [], [1, 2, 3]])
    #expect(rows.transposed(columns: 4).transposed(columns: 3) == rows)
    #expect(rows.counts(columns: 4) == [1, 1, 2, 1])
  }

  @Test func `repetitions in a row count once`() {
    #expect(Array(Rows([[3, 1, 3]])[0]) == [1, 3])
  }

  @Test func `strangers are gone from the base and the same seed draws the same`() {
    let rows = Rows((0..<20).map { listener in (0..<Int32(listener)).map { $0 } })
    let first = HeldOut(whole: rows, base: rows, count: 5, atLeast: 10, seed: 7)
    let second = HeldOut(whole: rows, base: rows, count: 5, atLeast: 10, seed: 7)
    // Each row is as long as its listener's number.
    let left = Set((0..<first.base.count).map { first.base[$0].count })
    #expect(left == Set(0..<20).subtracting(first.rows) && first.rows.count == 5)
    #expect(first.strangers == second.strangers)
    #expect(first.strangers.allSatisfy { $0.count >= 10 })
    let split = first.split(known: 3)
    #expect(zip(split.known, split.wanted).allSatisfy { $0.count == 3 && $1.isDisjoint(with: $0) })
  }
}
