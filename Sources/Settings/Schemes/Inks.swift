/// The palette of a theme in the making: a scheme's colours, moved as little as lets them be read where they stand.
struct Inks {
  /// A named colour, and its index where a terminal has 256.
  struct Ink: Hashable {
    let name: String
    let color: RGB
    let index: Int
  }

  /// All that were asked for, in that order.
  private(set) var used: [Ink] = []
  private let scheme: ColorScheme
  /// The ground of all that is not selected.
  private let ground: Ink

  /// How well words must be read (WCAG 2.1, level AA), and how well a ground must be seen.
  private static let readable = 4.5
  private static let visible = 1.2

  init(_ scheme: ColorScheme) {
    self.scheme = scheme
    let color = scheme[.background]
    ground = Ink(name: ColorScheme.Slot.background.rawValue, color: color, index: color.index())
    used = [ground]
  }

  /// A colour for words on a ground; on the background without one.
  mutating func words(_ slot: ColorScheme.Slot, on other: Ink? = nil) -> String {
    let ground = other ?? ground
    return use(slot, on: ground, by: Self.readable, suffix: other.map { "_on_\($0.name)" } ?? "_clear").name
  }

  /// A colour for lines and bars, beside which words stand.
  mutating func line(_ slot: ColorScheme.Slot) -> String { use(slot, on: ground, by: 1, suffix: "_line").name }

  /// A ground that is seen beside the background.
  mutating func ground(_ slot: ColorScheme.Slot) -> Ink { use(slot, on: ground, by: Self.visible, suffix: "_clear") }

  /// An ink is called like its slot while it has the scheme's own colour; one that was changed to be readable gets the suffix.
  private mutating func use(_ slot: ColorScheme.Slot, on ground: Ink, by ratio: Double, suffix: String) -> Ink {
    let color = scheme[slot].standingOut(from: ground.color, by: ratio)
    let index = color.index(on: ground.index, by: ratio)
    let isOwn = color == scheme[slot] && !used.contains { $0.name == slot.rawValue && $0.index != index }
    let ink = Ink(name: isOwn ? slot.rawValue : slot.rawValue + suffix, color: color, index: index)
    if !used.contains(ink) { used.append(ink) }
    return ink
  }
}
