import Foundation
import Settings
import Testing
import TextUI

/// Schemes of other programs, well and badly written, made into themes.
@Suite struct ColorSchemeTests {
  /// The theme that the library reads from what was printed.
  private func name(in scheme: String) throws -> String {
    let text = try ColorScheme.read(scheme, name: "evening", file: "scheme.yaml").themeText
    return try ThemeFile.read(text, name: "made", file: "made.yaml").value.name
  }

  private func theme(of scheme: String) throws -> Theme {
    let bench = try Workbench()
    try bench.write("made.yaml", try ColorScheme.read(scheme, name: "mine", file: "scheme.yaml").themeText + "\n")
    let reading = try ThemeLibrary(folder: bench.path).theme("made")
    #expect(reading.warnings.isEmpty)
    return reading.value
  }

  @Test(arguments: Schemes.all)
  func `every word of a made theme is read on its ground`(scheme: String) throws {
    let theme = try theme(of: scheme)
    for role in Role.readable {
      let style = theme.style(role)
      for parts in [\Color.parts, \Color.indexParts] {
        let (ink, ground) = (style.foreground?[keyPath: parts], style.background?[keyPath: parts])
        #expect(try Contrast.ratio(#require(ink), #require(ground)) >= 4.5, "\(role)")
      }
    }
  }

  @Test(arguments: Schemes.all)
  func `a selection is seen, and a theme is as dark as its background`(scheme: String) throws {
    let theme = try theme(of: scheme)
    let ground = try #require(theme.style(.background).background)
    #expect(theme.isDark == (Contrast.luminance(try #require(ground.parts)) < 0.2))
    for parts in [\Color.parts, \Color.indexParts] {
      let selection = try #require(theme.style(.selection).background?[keyPath: parts])
      #expect(try Contrast.ratio(selection, #require(ground[keyPath: parts])) >= 1.2)
    }
  }

  @Test func `a colour that can be read stays as it is, and one that cannot is moved a little`() throws {
    let theme = try theme(of: Schemes.nord)
    #expect(theme.style(.saved).foreground?.parts == [0xA3, 0xBE, 0x8C])
    let red = try #require(theme.style(.discarded).foreground?.parts)
    #expect(red != [0xBF, 0x61, 0x6A] && zip(red, [0xBF, 0x61, 0x6A]).allSatisfy { abs($0 - Double($1)) < 60 })
  }

  @Test func `saved, discarded and later differ`() throws {
    let theme = try theme(of: Schemes.nord)
    #expect(Set([Role.saved, .discarded, .later].map { theme.style($0).foreground }).count == 3)
  }

  @Test func `the old and the new form of a base16 scheme make the same theme`() throws {
    let flat = try ColorScheme.read(Schemes.nord, name: "x", file: "a").themeText
    #expect(try ColorScheme.read(Schemes.nordInPalette, name: "x", file: "b").themeText == flat)
  }

  @Test func `name and maker come from the scheme, the name else from its file`() throws {
    #expect(try name(in: Schemes.nord) == "Nord" && theme(of: Schemes.nord).credit == "arcticicestudio")
    #expect(try name(in: Schemes.alacritty) == "evening")
  }

  @Test func `a name that would be YAML stays a name`() throws {
    let scheme = Schemes.nord.replacingOccurrences(of: "\"Nord\"", with: #""a\": {b}\n- c\\ \e[2J #d""#)
    #expect(try name(in: scheme) == #"a": {b} - c\ [2J #d"#)
  }

  @Test(arguments: [
    (
      "",
      "s.yaml: expected an alacritty scheme (colors: …) or a base16 scheme (base00 to base0F), in YAML, found neither"
    ),
    ("base01: \"000000\"\n", "or a base16 scheme"),
    ("palette: { base01: x }\n", "or a base16 scheme"),
    ("base00: \"000000\"\n", "expected a colour such as “#1e1e2e” for “base01”, found none"),
    ("base00: \"00000\"\n", "s.yaml:1:9: expected a colour such as “#1e1e2e” for “base00”, found “00000”"),
    ("base00: [1]\n", "s.yaml:1:9: expected a colour such as “#1e1e2e” for “base00”, found a list"),
    ("base00: \"-12345\"\n", "found “-12345”"),
    ("base00: \"#１２３４５６\"\n", "expected a colour"),
    ("colors: red\n", "s.yaml:1:9: expected keys with values"),
    ("colors: { primary: { background: \"#000000\" } }\n", "expected “normal” with its colours, found none"),
    ("colors: { normal: { red: \"#000000\" } }\n", "expected “primary” with its colours, found none"),
    ("colors: &a { b: 1 }\nx: *a\n", "aliases are not read"),
    ("[colors.primary]\nbackground = '#000000'\n", "s.yaml: expected YAML, found TOML"),
    ("\u{0}\u{1}", "expected printable text"),
  ])
  func `what is no scheme is refused in one sentence with its place`(text: String, sentence: String) {
    let words = complaint { _ = try ColorScheme.read(text, name: "s", file: "s.yaml") }
    #expect(words.contains(sentence) && !words.contains("\n"), "\(words)")
  }

  @Test(arguments: [
    String(repeating: "colors: {", count: 20_000), "colors: {primary: {background: 0x, foreground: '#'}, normal: {}}",
    "base00: \"\u{202E}#112233\"", String(repeating: "base00: a\n", count: 1_000), "palette: []", "? base00\n: ? a\n",
  ])
  func `no scheme ends the program`(text: String) {
    #expect(!complaint { _ = try ColorScheme.read(text, name: "s", file: "s.yaml") }.isEmpty)
  }
}

/// Schemes as they are found.
enum Schemes {
  static let all = [nord, nordInPalette, alacritty, light, grey, cruel]

  private static let slots = [
    "2E3440", "3B4252", "434C5E", "4C566A", "D8DEE9", "E5E9F0", "ECEFF4", "8FBCBB", "BF616A", "D08770", "EBCB8B",
    "A3BE8C", "88C0D0", "81A1C1", "B48EAD", "5E81AC",
  ]

  private static func base16(_ slots: [String], indent: String = "", sign: String = "") -> String {
    slots.enumerated().map { number, color in
      "\(indent)base0\(String(number, radix: 16, uppercase: true)): \"\(sign)\(color)\"\n"
    }.joined()
  }

  static let nord = "scheme: \"Nord\"\nauthor: \"arcticicestudio\"\n" + base16(slots)
  static let nordInPalette =
    "system: \"base16\"\nname: \"Nord\"\nauthor: \"arcticicestudio\"\nvariant: \"dark\"\npalette:\n"
    + base16(slots, indent: "  ", sign: "#")

  /// Solarized, as alacritty wrote it.
  static let alacritty = """
    # Colors (Solarized Dark)
    window: { opacity: 0.9 }
    colors:
      primary:
        background: '0x002b36' # base03
        foreground: '0x839496' # base0
      cursor: { text: CellBackground, cursor: CellForeground }
      selection: { text: CellBackground, background: CellForeground }
      normal:
        black:   '0x073642'
        red:     '0xdc322f'
        green:   '0x859900'
        yellow:  '0xb58900'
        blue:    '0x268bd2'
        magenta: '0xd33682'
        cyan:    '0x2aa198'
        white:   '0xeee8d5'
      bright:
        black:   '0x002b36'
        red:     '0xcb4b16'
        white:   '0xfdf6e3'
    """

  static let light = base16(
    [
      "fafafa", "f0f0f1", "e5e5e6", "a0a1a7", "696c77", "383a42", "202227", "090a0b", "ca1243", "d75f00", "c18401",
      "50a14f", "0184bc", "4078f2", "a626a4", "986801",
    ], sign: "#")

  static let grey = base16((0..<16).map { String(repeating: String(format: "%02x", 0x10 + 14 * $0), count: 3) })

  /// One colour for everything, neither dark nor light.
  static let cruel = base16(Array(repeating: "777777", count: 16))
}
