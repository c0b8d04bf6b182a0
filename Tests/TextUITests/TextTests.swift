import Foundation
import Testing

@testable import TextUI

@Suite struct TextTests {
  @Test(arguments: [
    ("", 0), ("Slow Green", 10), ("Beyoncé", 7), ("Beyonce\u{301}", 7), ("日本語", 6), ("ｶﾅ", 2), ("한국", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("💿", 2), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("🇮🇸", 2), ("❤️", 1), ("1️⃣", 1), ("ö͎̈", 1),
    ("·…“”", 4), ("א", 1), ("שָׁלוֹם", 4), ("नमस्ते", 4), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("\u{3000}", 2), ("Ａ", 2),
  ])
  func `a text fills the columns a terminal gives it`(text: String, columns: Int) {
    #expect(Text.width(of: text) == columns)
  }

  @Test(arguments: [
    ("a\nb", "a b"), ("a\r\nb", "a b"), ("a\tb", "a b"), ("a\u{2028}b", "a b"), ("a\u{85}b", "a b"),
    ("\u{1B}[31mred\u{1B}[0m", "[31mred[0m"), ("\u{9B}2Jx", "2Jx"), ("a\u{7}\u{0}b\u{7F}", "ab"),
    ("a\u{202E}b\u{2066}c\u{200F}", "abc"), ("a\u{200B}\u{FEFF}\u{2060}\u{AD}b", "ab"), ("\u{3164}\u{115F}", ""),
    ("\u{301}a", "a"), ("\u{FFFD}", "□"), ("\u{E0B0}", "□"), ("\u{378}", "□"), ("\u{1F1EE}", "□"),
    ("e\u{301}", "\u{E9}"), ("👩‍👩‍👧‍👦", "👩"), ("👍🏽", "👍"), ("❤️", "❤"), ("🇮🇸", "🇮🇸"), ("1️⃣", "1\u{20E3}"),
  ])
  func `what would harm the screen is taken out of a text`(text: String, cleaned: String) {
    #expect(Array(Text.clean(text).unicodeScalars) == Array(cleaned.unicodeScalars))
  }

  @Test(arguments: [
    ("é", "é"), ("Š", "Š"), ("x\u{301}", "x"), ("夜", "??"), ("\u{1F3A7}", "??"), ("\u{5D0}\u{200E}", "\u{5D0}"),
    ("’", "'"), ("…", "~"), ("─", "─"), ("", ""), ("\u{301}", ""), ("\u{1F1EE}\u{1F1F8}", "??"),
  ])
  func `a cluster fills its columns on the Linux console too`(cluster: String, drawn: String) {
    #expect(Text.console(cluster) == drawn)
  }

  @Test func `a letter keeps three marks`() {
    let zalgo = "q" + String(repeating: "\u{335}", count: 900)
    #expect(Text.clean(zalgo).unicodeScalars.count == 4)
  }

  @Test(arguments: [
    ("Kitchen Radio", 13, "Kitchen Radio"), ("Kitchen Radio", 8, "Kitchen…"), ("Kitchen Radio", 1, "…"),
    ("Kitchen Radio", 0, ""), ("Kitchen Radio", -3, ""), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 6, "日本語"),
    ("👩‍👩‍👧‍👦x", 2, "…"), ("", 3, ""),
  ])
  func `a long text ends in an ellipsis between clusters`(text: String, columns: Int, clipped: String) {
    #expect(Text.clip(text, to: columns) == clipped)
  }

  @Test func `an ellipsis that does not fit is left out`() {
    #expect(Text.clip("abcdef", to: 2, ellipsis: "...") == "ab")
  }

  @Test(arguments: [
    (Text.Alignment.left, "日本  "), (.right, "  日本"),
  ])
  func `a short text is filled with spaces`(alignment: Text.Alignment, padded: String) {
    #expect(Text.padded("日本", to: 6, alignment) == padded)
  }

  @Test func `a very long text is cut once, for every use`() {
    let title = String(repeating: "Ö", count: 10_000)
    #expect(Text.clean(title).count == Text.limit - 1)
    #expect(Text.clean(title).hasSuffix("…"))
    #expect(Text.width(of: title) == Text.limit - 1)
  }

  @Test func `the last right to left letter is followed by a mark that ends its run`() {
    let cells = Text.cells("שלום 12", to: 20, role: .text)
    #expect(cells.map(\.text) == ["ש", "ל", "ו", "ם\u{200E}", " ", "1", "2"])
  }

  @Test func `text that is taken for simple is what the whole cleaning leaves as it is, in one column each`() {
    for point in UInt32(0)..<0x3000 {
      guard let scalar = Unicode.Scalar(point), Text.isSimple(String(scalar)) else { continue }
      var cleaner = Text.Cleaner()
      cleaner.append(Character(scalar))
      #expect(cleaner.result == String(scalar) && Text.columns(of: Character(scalar)) == 1)
      // Behind a letter it stands for itself, and composes with nothing.
      let pair = "a" + String(scalar)
      #expect(
        pair.count == 2 && pair.precomposedStringWithCanonicalMapping.unicodeScalars.elementsEqual(pair.unicodeScalars))
    }
    #expect(
      Text.isSimple("Níð Höggr ━╸⠁") && !Text.isSimple("e\u{301}") && !Text.isSimple("日本") && !Text.isSimple("a\u{AD}b")
    )
  }
}
