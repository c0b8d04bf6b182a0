import Foundation
import Listening
import Testing

struct HarmlessTextTests {
  @Test func `what moves a terminal is escaped in JSON, and reads back as it was`() throws {
    let words = ["a\u{9B}2Jb\u{7F}", "\u{202E}c\u{2066}\u{200F}\u{61C}", "é日本👩‍👩‍👧‍👦"]
    let text = HarmlessText.json(String(decoding: try JSONEncoder().encode(words), as: UTF8.self))
    #expect(
      text.contains(#"a\u009b2Jb\u007f"#) && text.contains(#"\u202ec\u2066\u200f\u061c"#) && text.contains("é日本👩‍👩‍👧‍👦"))
    #expect(try JSONDecoder().decode([String].self, from: Data(text.utf8)) == words)
  }
}
