import Foundation
import Recommender
import Testing

@testable import Evaluation

struct FavouritesFileTests {
  private func read(_ text: String) throws -> [[Int]] {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    do {
      return try FavouritesFile.read(url.path).sorted { $0.key < $1.key }.map(\.value)
    } catch EvaluationError.headless {
      throw EvaluationError.headless(path: "")
    } catch EvaluationError.malformed(_, let line) {
      throw EvaluationError.malformed(path: "", line: line)
    }
  }

  private static let pairs = "2\t51\t13883\n2\t52\t11690\n3\t51\t228\n"

  @Test func `below a header pairs are read and their weights passed over`() throws {
    #expect(try read("userID\tartistID\tweight\r\n" + Self.pairs) == [[51, 52], [51]])
  }

  @Test func `pairs with weights that lost their header are refused`() {
    #expect(throws: EvaluationError.headless(path: "")) { try read(Self.pairs) }
  }

  @Test func `a number below nothing is refused as in the files of an evaluation`() {
    #expect(throws: EvaluationError.malformed(path: "", line: 2)) { try read("1 5\n2 -6\n") }
  }

  @Test func `bytes that are no text are no header`() {
    #expect(throws: EvaluationError.malformed(path: "", line: 1)) { try read("\0\u{1}\0") }
  }

  @Test(arguments: ["1 5 6\n2 6 7\n", "1 5\n1 6\n2 6\n2 7\n", "1 5 6\n\n2 6 7\n"])
  func `a line a listener, and bare pairs, need no header`(text: String) throws {
    #expect(try read(text) == [[5, 6], [6, 7]])
  }
}
