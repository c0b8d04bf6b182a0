import Foundation
import Settings
import Testing
import TextUI
import Themes

/// The themes that come with the program.
@Suite struct BundledThemesTests {
  static let names = Themes.bundled.map(\.name)
  static let painted = names.filter { $0 != "terminal" && $0 != "mono" }

  @Test func `every file in the folder is bundled under its own name`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: packageRoot.path + "/Themes")
    let written = files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    #expect(Set(Self.names) == Set(written))
    #expect(Self.names.count == written.count && Self.names.count >= 22)
  }

  @Test(arguments: names)
  func `a bundled theme reads without a complaint and names its makers`(name: String) throws {
    let reading = try ThemeLibrary().theme(name)
    #expect(reading.warnings.isEmpty)
    #expect(reading.value.name == name)
    #expect(reading.value.credit?.isEmpty == false)
  }

  @Test(arguments: painted)
  func `whatever must be read stands out from its background`(name: String) throws {
    let theme = try ThemeLibrary().theme(name).value
    for role in Role.readable {
      let style = theme.style(role)
      let contrast = try Contrast.ratio(#require(style.foreground?.parts), #require(style.background?.parts))
      #expect(contrast >= 4.5, "\(role) in \(name): \(contrast)")
    }
  }

  @Test(arguments: painted)
  func `it stands out with 256 colours too`(name: String) throws {
    let theme = try ThemeLibrary().theme(name).value
    for role in Role.readable {
      let style = theme.style(role)
      let contrast = try Contrast.ratio(#require(style.foreground?.indexParts), #require(style.background?.indexParts))
      #expect(contrast >= 4.5, "\(role) in \(name): \(contrast)")
    }
  }

  @Test(arguments: painted)
  func `a theme is dark or light as it says`(name: String) throws {
    let theme = try ThemeLibrary().theme(name).value
    let background = try #require(theme.style(.background).background?.parts)
    #expect(theme.isDark == (Contrast.luminance(background) < 0.2))
  }

  @Test(arguments: painted)
  func `saved, discarded and later differ, and a selection is seen`(name: String) throws {
    let theme = try ThemeLibrary().theme(name).value
    let colors = [Role.saved, .discarded, .later].map { theme.style($0).foreground }
    #expect(Set(colors).count == 3)
    for parts in [\Color.parts, \Color.indexParts] {
      let selection = try #require(theme.style(.selection).background?[keyPath: parts])
      let background = try #require(theme.style(.background).background?[keyPath: parts])
      #expect(Contrast.ratio(selection, background) >= 1.2)
    }
    #expect(theme.style(.playingSelected).background == theme.style(.selection).background)
  }

  @Test func `the terminal's theme keeps to the terminal's own sixteen and its background`() throws {
    let theme = try ThemeLibrary().theme("terminal").value
    for role in Role.allCases {
      let style = theme.style(role)
      #expect(style.background == .terminalDefault)
      // White, black and bright yellow cannot be read on some terminals, and plain blue on most.
      for color in [0, 4, 7, 11, 15] { #expect(style.foreground != .ansi(color)) }
    }
    // Nor can cyan on white: what is read as a sentence or a name has no colour.
    for role in [Role.text, .muted, .title, .header, .playing, .artist, .popularity, .reason, .status] {
      #expect(theme.style(role).foreground == .terminalDefault, "\(role)")
    }
  }

  @Test func `the theme without colour has none, and still tells a selection from text`() throws {
    let theme = try ThemeLibrary().theme("mono").value
    #expect(Role.allCases.allSatisfy { theme.style($0).foreground == .terminalDefault })
    #expect(theme.style(.selection).attributes != theme.style(.text).attributes)
    #expect(theme.style(.playing).attributes != theme.style(.text).attributes)
  }
}

extension Role {
  /// The roles in which words are written; the others draw lines and bars.
  static let readable = allCases.filter { ![.border, .borderFocused, .progress, .progressRest].contains($0) }
}

/// The contrast of two colours (WCAG 2.1, relative luminance and contrast ratio).
enum Contrast {
  /// (L₁ + 0.05) / (L₂ + 0.05), the lighter first.
  static func ratio(_ one: [Double], _ other: [Double]) -> Double {
    let (first, second) = (luminance(one), luminance(other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  /// 0.2126 R + 0.7152 G + 0.0722 B of the linear parts.
  static func luminance(_ parts: [Double]) -> Double {
    let linear = parts.map { $0 / 255 }.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return zip([0.2126, 0.7152, 0.0722], linear).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

extension Color {
  /// Red, green and blue as the theme means them.
  var parts: [Double]? {
    guard case .exact(let red, let green, let blue, _) = self else { return nil }
    return [red, green, blue].map(Double.init)
  }

  /// Red, green and blue of the index that stands for it: a cube of six steps, then 24 greys.
  var indexParts: [Double]? {
    guard case .exact(_, _, _, let index) = self else { return nil }
    if index >= 232 { return Array(repeating: Double(8 + (index - 232) * 10), count: 3) }
    let steps = [0.0, 95, 135, 175, 215, 255]
    let place = index - 16
    return [steps[place / 36], steps[place / 6 % 6], steps[place % 6]]
  }
}
