import TextUI

/// How keys are written in configuration, help and README: `s`, `space`, `Ctrl-D`, `PgUp`; several in a row with spaces between.
public enum KeyName {
  /// The keys of a text; nil where a word names none.
  public static func keys(_ text: String) -> [Key]? {
    let keys = text.split(separator: " ").map { key(String($0)) }
    guard !keys.isEmpty, !keys.contains(nil) else { return nil }
    return keys.compactMap { $0 }
  }

  /// How keys are written.
  public static func text(_ keys: [Key]) -> String { keys.map(text).joined(separator: " ") }

  private static let named: [(name: String, key: Key)] = [
    ("space", .character(" ")), ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("Shift-Tab", .backTab),
    ("Backspace", .backspace), ("Delete", .delete), ("Up", .up), ("Down", .down), ("Left", .left),
    ("Right", .right), ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown),
  ]

  private static let alike = [
    "return": "enter", "escape": "esc", "del": "delete", "pageup": "pgup", "pagedown": "pgdn",
  ]

  private static func key(_ word: String) -> Key? {
    if word.count == 1, let character = word.first { return .character(character) }
    let lower = word.lowercased()
    if let found = named.first(where: { $0.name.lowercased() == alike[lower] ?? lower }) { return found.key }
    for prefix in ["ctrl-", "control-", "ctrl+"] where lower.hasPrefix(prefix) {
      let rest = lower.dropFirst(prefix.count)
      guard rest.utf8.count == 1, let letter = rest.first, ("a"..."z").contains(letter) else { return nil }
      return control(letter)
    }
    return nil
  }

  /// A terminal cannot tell some of these from other keys.
  private static func control(_ letter: Character) -> Key {
    switch letter {
    case "i": .tab
    case "j", "m": .enter
    case "h": .backspace
    default: .control(letter)
    }
  }

  private static func text(_ key: Key) -> String {
    switch key {
    case .character(" "): "space"
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-" + letter.uppercased()
    default: named.first { $0.key == key }?.name ?? ""
    }
  }
}
