import Testing
import TextUI

@testable import Terminal

@Suite struct ColorTests {
  @Test(arguments: [
    (ColorChoice.auto, 256, false, nil as String?, ColorDepth.indexed), (.auto, 16, false, nil, .sixteen),
    (.auto, 8, false, nil, .eight), (.auto, 0, false, nil, .mono), (.auto, 256, true, nil, .indexed),
    (.auto, 256, false, "1", .mono), (.auto, 256, false, "", .indexed), (.indexed, 256, false, "1", .indexed),
    (.never, 256, true, nil, .mono), (.eight, 256, false, nil, .eight), (.sixteen, 8, false, nil, .eight),
    (.exact, 256, true, nil, .exact), (.exact, 256, false, nil, .indexed), (.exact, 8, true, nil, .eight),
    (.auto, 16_777_216, true, nil, .indexed),
  ])
  func `the depth follows the choice, the terminal and NO_COLOR`(
    choice: ColorChoice, colors: Int, canBeExact: Bool, noColor: String?, depth: ColorDepth
  ) {
    #expect(ColorDepth(choice, colors: colors, canBeExact: canBeExact, noColor: noColor) == depth)
  }

  @Test(arguments: [
    (0x1E1E2E, 0), (0xCDD6F4, 15), (0xBF616A, 1), (0xA3BE8C, 2), (0xF38BA8, 9), (0xA6E3A1, 10), (0xF9E2AF, 11),
    (0x89B4FA, 12), (0xCBA6F7, 13), (0x94E2D5, 14), (0x81A1C1, 4), (0x88C0D0, 14), (0x4C566A, 8), (0xB0B0B0, 7),
    (0x000000, 0), (0xFFFFFF, 15), (0xFF0000, 9), (0xCD00CD, 13),
  ])
  func `a colour becomes the one of the sixteen that bears its name`(hex: Int, index: Int) {
    let color = Color.exact(
      red: UInt8(hex >> 16 & 255), green: UInt8(hex >> 8 & 255), blue: UInt8(hex & 255), nearest: 99)
    #expect(color.sixteen == index)
    #expect(color.indexed == 99)
  }

  private static func exact(_ hex: Int) -> Color {
    .exact(red: UInt8(hex >> 16 & 255), green: UInt8(hex >> 8 & 255), blue: UInt8(hex & 255), nearest: 99)
  }

  @Test(arguments: [0x1E1E2E, 0xEFF1F5])
  func `with few colours hues stay, greys and the theme's paper are the terminal's own`(paper: Int) {
    let few = FewColors(plain: Self.exact(paper))
    let plain = { few.drawn(Style(foreground: Self.exact($0), background: few.plain)) }
    #expect(
      plain(0xC0CAF5) == FewColors.Drawn(foreground: -1, background: -1, attributes: paper == 0xEFF1F5 ? [.dim] : []))
    #expect(plain(0xBF616A).foreground == 1 && plain(0xBF616A).background == -1)
    // Blue is too dark to be read.
    #expect(plain(0x1E66C5).foreground == 12)
    let faint = paper == 0x1E1E2E ? 0x45475A : 0xCCD0DA
    #expect(plain(faint).attributes == [.dim])
  }

  @Test func `where bold is bright, reversed letters are neither bold nor dim`() {
    // As CNcurses.h numbers them.
    let (bold, dim, reverse): (Int32, Int32, Int32) = (1, 2, 16)
    #expect(Palette.darkOnReverse(bold | reverse) == reverse && Palette.darkOnReverse(dim | reverse) == reverse)
    #expect(Palette.darkOnReverse(bold) == bold)
  }

  @Test func `with few colours a selection is reversed, and letters on a hue are black or white`() {
    let few = FewColors(plain: Self.exact(0x2E3440))
    let selection = few.drawn(
      Style(foreground: Self.exact(0xECEFF4), background: Self.exact(0x434C5E), attributes: [.bold]))
    #expect(selection == FewColors.Drawn(foreground: -1, background: -1, attributes: [.bold, .reverse]))
    let onHue = few.drawn(Style(foreground: Self.exact(0x2E3440), background: Self.exact(0xEBCB8B)))
    #expect(onHue.foreground == 0 && onHue.background == 11)
    #expect(few.drawn(Style(foreground: .ansi(2), background: .terminalDefault)).foreground == 2)
  }

  @Test(
    arguments: [
      ("xterm", ["XTERM_VERSION": "XTerm(379)"], "xterm-256color"),
      ("xterm", ["COLORTERM": "truecolor"], "xterm-256color"),
      ("screen", ["COLORTERM": "1"], "screen-256color"), ("xterm", [:], nil), ("xterm", ["COLORTERM": ""], nil),
      ("xterm-256color", ["COLORTERM": "truecolor"], nil), ("linux", ["COLORTERM": "truecolor"], nil),
      (nil, ["COLORTERM": "1"], nil),
    ] as [(String?, [String: String], String?)])
  func `a terminal that says less than it can is believed by what else it says`(
    type: String?, environment: [String: String], better: String?
  ) {
    #expect(TerminalProbe.colourful(type, environment) == better)
  }

  @Test(
    arguments: [
      ("screen", ["STY": "1.main"], true), ("screen.xterm-256color", ["STY": "1.main"], true),
      ("tmux-256color", ["STY": "1.main", "TMUX": "/tmp/tmux"], true), ("screen", ["TMUX": "/tmp/tmux"], false),
      ("screen", ["STY": ""], false), ("xterm", ["STY": "1.main"], false), (nil, ["STY": "1.main"], false),
    ] as [(String?, [String: String], Bool)])
  func `GNU screen is told from tmux under its name, and seen behind tmux`(
    type: String?, environment: [String: String], isScreen: Bool
  ) {
    #expect(TerminalProbe.isGNUScreen(type, environment) == isScreen)
  }

  @Test func `an indexed colour has the parts every terminal gives it`() {
    #expect(RGB(indexed: 16) == RGB(red: 0, green: 0, blue: 0))
    #expect(RGB(indexed: 110) == RGB(red: 135, green: 175, blue: 215))
    #expect(RGB(indexed: 231) == RGB(red: 255, green: 255, blue: 255))
    #expect(RGB(indexed: 244) == RGB(red: 128, green: 128, blue: 128))
  }

  @Test(arguments: [Int.min, -1, 0, 15, 16, 255, 256, Int.max])
  func `no index is out of range`(index: Int) {
    for color in [Color.ansi(index), .indexed(index), .exact(red: 1, green: 2, blue: 3, nearest: index)] {
      #expect((0..<256).contains(color.indexed))
      #expect((0..<16).contains(color.sixteen))
    }
  }

  @Test func `the terminal's own colour stays its own`() {
    #expect(Color.terminalDefault.indexed == -1)
    #expect(Color.terminalDefault.sixteen == -1)
  }
}
