import TextUI

/// A line being typed.
struct Prompt: Hashable, Sendable {
  let kind: Kind
  private(set) var line: EditedLine
  /// Lines said before, oldest first, and which of them is shown; behind the last of them is what is being typed.
  private let said: [String]
  private var place: Int
  private var draft = ""
  /// The text that completions were made from, while they are stepped through.
  private var stem: String?
  private var turn = 0

  /// What is asked.
  enum Kind: String, Hashable, Sendable {
    case filter, command, naming

    /// What stands before the text.
    var mark: String {
      switch self {
      case .filter: "/"
      case .command: ":"
      case .naming: "Name: "
      }
    }
  }

  /// A line to go on from; `said` are lines to come back to.
  init(_ kind: Kind, _ text: String = "", said: [String] = []) {
    self.kind = kind
    self.said = said
    place = said.count
    line = EditedLine(text)
  }

  var text: String { line.text }

  /// The text without blanks at its ends.
  var words: String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// Changes the text by an editing key; whether the key was one.
  mutating func edit(_ key: Key) -> Bool {
    (stem, turn) = (nil, 0)
    return line.edit(key)
  }

  /// Takes the next completion, made from what was typed last.
  mutating func complete(_ completions: (String) -> [String]) {
    let stem = stem ?? text
    let found = completions(stem)
    guard !found.isEmpty else { return }
    line = EditedLine(found[turn % found.count])
    self.stem = stem
    turn += 1
  }

  /// Goes to a line said before or after the one shown.
  mutating func recall(older: Bool) {
    let next = place + (older ? -1 : 1)
    guard (0...said.count).contains(next) else { return }
    if place == said.count { draft = text }
    place = next
    line = EditedLine(place < said.count ? said[place] : draft)
  }
}
