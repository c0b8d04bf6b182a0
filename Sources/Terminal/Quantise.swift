import TextUI

/// A colour by its parts, 0 to 255.
struct RGB: Hashable {
  var red, green, blue: Int
}

extension Color {
  /// The nearest of the 256 colours; -1 for the terminal's own.
  var indexed: Int {
    switch self {
    case .terminalDefault: -1
    case .ansi(let index): index & 15
    case .indexed(let index): index & 255
    case .exact(_, _, _, let nearest): nearest & 255
    }
  }

  /// The nearest of the 16 colours by hue; -1 for the terminal's own.
  var sixteen: Int {
    switch self {
    case .exact(let red, let green, let blue, _): RGB(red: Int(red), green: Int(green), blue: Int(blue)).sixteen
    case .indexed(let index) where index & 255 > 15: RGB(indexed: index & 255).sixteen
    default: indexed
    }
  }

  /// Its parts; nil for the terminal's own and the 16, which every terminal paints as it likes.
  var parts: RGB? {
    switch self {
    case .exact(let red, let green, let blue, _): RGB(red: Int(red), green: Int(green), blue: Int(blue))
    case .indexed(let index) where index & 255 > 15: RGB(indexed: index & 255)
    default: nil
    }
  }
}

extension RGB {
  /// One of the colours 16 to 255, which all terminals paint alike: a cube of six steps, then 24 greys.
  init(indexed index: Int) {
    if index >= 232 {
      let grey = 8 + (index - 232) * 10
      self.init(red: grey, green: grey, blue: grey)
    } else {
      let steps = [0, 95, 135, 175, 215, 255]
      let place = max(0, index - 16)
      self.init(red: steps[place / 36 % 6], green: steps[place / 6 % 6], blue: steps[place % 6])
    }
  }

  /// The one of the 16 whose name a person would give it: hue counts before distance, or pastels all turn to white.
  var sixteen: Int {
    let high = max(red, green, blue)
    guard !isGrey else { return grey(high) }
    // Six sectors of 60 degrees around red, yellow, green, cyan, blue and magenta.
    let hue: Double
    switch high {
    case red: hue = Double(green - blue) / Double(chroma)
    case green: hue = Double(blue - red) / Double(chroma) + 2
    default: hue = Double(red - green) / Double(chroma) + 4
    }
    // Nine degrees more, because the purples of many themes lie at 265, and are no blue.
    let sector = (Int((hue + 0.15).rounded()) + 6) % 6
    return [1, 3, 2, 6, 4, 5][sector] + (high > 200 ? 8 : 0)
  }

  private func grey(_ level: Int) -> Int {
    switch level {
    case ..<64: 0
    case ..<144: 8
    case ..<216: 7
    default: 15
    }
  }
}
