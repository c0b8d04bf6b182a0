/// A terminal's colours as other programs write them down: an alacritty or a base16 scheme.
public struct ColorScheme: Sendable {
  /// Its name; the file's own where it states none.
  public let name: String
  /// Who made it; nil where it does not say.
  let author: String?
  /// In which form it was written.
  let form: String
  /// A colour for each slot.
  private let colors: [Slot: RGB]

  /// What a colour is for.
  enum Slot: String, CaseIterable, Hashable {
    case background, text
    /// Grounds: a little off the background, and of what is selected.
    case raised, selection
    /// Lines that need not be read; what matters less; what matters more.
    case faint, soft, bright
    case red, orange, yellow, green, cyan, blue, magenta
  }

  /// The colour of a slot; both ways to read a scheme set all of them.
  subscript(_ slot: Slot) -> RGB { colors[slot] ?? .black }

  /// Reads a scheme's file, whichever of the two it is; `name` is its name where it states none.
  /// - Throws: `SettingsError` with file, line and column.
  public static func read(at path: String, name: String) throws(SettingsError) -> ColorScheme {
    try read(YAMLFile.text(at: path), name: name, file: path)
  }

  /// Reads a scheme; `file` is how to call it in a complaint.
  /// - Throws: `SettingsError` with file, line and column.
  public static func read(_ text: String, name: String, file: String) throws(SettingsError) -> ColorScheme {
    if text.contains(/^\s*\[colors[.\]]/.anchorsMatchLineEndings()) {
      throw .malformed(
        Place(file: file), expected: "YAML",
        found: "TOML, as alacritty has it since 0.13: give its older form or a base16 scheme")
    }
    var fields = try YAMLFile.fields(text, file: file)
    if var colors = try fields.fields("colors") {
      return ColorScheme(name: name, author: nil, form: "alacritty", colors: try alacritty(&colors))
    }
    let (new, old) = (try fields.text("name"), try fields.text("scheme"))
    let author = try fields.text("author")
    var palette = fields
    if let inner = try fields.fields("palette") { palette = inner }
    guard palette.rest.contains(where: { $0.key == "base00" }) else {
      let forms = "an alacritty scheme (colors: …) or a base16 scheme (base00 to base0F), in YAML"
      throw .malformed(Place(file: file), expected: forms, found: "neither")
    }
    return ColorScheme(name: new ?? old ?? name, author: author, form: "base16", colors: try base16(&palette))
  }
}

// MARK: - The two forms

extension ColorScheme {
  /// The slots as tinted-theming's styling guide means them. Its base07 and base0F have no use here.
  private static let numbers: [(String, Slot)] = [
    ("base00", .background), ("base01", .raised), ("base02", .selection), ("base03", .faint), ("base04", .soft),
    ("base05", .text), ("base06", .bright), ("base08", .red), ("base09", .orange), ("base0A", .yellow),
    ("base0B", .green), ("base0C", .cyan), ("base0D", .blue), ("base0E", .magenta),
  ]

  private static func base16(_ fields: inout Fields) throws(SettingsError) -> [Slot: RGB] {
    var colors: [Slot: RGB] = [:]
    for (key, slot) in numbers { colors[slot] = try fields.color(key) }
    return colors
  }

  /// There is one ground: the others lie on the way from it to the text, where nothing is said.
  private static func alacritty(_ fields: inout Fields) throws(SettingsError) -> [Slot: RGB] {
    var (primary, normal) = (try fields.group("primary"), try fields.group("normal"))
    var (bright, selected) = (try fields.fields("bright"), try fields.fields("selection"))
    let (ground, text) = (try primary.color("background"), try primary.color("foreground"))
    var colors: [Slot: RGB] = [.background: ground, .text: text, .raised: ground.mixed(with: text, 0.08)]
    // What is selected may be said to invert the cell, which is no colour.
    colors[.selection] = selected?.colorIfAny("background") ?? ground.mixed(with: text, 0.2)
    colors[.faint] = bright?.colorIfAny("black") ?? ground.mixed(with: text, 0.35)
    colors[.soft] = primary.colorIfAny("dim_foreground") ?? ground.mixed(with: text, 0.75)
    colors[.bright] = primary.colorIfAny("bright_foreground") ?? bright?.colorIfAny("white") ?? text
    for slot in [Slot.red, .yellow, .green, .cyan, .blue, .magenta] { colors[slot] = try normal.color(slot.rawValue) }
    colors[.orange] = bright?.colorIfAny("red") ?? colors[.red]
    return colors
  }
}

extension Fields {
  /// A group of colours that must be there.
  fileprivate mutating func group(_ key: String) throws(SettingsError) -> Fields {
    if let fields = try fields(key) { return fields }
    throw .malformed(Place(file: file), expected: "“\(key)” with its colours", found: "none")
  }

  /// A colour that must be there.
  fileprivate mutating func color(_ key: String) throws(SettingsError) -> RGB {
    let expected = "a colour such as “#1e1e2e” for “\(key)”"
    guard let node = take(key) else { throw .malformed(Place(file: file), expected: expected, found: "none") }
    if let color = RGB(words: try node.text(file, expected: expected)) { return color }
    throw .malformed(Place(node, file), expected: expected, found: node.words)
  }

  /// A colour, where one is written.
  fileprivate mutating func colorIfAny(_ key: String) -> RGB? {
    // What is no text is no colour.
    guard let node = take(key), let words = try? node.text(file, expected: "") else { return nil }
    return RGB(words: words)
  }
}
