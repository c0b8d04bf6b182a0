/// A sign the interface draws itself.
public enum Glyph: String, CaseIterable, Sendable, Hashable {
  case saved, discarded, later, pointer, playing, rule, progress, progressHead, progressRest
  case ellipsis, separator, bullet, dash, up, down, vertical, topLeft, topRight, bottomLeft, bottomRight
}

/// Which characters the interface draws its signs with.
public enum GlyphSet: String, Hashable, Sendable {
  /// For terminals that speak UTF-8.
  case unicode
  /// For those that do not.
  case ascii

  /// How a sign is drawn. All fill one column, but `saved` in ASCII fills two.
  public subscript(_ glyph: Glyph) -> String { self == .unicode ? Self.forms(glyph).unicode : Self.forms(glyph).ascii }

  private static func forms(_ glyph: Glyph) -> (unicode: String, ascii: String) {
    switch glyph {
    case .saved: ("♥", "<3")
    case .discarded: ("✗", "x")
    case .later: ("◦", "z")
    case .pointer: ("›", ">")
    case .playing: ("▶", ">")
    case .rule: ("─", "-")
    case .progress: ("━", "=")
    case .progressHead: ("╸", ">")
    case .progressRest: ("─", "-")
    case .ellipsis: (Text.ellipsis, "~")
    case .separator: ("·", "|")
    case .bullet: ("•", "*")
    case .dash: ("–", "-")
    case .up: ("↑", "^")
    case .down: ("↓", "v")
    case .vertical: ("│", "|")
    case .topLeft: ("┌", "+")
    case .topRight: ("┐", "+")
    case .bottomLeft: ("└", "+")
    case .bottomRight: ("┘", "+")
    }
  }
}
