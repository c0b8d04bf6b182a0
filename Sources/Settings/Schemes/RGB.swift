import Foundation

/// A colour by its parts, with the arithmetic of being read.
struct RGB: Hashable, Sendable {
  var red: Int
  var green: Int
  var blue: Int

  static let black = RGB(red: 0, green: 0, blue: 0)
  static let white = RGB(red: 255, green: 255, blue: 255)

  /// `#rrggbb`.
  var hex: String { String(format: "#%02x%02x%02x", red, green, blue) }

  /// The colour of an index from 16 up: a cube of six steps, then 24 greys.
  init(index: Int) {
    let steps = [0, 95, 135, 175, 215, 255]
    let (place, grey) = (index - 16, 8 + (index - 232) * 10)
    self =
      index >= 232
      ? RGB(red: grey, green: grey, blue: grey)
      : RGB(red: steps[place / 36], green: steps[place / 6 % 6], blue: steps[place % 6])
  }

  init(red: Int, green: Int, blue: Int) { (self.red, self.green, self.blue) = (red, green, blue) }

  /// A way towards another colour, 0 to 1.
  func mixed(with other: RGB, _ share: Double) -> RGB {
    func part(_ path: KeyPath<RGB, Int>) -> Int {
      Int((Double(self[keyPath: path]) * (1 - share) + Double(other[keyPath: path]) * share).rounded())
    }
    return RGB(red: part(\.red), green: part(\.green), blue: part(\.blue))
  }

  /// How well one is read on the other, 1 to 21: (L₁ + 0.05) / (L₂ + 0.05), the lighter first (WCAG 2.1).
  func contrast(with other: RGB) -> Double {
    let (one, two) = (luminance, other.luminance)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// 0.2126 R + 0.7152 G + 0.0722 B of the linear parts.
  var luminance: Double { 0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue) }

  private static func linear(_ part: Int) -> Double {
    let share = Double(part) / 255
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
  }

  /// The squared distance.
  func distance(to other: RGB) -> Int {
    [red - other.red, green - other.green, blue - other.blue].reduce(0) { $0 + $1 * $1 }
  }

  /// The colour itself where it stands out from `background` by that ratio, else the nearest on the way to white or black that does.
  func standingOut(from background: RGB, by ratio: Double) -> RGB {
    guard contrast(with: background) < ratio else { return self }
    // Away from the background where that is far enough: one of the two always is, for ratios up to 4.58.
    let ends = luminance >= background.luminance ? [RGB.white, .black] : [.black, .white]
    let end = ends.first { $0.contrast(with: background) >= ratio } ?? ends[0]
    let way = (1...64).lazy.map { self.mixed(with: end, Double($0) / 64) }
    return way.first { $0.contrast(with: background) >= ratio } ?? end
  }

  /// The nearest index from 16 up of those that stand out from another index by that ratio; those below 16 differ from terminal
  /// to terminal.
  func index(on ground: Int? = nil, by ratio: Double = 1) -> Int {
    let ground = ground.map { RGB(index: $0) }
    let all = (16...255).filter { index in ground.map { RGB(index: index).contrast(with: $0) >= ratio } ?? true }
    return all.min { distance(to: RGB(index: $0)) < distance(to: RGB(index: $1)) } ?? 16
  }
}

extension RGB {
  /// Six digits, with `#` or `0x` before them or without.
  init?(words: String) {
    let sign = words.hasPrefix("#") ? 1 : words.lowercased().hasPrefix("0x") ? 2 : 0
    let digits = words.dropFirst(sign)
    guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit), let value = Int(digits, radix: 16) else {
      return nil
    }
    self.init(red: value >> 16, green: value >> 8 & 0xFF, blue: value & 0xFF)
  }
}
