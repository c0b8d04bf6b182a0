import Foundation
import Session
import Testing
import TextUI

@testable import Interface

/// The line at the bottom, while it is typed.
@Suite struct PromptTests {
  private func line(_ text: String, _ keys: Key...) -> EditedLine {
    var line = EditedLine(text)
    for key in keys {
      let isEdit = line.edit(key)
      #expect(isEdit)
    }
    return line
  }

  @Test func `a letter goes in where the cursor is`() {
    #expect(line("slw", .left, .character("o")).text == "slow")
    #expect(line("low", .home, .character("s")).text == "slow")
    #expect(line("low", .control("a"), .character("s"), .end, .character("!")).text == "slow!")
  }

  @Test func `what is taken out is what stands before the cursor, or behind it`() {
    #expect(line("slow green", .left, .backspace).text == "slow gren")
    #expect(line("slow green", .home, .delete).text == "low green")
    #expect(line("slow green", .control("w")).text == "slow ")
    #expect(line("slow green", .control("b"), .control("u")).text == "n")
    #expect(line("slow green", .home, .right, .control("k")).text == "s")
  }

  @Test func `at an end nothing moves and nothing is lost`() {
    #expect(line("a", .right, .delete).text == "a")
    #expect(line("a", .home, .left, .backspace).text == "a")
    #expect(line("", .left, .right, .home, .end, .control("k"), .control("u"), .control("w")).text.isEmpty)
  }

  @Test func `a sign of several scalars is one step`() {
    #expect(line("e\u{301}x", .left, .left, .character("a")).text == "ae\u{301}x")
    #expect(line("👩‍👩‍👧", .backspace).text.isEmpty)
  }

  @Test func `a mark that is typed after its letter stands on it`() {
    #expect(line("cafe", .character("\u{301}")).text == "cafe\u{301}")
    #expect(
      line("", .character("\u{e01}"), .character("\u{e34}"), .character("\u{e19}")).text == "\u{e01}\u{e34}\u{e19}")
  }

  @Test func `no line grows past its limit, wherever it is typed in`() {
    var line = line(String(repeating: "a", count: EditedLine.limit), .home)
    _ = line.edit(.paste("bcd"))
    #expect(line.text.count == EditedLine.limit)
  }

  @Test func `Up brings commands back, the latest first and each once; Down leads to what was being typed`() {
    var stage = Stage.ready()
    for words in ["radar hard", "radar easy", "radar hard"] {
      stage.press(":")
      stage.type(words)
      stage.press("Enter")
    }
    stage.press(":")
    stage.type("vol")
    var seen: [String?] = []
    for key in ["Up", "Up", "Up", "Down", "Down", "Down"] {
      stage.press(key)
      seen.append(stage.screen.prompt?.text)
    }
    #expect(seen == ["radar hard", "radar easy", "radar easy", "radar hard", "vol", "vol"])
  }

  @Test func `fifty commands are kept to come back to`() {
    var stage = Stage.ready()
    for volume in 1...51 {
      stage.press(":")
      stage.type("volume \(volume)")
      stage.press("Enter")
    }
    #expect(stage.screen.spoken == (2...51).map { "volume \($0)" })
  }

  @Test func `a favourite named on the command line is looked for at once, and nothing before it`() {
    var stage = Stage.ready()
    stage.press(":")
    stage.type("name slow")
    #expect(stage.press("Enter") == [.command(.find("slow"))])
  }

  @Test(arguments: [12, 40, 120])
  func `the cursor stands where the next letter goes, however narrow the screen`(columns: Int) {
    var stage = Stage.ready(columns: columns, rows: 24)
    stage.press(":")
    stage.type("export a folder with a long name")
    for steps in 0..<40 {
      let under = stage.screen.prompt?.line.after.first ?? " "
      #expect(stage.underCursor == under, "\(steps) to the left")
      stage.press("Left")
    }
  }

  @Test func `Backspace in an empty line leaves a filter, not the search for favourites`() {
    var stage = Stage.ready()
    stage.press("/", "Backspace")
    #expect(stage.screen.prompt == nil)
    stage.press("f", "Backspace")
    #expect(stage.screen.overlay == .naming && stage.screen.prompt != nil)
  }

  @Test func `a step of the cursor looks for nothing anew`() {
    var stage = Stage.ready()
    stage.press("f")
    #expect(stage.type("x") == [.command(.find("x"))])
    #expect(stage.press("Left").isEmpty)
  }

  @Test func `Escape gives up what was filtered by`() {
    var stage = Stage.ready()
    stage.press("/")
    stage.type("slow")
    #expect(!stage.text.contains("Understudy"))
    stage.press("Escape")
    #expect(stage.text.contains("Understudy"))
  }

  @Test func `a theme is found whatever its capitals`() {
    var stage = Stage.ready()
    stage.press(":")
    stage.type("theme NORD")
    stage.press("Enter")
    #expect(stage.screen.settings.theme == "nord")
  }
}

extension Stage {
  /// What the cursor stands on; one letter a column.
  fileprivate var underCursor: Character? {
    frame.cursor.map { Array(lines[$0.row].padding(toLength: size.columns, withPad: " ", startingAt: 0))[$0.column] }
  }
}
