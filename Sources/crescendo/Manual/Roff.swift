import Foundation

/// The language of manual pages, as far as ours speak it: macros of mdoc, and text in which nothing is a macro by accident.
enum Roff {
  /// A line with a macro; each word is one argument of it and stands for itself.
  static func macro(_ name: String, _ words: String...) -> String {
    ([".\(name)"] + words.map(word)).joined(separator: " ")
  }

  /// Running text: a line for each sentence, a paragraph where a line is empty; what stands in backticks is bold.
  static func text(_ text: String) -> [String] {
    let lines = text.replacingOccurrences(of: ". ", with: ".\n").split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.map { line in
      line.allSatisfy(\.isWhitespace) ? ".Pp" : self.line(bold(line))
    }
  }

  /// Lines as they stand, in a block of their own.
  static func verbatim(_ lines: [String]) -> [String] {
    [".Bd -literal -offset indent"] + lines.map { line(escaped($0)) } + [".Ed"]
  }

  /// A list of things that are named and then explained.
  static func list(_ items: [(tag: String, body: [String])]) -> [String] {
    items.isEmpty ? [] : [".Bl -tag -width Ds"] + items.flatMap { [".It \($0.tag)"] + $0.body } + [".El"]
  }

  /// An argument of a macro. The sign of no width keeps it from being taken for a macro or for punctuation.
  static func word(_ text: String) -> String { "\"\\&\(escaped(text))\"" }

  /// A line that begins with a point or a quotation mark would be a macro.
  private static func line(_ text: String) -> String {
    text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }

  private static func bold(_ text: Substring) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map { escaped($0) }
    // An odd mark at the end belongs to no pair.
    guard parts.count % 2 == 1 else { return parts.joined(separator: "\\(ga") }
    return parts.enumerated().map { $0 % 2 == 0 ? $1 : "\\fB\($1)\\fR" }.joined()
  }

  private static func escaped(_ text: some StringProtocol) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\\": "\\e"
      case "\"": "\\(dq"
      case "-": "\\-"
      case "'": "\\(aq"
      case "`": "\\(ga"
      case "^": "\\(ha"
      case "~": "\\(ti"
      case " "..."}": String(Character(scalar))
      case _ where scalar.properties.generalCategory == .control: " "
      default: "\\[u\(String(format: "%04X", scalar.value))]"
      }
    }.joined()
  }
}
