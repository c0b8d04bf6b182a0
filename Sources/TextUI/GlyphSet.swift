import Foundation

/// A sign the interface draws itself.
public enum Glyph: String, CaseIterable, Sendable, Hashable {
  case saved, discarded, later, pointer, playing, rule, progress, progressHead, progressRest
  case barLeft, barRight, barStart, point, ring, dialPlace
  case ellipsis, separator, dash, vertical
}

/// Which characters the interface draws its signs with.
public enum GlyphSet: String, Hashable, Sendable {
  /// For terminals that speak UTF-8.
  case unicode
  /// For the Linux console, whose font has a few hundred signs: simple lines, the rest in ASCII.
  case console
  /// For those that do not.
  case ascii

  /// How a sign is drawn. All fill one column, but `saved` in ASCII and on the console fills two.
  public subscript(_ glyph: Glyph) -> String {
    let forms = Self.forms(glyph)
    return switch self {
    case .unicode: forms.unicode
    case .console: Self.ofConsoles[glyph] ?? forms.ascii
    case .ascii: forms.ascii
    }
  }

  /// What the kernel's own font has, and 445 of Debian's 456: their thick lines and hearts are not the kernel's.
  private static let ofConsoles: [Glyph: String] = [
    .playing: "▶", .rule: "─", .progress: "═", .progressRest: "─", .barStart: "│", .point: "•", .separator: "·",
    .vertical: "│",
  ]

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
    case .barLeft: ("╺", " ")
    case .barRight: ("╸", " ")
    case .barStart: ("│", "|")
    case .point: ("•", "*")
    case .ring: ("◉", "O")
    case .dialPlace: ("○", "o")
    case .ellipsis: (Text.ellipsis, "~")
    case .separator: ("·", "|")
    case .dash: ("–", "-")
    case .vertical: ("│", "|")
    }
  }
}

extension Text {
  /// The text in ASCII, each cluster in its own width: letters lose their marks, the interface's signs take their ASCII form,
  /// and what is left becomes question marks.
  public static func ascii(_ text: String) -> String {
    if isPlain(text) { return text }
    return clean(text).map(asciiForm).joined()
  }

  /// One cluster as the Linux console draws it in its own width. The console gives each mark a column of its own, and to some
  /// signs of two columns only one; its fonts have neither.
  public static func console(_ cluster: String) -> String {
    let letters = cluster.unicodeScalars.filter { columns(of: Character($0)) > 0 }
    let width = letters.reduce(0) { $0 + columns(of: Character($1)) }
    guard width == 1, let letter = letters.first.map({ Character($0) }) else {
      return String(repeating: "?", count: width)
    }
    return quotes[letter] ?? String(letter)
  }

  private static func asciiForm(_ character: Character) -> String {
    if character.isASCII { return String(character) }
    let width = columns(of: character)
    if let sign = signs[character], sign.utf8.count == width { return sign }
    let letters = String(character).decomposedStringWithCompatibilityMapping.unicodeScalars.filter { !isMark($0) }
    let plain = String(String.UnicodeScalarView(letters))
    return isPlain(plain) && plain.utf8.count == width ? plain : String(repeating: "?", count: width)
  }

  private static let signs: [Character: String] = {
    let own = Glyph.allCases.map { (Character(GlyphSet.unicode[$0]), GlyphSet.ascii[$0]) }
    return Dictionary(own + quotes) { first, _ in first }
  }()

  /// Signs that many texts have and few fonts of consoles.
  private static let quotes: [Character: String] = [
    "‘": "'", "’": "'", "“": "\"", "”": "\"", "—": "-", "–": "-", "…": "~", "×": "x",
  ]
}
