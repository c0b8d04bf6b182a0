import Foundation
import Listening
import Playback
import Session
import Testing
import TextUI

@testable import Interface

/// Plain lines: the same commands, no signs, no clock.
@Suite struct PlainTests {
  private func answer(_ line: String, _ session: State = SampleScreen.session) -> (wishes: [Wish], answers: [String]) {
    var interface = InterfaceState(.init(glyphs: .ascii))
    return interface.obey(line: line, session, at: SampleScreen.now)
  }

  @Test(arguments: [
    ("s", Command.save(.playing)), ("save", .save(.playing)), ("space", .togglePause), ("n", .next), ("u", .undo(nil)),
    ("radar hard", .radar(.hard)), (":radar hard", .radar(.hard)), ("name velvet", .find("velvet")),
    ("not-now", .notNow(.playing)), ("later", .notNow(.playing)), ("skip", .next),
  ])
  func `a key or a command is obeyed`(line: String, command: Command) {
    #expect(answer(line).wishes == [.command(command)])
  }

  @Test func `a number names a row of the list shown last`() {
    var interface = InterfaceState(.init(glyphs: .ascii))
    let session = SampleScreen.session
    let queued = session.queue.entries[2]
    #expect(interface.obey(line: "play 3", session, at: SampleScreen.now).wishes == [.command(.play(queued.track))])
    let history = interface.obey(line: "history", session, at: SampleScreen.now).answers
    #expect(history[3].hasPrefix("4  ") && history[3].contains("Glass Harbour"))
    let wishes = interface.obey(line: "x 4", session, at: SampleScreen.now).wishes
    #expect(wishes == [.command(.undo(session.journal.interactions[6].revision))])
  }

  @Test(arguments: ["queue", "saved", "history", "taste", "keys", "log", "?", "themes", "why 1", "info 1", "why"])
  func `what is shown is told in sentences without drawing`(line: String) {
    let answers = answer(line).answers
    #expect(!answers.isEmpty)
    let drawn = "━─│╸╺◉○▶⠁⠂⠄⡀┌└="
    #expect(!answers.contains { $0.contains { drawn.contains($0) } } || line == "?" || line == "keys")
    #expect(!answers.contains { $0.contains("\u{1B}") || $0.contains("\n") })
  }

  @Test(arguments: [
    ("zzz", "no command"), ("save 99", "no row 99"), ("j", "for the screen"), ("/", "filter and words"),
    ("theme x", "no theme"),
  ])
  func `what cannot be done is said`(line: String, words: String) {
    #expect(answer(line).answers.first?.contains(words) == true)
  }

  @Test func `Esc takes a filter off, as it says`() {
    var interface = InterfaceState(.init(glyphs: .ascii))
    let session = SampleScreen.session
    #expect(interface.obey(line: "filter zzzz", session, at: SampleScreen.now).answers.contains("Esc shows all again."))
    #expect(interface.obey(line: "Esc", session, at: SampleScreen.now).answers.isEmpty)
    #expect(interface.filters.isEmpty)
    #expect(
      interface.obey(line: "Esc", session, at: SampleScreen.now).answers.first?.contains("for the screen") == true)
  }

  @Test func `the key table is told whole, and a colon alone asks for the command`() {
    let help = answer("?").answers
    #expect(help.last?.contains(":filter WORDS") == true)
    #expect(help.filter { $0.first?.isNumber == true }.count == Action.all.count + SpokenCommand.all.count)
    #expect(answer(":").answers == ["type the command itself"])
  }

  @Test func `a filtered list says so, and filter alone shows all again`() {
    var interface = InterfaceState(.init(glyphs: .ascii))
    let tell = { interface.obey(line: $0, SampleScreen.session, at: SampleScreen.now).answers }
    let all = tell("queue")
    let found = tell("filter comets")
    #expect(found.count == 2 && found[0] == "Shown: /comets; filter alone shows all.")
    #expect(tell("queue") == found)
    #expect(tell("filter") == all && tell("/comets") == found && tell("filter") == all)
    #expect(tell("filter") == ["type filter and words"] + all)
  }

  @Test func `a saved track tells then, now and when apart`() {
    #expect(answer("saved").answers.first?.hasSuffix("heard by 74, by now 162, saved 2026-09-09") == true)
  }

  @Test func `an empty line does nothing`() {
    #expect(answer("   ").wishes.isEmpty && answer("").answers.isEmpty)
  }

  @Test func `each change is told once, and the clock is none`() {
    var stage = Stage.running()
    let before = stage.session
    if let id = stage.session.playing?.id { stage.tell(.player(.position(id, 73), at: stage.now)) }
    #expect(PlainLines.changes(from: before, to: stage.session).isEmpty)
    stage.press("d")
    let lines = PlainLines.changes(from: before, to: stage.session)
    #expect(lines.first == "Discarded \"Nocturne for a Closed Pool\" by Salt Lantern  (u undoes)")
    #expect(lines.contains("Now: Slow Green by Paper Comets"))
    stage.press("space")
    #expect(PlainLines.changes(from: before, to: stage.session).contains("Paused."))
  }
}
