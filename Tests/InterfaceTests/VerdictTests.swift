import Listening
import Session
import Testing
import TextUI

@testable import Interface

/// Verdicts at the keys: shown at once, three states, taken back by name.
@Suite struct VerdictTests {
  @Test func `save marks the playing track at once and again takes the mark off`() {
    var stage = Stage.running()
    stage.press("s")
    #expect(stage.lines[2].hasSuffix("saved ♥"))
    #expect(stage.message.contains("Saved \"Nocturne for a Closed Pool\" by Salt Lantern  (u undoes)"))
    stage.press("s")
    #expect(!stage.lines[2].contains("saved"))
    #expect(stage.message.contains("No verdict on"))
  }

  @Test func `discard goes on, names what went, and undo brings it back as the next`() {
    var stage = Stage.running()
    stage.press("d")
    #expect(stage.lines[2].contains("Paper Comets"))
    #expect(stage.message.contains("Discarded \"Nocturne for a Closed Pool\" by Salt Lantern"))
    stage.press("u")
    #expect(stage.message.contains("Took back: Discarded \"Nocturne"))
    #expect(stage.session.queue.head?.track.id == Stage.playing.id)
  }

  @Test func `after a discard verdict keys wait, so that type-ahead judges nothing`() {
    var stage = Stage.running()
    let wishes = ["d", "d", "s"].flatMap {
      stage.screen.handle(.key(.character(Character($0))), stage.session, size: stage.size, at: stage.now)
    }
    for case .command(let command) in wishes { stage.command(command) }
    #expect(stage.session.tally.discarded == 1 && stage.session.tally.saved == 0)
  }

  @Test func `a paste is no verdict`() {
    var stage = Stage.running()
    #expect(stage.input(.key(.paste("sdz"))).isEmpty)
    #expect(stage.message.contains("pasted text is never a command"))
  }

  @Test func `upper case judges the highlighted row, and the playing track goes on`() {
    var stage = Stage.running()
    stage.press("j", "S")
    #expect(stage.session.verdict(on: Stage.list[1].track.id) == .saved)
    #expect(stage.lines.contains { $0.contains("1 ♥") && $0.contains("Paper Comets") })
    stage.press("D")
    #expect(stage.session.playing?.track.id == Stage.playing.id)
    #expect(!stage.session.queue.entries.contains { $0.track.id == Stage.list[1].track.id })
  }

  @Test func `once the highlighted row is gone, all keys are about the row shown in its place, wherever it goes`() {
    var stage = Stage.running()
    stage.press("j", "j", "D")
    #expect(stage.highlighted?.contains("Kitchen Radio") == true)
    stage.press("a", "x")
    #expect(stage.session.queue.entries.map(\.track.id) == [Stage.list[1].track.id])
  }

  @Test func `a row of the history is taken back and brought back by the same key`() {
    var stage = Stage.running()
    stage.press("s", "n", "3", "j", "x")
    #expect(stage.session.journal.verdict(on: Stage.playing.id) == nil)
    #expect(stage.text.contains("undone: saved"))
    stage.press("x")
    #expect(stage.session.journal.verdict(on: Stage.playing.id) == .saved)
  }

  @Test func `in the panel over the history, too, an act is taken back by that key`() {
    var stage = Stage.running()
    stage.press("s", "n", "3", "j", "i", "x")
    #expect(stage.session.journal.verdict(on: Stage.playing.id) == nil)
  }

  @Test func `a saved track is played from its list by the key that plays a row of the queue`() {
    var stage = Stage.running()
    stage.press("s", "n", "2", "Enter")
    #expect(stage.session.playing?.track == Stage.playing)
    #expect(stage.text.contains("you asked for it"))
    stage.press("n", "a")
    #expect(stage.session.queue.head?.track == Stage.playing)
  }

  @Test(arguments: ["d", "z", "s"]) func `at 80 columns the history says whole what was taken back`(key: String) {
    var stage = Stage.running(columns: 80, rows: 24)
    let words = ["d": "discarded", "z": "not now", "s": "saved"][key] ?? ""
    stage.press(key, "3", "x")
    #expect(stage.text.contains("undone: \(words)  "))
  }

  @Test func `while a line is typed letters are text and judge nothing`() {
    var stage = Stage.running()
    stage.press("/")
    stage.type("sd")
    #expect(stage.session.journal.revision == 0)
    #expect(stage.message.contains("/sd"))
  }
}
