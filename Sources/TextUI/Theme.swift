/// A colour as a theme may state it.
public enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case terminalDefault
  /// One of the 16 colours every terminal has, 0 to 15.
  case ansi(Int)
  /// One of the 256 indexed colours.
  case indexed(Int)
  /// An exact colour with the nearest of the 256 beside it.
  case exact(red: UInt8, green: UInt8, blue: UInt8, nearest: Int)
}

/// How a piece of text looks.
public struct Style: Hashable, Sendable {
  /// The colour of the letters; nil takes the parent role's.
  public var foreground: Color?
  /// The colour behind them; nil takes the parent role's.
  public var background: Color?
  /// What is done to the letters.
  public var attributes: Set<Attribute>

  /// What can be done to letters.
  public enum Attribute: String, Hashable, Sendable, CaseIterable { case bold, dim, italic, underline, reverse }

  /// States a style.
  public init(foreground: Color? = nil, background: Color? = nil, attributes: Set<Attribute> = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

/// A style for each role.
public struct Theme: Hashable, Sendable {
  /// Its name, as in `--theme NAME`.
  public var name: String
  /// Who made the palette.
  public var credit: String?
  /// Whether it is meant for a dark background.
  public var isDark: Bool
  private var styles: [Role: Style]

  /// States a theme; roles that are not set fall back to their parents.
  public init(name: String, credit: String? = nil, isDark: Bool = true, styles: [Role: Style]) {
    self.name = name
    self.credit = credit
    self.isDark = isDark
    self.styles = styles
  }

  /// The background it is at home on: `dark`, `light`, or `any` where it leaves the terminal its own.
  public var ground: String {
    if style(.background).background ?? .terminalDefault == .terminalDefault { return "any" }
    return isDark ? "dark" : "light"
  }

  /// The style of a role, with what it leaves open taken from its parents. Attributes are not handed down.
  public func style(_ role: Role) -> Style {
    var style = styles[role] ?? Style(attributes: role.parent.flatMap { styles[$0]?.attributes } ?? [])
    var next = role.parent
    while let parent = next, style.foreground == nil || style.background == nil {
      style.foreground = style.foreground ?? styles[parent]?.foreground
      style.background = style.background ?? styles[parent]?.background
      next = parent.parent
    }
    return style
  }
}
