import TextUI

/// A line being typed.
struct Prompt: Hashable, Sendable {
  let kind: Kind
  private(set) var text = ""
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

  /// Longer texts are of no use to a search, and slow to filter by.
  static let limit = 200

  init(_ kind: Kind, _ text: String = "") {
    self.kind = kind
    insert(text)
  }

  /// The text without blanks at its ends.
  var words: String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// Adds text, made safe; what was pasted comes in here too, and line ends in it are blanks.
  mutating func insert(_ more: String) {
    set(String((text + Text.clean(more)).prefix(Self.limit)))
  }

  /// Changes the text by an editing key; whether the key was one.
  mutating func edit(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .paste(let text): insert(text)
    case .backspace, .delete: set(String(text.dropLast()))
    case .control("u"): set("")
    case .control("w"): set(Self.withoutLastWord(text))
    default: return false
    }
    return true
  }

  /// Takes the next completion, made from what was typed last.
  mutating func complete(_ completions: (String) -> [String]) {
    let stem = stem ?? text
    let found = completions(stem)
    guard !found.isEmpty else { return }
    text = found[turn % found.count]
    self.stem = stem
    turn += 1
  }

  private mutating func set(_ new: String) {
    text = new
    stem = nil
    turn = 0
  }

  private static func withoutLastWord(_ text: String) -> String {
    var rest = Substring(text)
    while rest.last == " " { rest.removeLast() }
    while let last = rest.last, last != " " { rest.removeLast() }
    return String(rest)
  }
}
