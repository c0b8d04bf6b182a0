import CNcurses
import TextUI

/// How one role is drawn: curses' own numbers.
struct Look: Hashable {
  var attributes: Int32 = 0
  var pair: Int32 = 0
  /// The colour behind the letters, as curses numbers it.
  var ground = -1

  /// Whether a blank looks the same in both: what is done to letters alone does not show in it.
  func isBlankAlike(_ other: Look) -> Bool {
    let shown = Int32(TTY_REVERSE) | Int32(TTY_UNDERLINE)
    return ground == other.ground && (attributes | other.attributes) & shown == 0
  }
}

/// Turns roles into attributes and colour pairs of the open terminal; pairs are made when first drawn.
struct Palette {
  let depth: ColorDepth
  private let theme: Theme
  private let pairLimit: Int
  private let hasDefaults: Bool
  private let isDirect: Bool
  private let boldIsBright: Bool
  private var looks: [Role: Look] = [:]
  private var pairs: [Pair: Int32] = [:]
  private var slots: [RGB: Int] = [:]

  private struct Pair: Hashable { var foreground, background: Int }

  /// Must follow `tty_open`. `boldIsBright`: whether the terminal brightens bold letters also where they are reversed.
  init(depth: ColorDepth, theme: Theme, boldIsBright: Bool = false) {
    self.depth = depth
    self.theme = theme
    self.boldIsBright = boldIsBright
    pairLimit = Int(tty_pairs())
    hasDefaults = tty_has_default_colors()
    isDirect = tty_is_direct()
  }

  /// How a role is drawn.
  mutating func look(_ role: Role) -> Look {
    if let look = looks[role] { return look }
    let style = theme.style(role)
    var look = depth == .mono ? monoLook(style) : colorLook(style)
    if boldIsBright { look.attributes = Self.darkOnReverse(look.attributes) }
    looks[role] = look
    return look
  }

  /// Reversed letters without bold or dim, which would make the black ones grey on grey.
  static func darkOnReverse(_ attributes: Int32) -> Int32 {
    attributes & Int32(TTY_REVERSE) == 0 ? attributes : attributes & ~(Int32(TTY_BOLD) | Int32(TTY_DIM))
  }

  /// Tells the terminal its changed colours once more, after it was given back for a while.
  func restore() {
    for (color, slot) in slots { send(color, to: slot) }
  }

  /// Without colours, a background of its own becomes reverse video: a selection must be seen.
  private func monoLook(_ style: Style) -> Look {
    let plain = theme.style(.background).background ?? .terminalDefault
    var look = Look(attributes: Self.bits(style.attributes))
    if (style.background ?? plain) != plain { look.attributes ^= Int32(TTY_REVERSE) }
    return look
  }

  /// With eight colours a bright one is a bold one, and blue, which is too dark, becomes cyan.
  private mutating func fewLook(_ style: Style) -> Look {
    let drawn = FewColors(plain: theme.style(.background).background ?? .terminalDefault).drawn(style)
    var look = Look(attributes: Self.bits(drawn.attributes))
    var foreground = drawn.foreground
    if depth == .eight, foreground == 12 { foreground = 6 }
    if depth == .eight, (8..<16).contains(foreground) { look.attributes |= Int32(TTY_BOLD) }
    paint(&look, foreground, on: drawn.background)
    return look
  }

  private mutating func colorLook(_ style: Style) -> Look {
    if depth <= .sixteen { return fewLook(style) }
    let background = number(style.background ?? .terminalDefault)
    var foreground = number(style.foreground ?? .terminalDefault)
    var look = Look(attributes: Self.bits(style.attributes))
    // Two colours that fell together would hide the text.
    if foreground == background, foreground >= 0 { foreground = foreground & 7 == 0 ? 7 : 0 }
    paint(&look, foreground, on: background)
    return look
  }

  private mutating func paint(_ look: inout Look, _ foreground: Int, on background: Int) {
    let colors = Pair(foreground: folded(foreground, else: 7), background: folded(background, else: 0))
    look.pair = pair(colors)
    look.ground = colors.background
  }

  /// The colour's number at this depth.
  private mutating func number(_ color: Color) -> Int {
    guard let parts = color.parts else { return color.indexed }
    if isDirect { return parts.red << 16 | parts.green << 8 | parts.blue }
    return depth == .exact ? slot(parts) ?? color.indexed : color.indexed
  }

  private func folded(_ number: Int, else fallback: Int) -> Int {
    if number < 0 { return hasDefaults ? -1 : fallback }
    return depth == .eight ? number & 7 : number
  }

  private mutating func pair(_ pair: Pair) -> Int32 {
    if pair == Pair(foreground: -1, background: -1) { return 0 }
    if let known = pairs[pair] { return known }
    guard pairs.count + 1 < pairLimit else { return 0 }
    let number = Int32(pairs.count + 1)
    tty_set_pair(number, Int32(pair.foreground), Int32(pair.background))
    pairs[pair] = number
    return number
  }

  /// The slot that holds an exact colour: from 16 up, so that the listener's own sixteen stay.
  private mutating func slot(_ color: RGB) -> Int? {
    if let known = slots[color] { return known }
    guard slots.count < 240 else { return nil }
    let slot = 16 + slots.count
    slots[color] = slot
    send(color, to: slot)
    return slot
  }

  private func send(_ color: RGB, to slot: Int) {
    tty_set_color(Int32(slot), UInt8(clamping: color.red), UInt8(clamping: color.green), UInt8(clamping: color.blue))
  }

  private static func bits(_ attributes: Set<Style.Attribute>) -> Int32 {
    attributes.reduce(0) { bits, attribute in
      switch attribute {
      case .bold: bits | Int32(TTY_BOLD)
      case .dim: bits | Int32(TTY_DIM)
      case .italic: bits | Int32(TTY_ITALIC)
      case .underline: bits | Int32(TTY_UNDERLINE)
      case .reverse: bits | Int32(TTY_REVERSE)
      }
    }
  }
}
