import TextUI

/// A style in sixteen colours or eight: hues keep their name; greys and the theme's own background become the terminal's own, so that
/// a theme for the other kind of background can still be read.
struct FewColors {
  /// The theme's own background.
  let plain: Color

  /// A style in numbers: -1 is the terminal's own.
  struct Drawn: Hashable {
    var foreground: Int
    var background: Int
    var attributes: Set<Style.Attribute>
  }

  /// How a style is drawn; brightness is still in the numbers 8 to 15.
  func drawn(_ style: Style) -> Drawn {
    let back = style.background ?? plain
    var drawn = Drawn(foreground: foreground(style.foreground), background: -1, attributes: style.attributes)
    if let ink = style.foreground, isFaint(ink) { drawn.attributes.insert(.dim) }
    guard back != plain else { return drawn }
    guard let parts = back.parts, parts.isGrey else {
      // A hue behind the letters: they take black or white, whatever the theme says, or could not be read.
      drawn.background = back.sixteen
      if back.parts != nil { drawn.foreground = [0, 1, 4, 5, 8].contains(drawn.background) ? 15 : 0 }
      return drawn
    }
    drawn.attributes.formSymmetricDifference([.reverse])
    drawn.foreground = -1
    return drawn
  }

  private func foreground(_ color: Color?) -> Int {
    guard let color else { return -1 }
    guard let parts = color.parts else { return color.sixteen }
    if parts.isGrey { return -1 }
    // Plain blue on black is the one that nobody can read.
    return color.sixteen == 4 ? 12 : color.sixteen
  }

  /// Whether a colour is meant to stand back: a contrast that text would not be given (WCAG 2, 1.4.3).
  private func isFaint(_ ink: Color) -> Bool {
    guard let ink = ink.parts, let paper = plain.parts else { return false }
    return ink.contrast(with: paper) < 3
  }
}

extension RGB {
  /// The difference between the strongest and the weakest part.
  var chroma: Int { max(red, green, blue) - min(red, green, blue) }

  /// Whether a person would call it a grey, or white: by the difference, and by its share of the strongest part.
  var isGrey: Bool { chroma < 40 || 4 * chroma < max(red, green, blue) }

  /// (L₁ + 0.05) / (L₂ + 0.05), L the relative luminance, the lighter first (WCAG 2, contrast ratio)
  func contrast(with other: RGB) -> Double {
    let (one, two) = (luminance, other.luminance)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// 0.2126 R + 0.7152 G + 0.0722 B of the parts made linear; the square stands for the exact curve, which differs by little.
  private var luminance: Double {
    let linear = [red, green, blue].map { (Double($0) / 255) * (Double($0) / 255) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
