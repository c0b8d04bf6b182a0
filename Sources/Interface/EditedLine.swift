import TextUI

/// A line of text with a place in it, changed by the keys that shells have.
struct EditedLine: Hashable, Sendable {
  /// What stands before the place.
  private(set) var before = ""
  /// What stands behind it.
  private(set) var after = ""

  /// Longer texts are of no use to a search, and slow to filter by.
  static let limit = 200

  /// A text, its place at the end.
  init(_ text: String = "") { insert(text) }

  var text: String { before + after }

  /// Puts text in at the place, made safe; what was pasted comes in here too, and line ends in it are blanks.
  mutating func insert(_ more: String) {
    before = String(Text.clean(before + more).prefix(max(0, Self.limit - after.count)))
  }

  /// Changes the line by an editing key; whether the key was one.
  mutating func edit(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .paste(let text): insert(text)
    case .backspace: before = String(before.dropLast())
    case .delete, .control("d"): after = String(after.dropFirst())
    case .control("u"): before = ""
    case .control("k"): after = ""
    case .control("w"): before = Self.withoutLastWord(before)
    default: return move(key)
    }
    return true
  }

  private mutating func move(_ key: Key) -> Bool {
    let text = text
    switch key {
    case .left, .control("b"): before = String(before.dropLast())
    case .right, .control("f"): before += after.prefix(1)
    case .home, .control("a"): before = ""
    case .end, .control("e"): before = text
    default: return false
    }
    after = String(text.dropFirst(before.count))
    return true
  }

  private static func withoutLastWord(_ text: String) -> String {
    var rest = Substring(text)
    while rest.last == " " { rest.removeLast() }
    while let last = rest.last, last != " " { rest.removeLast() }
    return String(rest)
  }
}
