import Foundation
import Testing

/// The commands for other programs, run as those run them.
@Suite struct DocumentTests {
  /// A command, and some of the names in its document.
  private static let documents: [(words: [String], names: Set<String>)] = [
    (["evaluate", "--train", "TRAIN", "--test", "TEST"], ["model", "figures", "seed"]),
    (
      ["simulate", "--favourites", "TRAIN", "--listeners", "4", "--tracks", "5", "--seed", "1"],
      ["policies", "sessions"]
    ),
    (["recommend", "--tracks", "3"], ["track", "score", "because"]),
    (["stats"], ["acts", "ledger"]),
  ]

  /// Forty listeners of two tastes: what each favours, and the one favourite more that is to be found.
  private static let (known, hidden): (String, String) = {
    let rows = (0..<40).map { listener in (0..<24).map { ($0 + listener / 2) % 30 + listener % 2 * 30 } }
    let lines = rows.enumerated().map { listener, items in
      ([listener] + items.dropLast()).map(String.init).joined(separator: " ")
    }
    return (lines.joined(separator: "\n"), rows.enumerated().map { "\($0) \($1[23])" }.joined(separator: "\n"))
  }()

  private func with(_ body: (Program) throws -> Void) throws {
    let program = try Program(knowing: .model)
    defer { program.remove() }
    try body(program)
  }

  @Test(arguments: documents.indices)
  func `a command answers with a document`(number: Int) throws {
    let (words, names) = Self.documents[number]
    try with { program in
      let files = [
        "TRAIN": try program.write(Self.known, to: "train"), "TEST": try program.write(Self.hidden, to: "test"),
      ]
      let result = try program.run(words.map { files[$0] ?? $0 } + ["--json"])
      #expect(result.status == 0, "\(result.errors)")
      let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
      let object = (document as? [[String: Any]])?.first ?? document as? [String: Any]
      #expect(names.isSubset(of: Set(try #require(object).keys)), "\(result.output)")
    }
  }

  @Test func `favourites are read from standard input`() throws {
    try with { program in
      let result = try program.run(["import", "favourites", "-"], input: "listener,track\nida,1\n")
      #expect(result.status == 0 && result.output.hasPrefix("1 favourite,"), "\(result)")
    }
  }

  @Test func `a scheme becomes a theme that is listed`() throws {
    try with { program in
      let colors = (0..<16).map { "base0\(String($0, radix: 16).uppercased()): \"\(10 + $0)3344\"" }
      let scheme = try program.write(colors.joined(separator: "\n"), to: "mine.yaml")
      let theme = try program.run(["themes", "import", scheme])
      #expect(theme.status == 0, "\(theme.errors)")
      try program.write(theme.output, to: "config/themes/mine.yaml")
      let listed = try program.run(["themes"])
      #expect(listed.output.contains("\nmine  ") || listed.output.hasPrefix("mine  "), "\(listed.output)")
    }
  }
}
