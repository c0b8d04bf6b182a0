import Testing
import TextUI

@testable import Terminal

@Suite struct KeyDecoderTests {
  /// What comes out of characters and keys that arrive at once.
  private func inputs(_ raw: [RawKey]) -> [Input] {
    var decoder = KeyDecoder()
    return raw.flatMap { decoder.take($0) } + [decoder.pause()].compactMap(\.self)
  }

  private func raw(_ text: String) -> [RawKey] { text.unicodeScalars.map { .character($0.value) } }

  @Test(arguments: [
    ("s", Key.character("s")), ("é", .character("é")), ("\r", .enter), ("\n", .enter), ("\t", .tab),
    ("\u{7F}", .backspace),
    ("\u{8}", .backspace), ("\u{4}", .control("d")), ("\u{1B}", .escape), (" ", .character(" ")),
  ])
  func `a character is a key`(text: String, key: Key) {
    #expect(inputs(raw(text)) == [.key(key)])
  }

  @Test(arguments: ["\u{1B}s", "\u{1B}[99;99u", "\u{1B}[?1;2c", "\u{1B}Oj", "\u{0}", "\u{9B}", "\u{1F}"])
  func `a letter inside an unknown sequence is not a command`(sequence: String) {
    #expect(inputs(raw(sequence)).isEmpty)
    #expect(inputs(raw(sequence + "n")) == [.key(.character("n"))])
  }

  @Test func `an escape before another key stays a key`() {
    #expect(inputs(raw("\u{1B}\u{1B}")) == [.key(.escape), .key(.escape)])
    #expect(inputs([.character(0x1B), .key(.up)]) == [.key(.escape), .key(.up)])
  }

  @Test func `an unknown sequence that arrives in two parts stays unknown`() {
    var decoder = KeyDecoder()
    for part in raw("\u{1B}[9") { #expect(decoder.take(part).isEmpty) }
    #expect(decoder.pause() == nil)
    #expect(decoder.take(.character(0x75)).isEmpty)
  }

  @Test func `a paste is one input, whatever is in it`() {
    let pasted = [.pasteBegin] + raw("sd\rq\u{1B}") + [.key(.up), .mouse] + raw("u") + [.pasteEnd]
    #expect(inputs(pasted) == [.key(.paste("sd\nq\u{1B}u"))])
  }

  @Test func `a paste may arrive in parts and ends at its limit`() {
    var decoder = KeyDecoder()
    _ = decoder.take(.pasteBegin)
    for _ in 0..<KeyDecoder.pasteLimit + 100 { #expect(decoder.take(.character(0x73)).isEmpty) }
    #expect(decoder.pause() == nil)
    #expect(decoder.take(.pasteEnd) == [.key(.paste(String(repeating: "s", count: KeyDecoder.pasteLimit)))])
  }

  @Test(arguments: [
    ("0;12;5M", Key.Mouse(.click, column: 11, row: 4)), ("64;1;1M", .init(.wheelUp, column: 0, row: 0)),
    ("65;300;100M", .init(.wheelDown, column: 299, row: 99)), ("16;2;2M", .init(.click, column: 1, row: 1)),
  ])
  func `a mouse report is a click or a step of the wheel`(report: String, mouse: Key.Mouse) {
    #expect(inputs([.mouse] + raw(report)) == [.key(.mouse(mouse))])
  }

  @Test(arguments: ["0;12;5m", "2;1;1M", "35;1;1M", "0;0;0M", "0;1M", "M", "0;99999999999999999999;1M"])
  func `other mouse reports are nothing`(report: String) {
    #expect(inputs([.mouse] + raw(report + "n")) == [.key(.character("n"))])
  }

  @Test func `a mouse report that breaks off swallows no more than one key`() {
    #expect(inputs([.mouse] + raw("0;1sd")) == [.key(.character("d"))])
  }

  @Test func `the focus is reported`() {
    #expect(inputs([.focusIn, .focusOut]) == [.focus(true), .focus(false)])
  }

  @Test func `no sequence of what curses reads stops the keys for good`() {
    let seed = UInt64.random(in: 0...(.max))
    var random = Seeded(seed)
    let known: [RawKey] = [
      .pasteBegin, .pasteEnd, .mouse, .focusIn, .other, .key(.up), .character(0x1B), .character(0x5B),
    ]
    for _ in 0..<2_000 {
      var decoder = KeyDecoder()
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        let other = RawKey.character(UInt32.random(in: 0...0x11_0000, using: &random))
        _ = decoder.take(Bool.random(using: &random) ? other : known.randomElement(using: &random) ?? other)
      }
      let after = decoder.take(.pasteEnd) + raw("\r\r\r").flatMap { decoder.take($0) }
      #expect(after.contains(.key(.enter)), "seed \(seed)")
    }
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers for the same seed.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
