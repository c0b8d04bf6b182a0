import Foundation

/// Text from outside, made safe to draw and measured in columns.
///
/// Widths follow Unicode 17.0: East Asian Wide and Fullwidth are two columns, ambiguous ones one, marks none. All functions
/// clean first, so that what is measured, clipped and drawn is the same; their cost is bounded by `limit`, not by the text.
public enum Text {
  /// How many Unicode scalars of a text are looked at; longer ones end in an ellipsis.
  public static let limit = 1_024
  /// What stands for a character that cannot be drawn.
  public static let replacement = "□"
  /// What stands for a part that does not fit.
  public static let ellipsis = "…"

  /// Where text stands in a field that is wider.
  public enum Alignment: Hashable, Sendable { case left, right }

  /// The text without anything that could move the cursor, reorder or swallow its neighbours, or be drawn in another width
  /// than it is measured in; in normal form C.
  ///
  /// Line breaks and tabs become spaces; controls, invisible and bidirectional ones vanish; a joined emoji becomes its first;
  /// a letter keeps three marks; what has no width of its own and no letter to stand on vanishes; what is not a character of
  /// Unicode 17.0, or private, becomes `replacement`. Cleaning twice changes nothing.
  public static func clean(_ text: String) -> String {
    if isSimple(text) { return text }
    var cleaner = Cleaner()
    let scalars = text.unicodeScalars.prefix(limit + 1)
    for character in String(String.UnicodeScalarView(scalars)) { cleaner.append(character) }
    return capped(normalised(cleaner.result), isCut: scalars.endIndex < text.unicodeScalars.endIndex)
  }

  /// The columns the text fills once cleaned.
  public static func width(of text: String) -> Int {
    isSimple(text) ? text.unicodeScalars.count : width(ofClean: clean(text))
  }

  /// The text cleaned and cut to at most `columns`, between grapheme clusters; the cut ends in `ellipsis` if that fits.
  public static func clip(_ text: String, to columns: Int, ellipsis: String = Text.ellipsis) -> String {
    if isSimple(text), text.unicodeScalars.count <= columns { return text }
    let text = clean(text)
    if width(ofClean: text) <= columns { return text }
    let mark = width(of: ellipsis) <= columns ? ellipsis : ""
    return String(prefix(ofClean: text, columns: columns - width(of: mark))) + mark
  }

  /// The text clipped and filled with spaces to exactly `columns`.
  public static func padded(_ text: String, to columns: Int, _ alignment: Alignment = .left) -> String {
    let text = clip(text, to: columns)
    let room = max(0, columns - width(ofClean: text))
    let before = lead(room, alignment)
    return String(repeating: " ", count: before) + text + String(repeating: " ", count: room - before)
  }

  /// The text clipped to `columns` as cells: one for each column, those after the first of a wide character empty.
  ///
  /// A left-to-right mark follows the last right-to-left letter, so that a terminal that reorders such text cannot draw the
  /// figures of the next column into it (Unicode Bidirectional Algorithm, rules N1 and W7).
  public static func cells(
    _ text: String, to columns: Int, role: Role, ellipsis: String = Text.ellipsis
  ) -> [Cell] {
    if isSimple(text), text.unicodeScalars.count <= columns {
      return text.unicodeScalars.map { Cell(String($0), role) }
    }
    var cells: [Cell] = []
    var lastRightToLeft: Int?
    for character in clip(text, to: columns, ellipsis: ellipsis) {
      if character.unicodeScalars.contains(where: isRightToLeft) { lastRightToLeft = cells.count }
      cells.append(Cell(String(character), role))
      cells.append(contentsOf: repeatElement(Cell("", role), count: max(0, self.columns(of: character) - 1)))
    }
    if let lastRightToLeft { cells[lastRightToLeft].text.unicodeScalars.append("\u{200E}") }
    return cells
  }

  /// Columns left empty before text when `room` columns are free.
  static func lead(_ room: Int, _ alignment: Alignment) -> Int {
    switch alignment {
    case .left: 0
    case .right: room
    }
  }
}

// MARK: - Parts

extension Text {
  /// Whether the text is printable ASCII of a bearable length: the common case, which needs no work.
  static func isPlain(_ text: String) -> Bool {
    text.utf8.count <= limit && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  /// Whether the text is of a bearable length and of scalars that stand alone in one column and stay as they are: ASCII, the letters
  /// of Latin scripts, lines, blocks, braille, and the interface's own signs. Most text is, and needs no more work.
  static func isSimple(_ text: String) -> Bool {
    isPlain(text) || text.utf8.count <= limit && text.unicodeScalars.allSatisfy(isSimple)
  }

  private static func isSimple(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F, 0xA1..<0xAD, 0xAE..<0x300, 0x2500..<0x25A0, 0x2800..<0x2900: true
    case 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x203A, 0x2190..<0x2194, 0x2665, 0x2717: true
    case 0x25B6, 0x25C9, 0x25CB, 0x25E6: true
    default: false
    }
  }

  /// Normal form C; nothing below U+0300 composes.
  private static func normalised(_ text: String) -> String {
    text.unicodeScalars.contains { $0.value >= 0x300 } ? text.precomposedStringWithCanonicalMapping : text
  }

  /// At most `limit` scalars, whole clusters, an ellipsis if something is missing.
  private static func capped(_ text: String, isCut: Bool) -> String {
    guard isCut || text.unicodeScalars.count > limit else { return text }
    guard text.unicodeScalars.count >= limit else { return text + ellipsis }
    var head = String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit - 1)))
    head.removeLast()
    return head + ellipsis
  }

  private static func width(ofClean text: String) -> Int {
    text.reduce(0) { $0 + columns(of: $1) }
  }

  private static func prefix(ofClean text: String, columns: Int) -> Substring {
    var used = 0
    return text.prefix { character in
      used += self.columns(of: character)
      return used <= columns
    }
  }
}
