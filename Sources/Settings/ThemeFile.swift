import TextUI
import Yams

/// A theme as its file states it, before the theme it inherits from is known.
public struct ThemeFile: Sendable {
  /// Its name; the file's own name where it states none.
  public let name: String
  /// The theme whose styles stand where this one sets none, and where that is said.
  let inherits: (name: String, place: Place)?
  private let isDark: Bool?
  private let credit: String?
  private let styles: [Role: Style]

  /// Reads a theme.
  /// - Parameters:
  ///   - name: the name where the text states none.
  ///   - file: how to call the file in a complaint.
  /// - Throws: `SettingsError` with file, line and column; nothing of the theme is then used.
  public static func read(_ text: String, name: String, file: String) throws(SettingsError) -> Reading<ThemeFile> {
    var fields = try YAMLFile.fields(text, file: file)
    var palette = Palette()
    var warnings: [SettingsWarning] = []
    let stated = try fields.text("name")
    let variant = try fields.choice("variant", of: ["dark", "light"])
    let credit = try fields.text("credit")
    let inherits = try Self.inherits(&fields)
    try palette.read(fields.fields("palette"), nearest: fields.fields("palette256"))
    let roles = try Self.roles(fields.fields("roles"), palette, warnings: &warnings)
    let theme = ThemeFile(
      name: stated ?? name, inherits: inherits, isDark: variant.map { $0 == "dark" }, credit: credit, styles: roles)
    return Reading(value: theme, warnings: fields.warnings + warnings)
  }

  private static func inherits(_ fields: inout Fields) throws(SettingsError) -> (String, Place)? {
    guard let node = fields.take("inherits") else { return nil }
    return (try node.text(fields.file, expected: "the name of a theme"), Place(node, fields.file))
  }

  /// This theme, with what it leaves open taken from the one it inherits from, and that one's parent still to come.
  func upon(_ parent: ThemeFile) -> ThemeFile {
    ThemeFile(
      name: name, inherits: parent.inherits, isDark: isDark ?? parent.isDark, credit: credit ?? parent.credit,
      styles: styles.merging(parent.styles) { own, _ in own })
  }

  /// The finished theme.
  var theme: Theme { Theme(name: name, credit: credit, isDark: isDark ?? true, styles: styles) }
}

// MARK: - Roles

extension ThemeFile {
  private static func roles(
    _ fields: Fields?, _ palette: Palette, warnings: inout [SettingsWarning]
  ) throws(SettingsError) -> [Role: Style] {
    guard var fields else { return [:] }
    var styles: [Role: Style] = [:]
    for role in Role.allCases {
      guard let node = fields.take(role.fileName) else { continue }
      styles[role] = try style(node, palette, fields.file, warnings: &warnings)
    }
    warnings += fields.warnings
    return styles
  }

  private static func style(
    _ node: Node, _ palette: Palette, _ file: String, warnings: inout [SettingsWarning]
  ) throws(SettingsError) -> Style {
    guard case .mapping = node else { return Style(foreground: try palette.color(node, file)) }
    var fields = try Fields(node, file: file)
    var style = Style()
    if let node = fields.take("fg") { style.foreground = try palette.color(node, file) }
    if let node = fields.take("bg") { style.background = try palette.color(node, file) }
    if let node = fields.take("style") { style.attributes = try attributes(node, file) }
    warnings += fields.warnings
    return style
  }

  private static func attributes(_ node: Node, _ file: String) throws(SettingsError) -> Set<Style.Attribute> {
    let nodes: [Node]
    if case .sequence(let list) = node { nodes = Array(list) } else { nodes = [node] }
    var attributes: Set<Style.Attribute> = []
    for node in nodes {
      let expected = "one of " + Style.Attribute.allCases.map(\.rawValue).joined(separator: ", ")
      guard let attribute = Style.Attribute(rawValue: try node.text(file, expected: expected)) else {
        throw .malformed(Place(node, file), expected: expected, found: node.words)
      }
      attributes.insert(attribute)
    }
    return attributes
  }
}

/// The colours a theme file gives names to.
private struct Palette {
  private var colors: [String: Color] = [:]

  mutating func read(_ palette: Fields?, nearest: Fields?) throws(SettingsError) {
    var nearest = nearest
    for field in palette?.rest ?? [] {
      let index = try nearest?.take(field.key).map { node throws(SettingsError) in try Self.index(node, nearest?.file) }
      let words = try field.node.text(palette?.file ?? "", expected: Color.forms)
      guard let color = Color(words: words, nearest: index) else {
        throw .malformed(Place(field.node, palette?.file ?? ""), expected: Color.forms, found: field.node.words)
      }
      colors[field.key] = color
    }
  }

  private static func index(_ node: Node, _ file: String?) throws(SettingsError) -> Int {
    guard let index = node.int, (0...255).contains(index) else {
      throw .malformed(Place(node, file ?? ""), expected: "a number from 0 to 255", found: node.words)
    }
    return index
  }

  func color(_ node: Node, _ file: String) throws(SettingsError) -> Color {
    let words = try node.text(file, expected: Color.forms)
    guard let color = colors[words] ?? Color(words: words) else {
      throw .malformed(Place(node, file), expected: Color.forms, found: node.words)
    }
    return color
  }
}

extension Role {
  /// Its name in a theme file: `borderFocused` is `border_focused`.
  var fileName: String {
    rawValue.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
  }
}
