import Foundation
import Listening
import Session
import Testing
import TextUI

@testable import Interface

/// One table for keys, commands, help and README.
@Suite struct KeyTests {
  @Test(arguments: Preset.allCases)
  func `no preset gives a key two meanings or leaves out what matters`(preset: Preset) {
    let table = KeyTable(preset)
    for action in Action.all {
      for text in preset.keys(of: action) {
        let keys = KeyName.keys(text)
        #expect(keys != nil, "\(text)")
        let isOwn = preset == .default || preset.keys(of: action) != action.keys
        #expect(!isOwn || keys.map(table.meaning) == .action(action), "\(text) in \(preset) for \(action.name)")
      }
    }
    for name in [
      "save", "discard", "not-now", "undo", "redo", "next", "pause", "help", "quit", "up", "down", "play", "filter",
      "command",
    ] {
      #expect(Action.named(name).map { table.keys(of: $0).isEmpty } == false, "\(name) has no key in \(preset)")
    }
  }

  @Test func `love and ban are not on the volume keys, and what terminals keep for themselves is not bound`() {
    let table = KeyTable()
    #expect(table.meaning([.character("-")]) == Action.named("softer").map(KeyTable.Meaning.action))
    for keys: Key in [.control("s"), .control("q"), .control("z"), .control("k"), .control("a"), .control("b")] {
      #expect(table.meaning([keys]) == .nothing)
    }
  }

  @Test func `the pianobar preset has its love, ban and tired`() {
    let table = KeyTable(.pianobar)
    for (key, name) in [
      ("+", "save"), ("-", "discard"), ("t", "not-now"), ("U", "undo"), ("n", "next"), ("e", "why"), ("(", "softer"),
    ] {
      #expect(table.meaning(KeyName.keys(key) ?? []) == Action.named(name).map(KeyTable.Meaning.action))
    }
  }

  @Test func `a sequence waits for its end, and its first key no longer acts`() {
    var problems: [KeyTable.Problem] = []
    let table = KeyTable(.default, changes: [.init(keys: "g t", action: "taste")], problems: &problems)
    #expect(table.meaning([.character("g")]) == .unfinished)
    #expect(table.meaning([.character("g"), .character("t")]) == Action.named("taste").map(KeyTable.Meaning.action))
    #expect(problems.map(\.words) == ["g t takes the place of g (top)"])
  }

  @Test func `what was given another key, or taken away, is not missed`() {
    var problems: [KeyTable.Problem] = []
    let changes = [("g g", "top"), ("s s", "theme  nord"), ("s", "none")].map {
      KeyTable.Change(keys: $0.0, action: $0.1)
    }
    let table = KeyTable(.default, changes: changes, problems: &problems)
    #expect(problems.isEmpty, "\(problems)")
    #expect(table.meaning([.character("s"), .character("s")]) == .spoken("theme nord"))
  }

  @Test func `a command may be called as other programs call it`() {
    var problems: [KeyTable.Problem] = []
    let table = KeyTable(.default, changes: [.init(keys: "Y", action: "later")], problems: &problems)
    #expect(problems.isEmpty)
    #expect(Action.named("not-now").map(table.keys) == ["z", "Y"])
  }

  @Test(arguments: [
    ("Hyper-Q", "save", "“Hyper-Q” names no key"), ("s", "sav", "there is no command “sav”"),
    ("", "save", "names no key"), ("v", "volume", "volume wants a word after it: write volume NUMBER"),
  ])
  func `a change that cannot be made is said and left out`(keys: String, action: String, words: String) {
    var problems: [KeyTable.Problem] = []
    let table = KeyTable(.default, changes: [.init(keys: keys, action: action)], problems: &problems)
    #expect(problems.first?.change == 0 && problems.first?.words.contains(words) == true)
    #expect(table == KeyTable())
  }

  @Test func `a key set twice keeps the first, and none takes a key away`() {
    var problems: [KeyTable.Problem] = []
    let changes = [("x", "save"), ("x", "discard"), ("q", "none")].map { KeyTable.Change(keys: $0.0, action: $0.1) }
    let table = KeyTable(.default, changes: changes, problems: &problems)
    #expect(table.meaning([.character("x")]) == Action.named("save").map(KeyTable.Meaning.action))
    #expect(table.meaning([.character("q")]) == .nothing)
    #expect(problems == [KeyTable.Problem(change: 1, words: "x is set twice: the first holds")])
  }

  @Test(arguments: [
    ("space", Key.character(" ")), ("Ctrl-D", .control("d")), ("ctrl+d", .control("d")), ("PgUp", .pageUp),
    ("pageup", .pageUp),
    ("Shift-Tab", .backTab), ("é", .character("é")), ("Ctrl-I", .tab), ("Ctrl-M", .enter),
  ])
  func `keys are written in full words`(name: String, key: Key) {
    #expect(KeyName.keys(name) == [key])
  }

  @Test func `the guide names every action and every key once, in Markdown and in text`() {
    let (markdown, text) = (KeyGuide.markdown(KeyTable()), KeyGuide.text(KeyTable()).joined(separator: "\n"))
    for action in Action.all {
      #expect(markdown.components(separatedBy: "| `\(action.name)` |").count == 2)
      #expect(text.contains(" \(action.name) ") && text.contains(action.help))
    }
  }

  @Test func `help is the same table, searched by its filter, and Enter does what is found`() {
    var stage = Stage.running()
    stage.press("?", "/")
    stage.type("radar deeper")
    #expect(stage.text.contains("artists that fewer people know") && !stage.text.contains("Save the playing"))
    stage.press("Enter", "Enter")
    #expect(stage.session.depth == .hard)
    #expect(stage.screen.overlay == nil)
  }

  @Test(arguments: [["5"], ["?"], ["5", "?"]])
  func `Enter on its own row does nothing more than say so`(keys: [String]) {
    var stage = Stage.running()
    for key in keys { stage.press(key) }
    stage.press("/")
    stage.type("play it now")
    stage.press("Enter", "Enter")
    #expect(stage.message.contains("Enter does what its row says"))
  }

  @Test func `the message, the log, plain lines and other programs read of the listener's own keys`() {
    var stage = Stage.running()
    stage.screen.settings.keys = KeyTable(.pianobar)
    let before = stage.session
    stage.press("+")
    #expect(stage.message.contains("(U undoes)"))
    #expect(stage.screen.said(stage.session).contains("(U undoes)"))
    let plain = PlainLines.changes(from: before, to: stage.session, keys: stage.screen.settings.keys)
    #expect(plain.first?.contains("(U undoes)") == true)
    stage.press("6")
    #expect(stage.highlighted?.contains("(U undoes)") == true)
  }

  @Test func `what a key does is told without the name of another that the listener may have changed`() {
    let own = Set(["x", "s", "d", "z", "u"])
    for action in Action.all { #expect(own.isDisjoint(with: action.help.split(separator: " ").map(String.init))) }
  }

  @Test func `Escape gives up a sequence, and closes nothing`() {
    var problems: [KeyTable.Problem] = []
    var stage = Stage.ready()
    stage.screen.settings.keys = KeyTable(
      .default, changes: [.init(keys: "g t", action: "taste")], problems: &problems)
    stage.press("?", "g", "Escape")
    #expect(stage.screen.overlay == .help)
    stage.press("Escape")
    #expect(stage.screen.overlay == nil)
  }
}
