import Foundation
import Interface
import Listening
import Playback
import Runtime
import Session
import Synchronization
import Testing
import TextUI

/// Lines for a session, one at a time, the last of them ending it.
private final class Script: Sendable {
  private let lines: Mutex<[String]>
  init(_ lines: [String]) { self.lines = Mutex(lines) }
  func next() -> String? { lines.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}

@Suite struct LineLoopTests {
  @Test func `a headless session answers each command with the state it led to`() async {
    let answers = await onThread {
      let answers = Mutex<[String]>([])
      let script = Script(["save", "discard", "sing", "undo 3", "undo", "quit"])
      let loop = HeadlessLoop(State(startsPaused: false, needsSound: false, lock: 0), .inMemory()) { _ in (nil, nil) }
      loop.run(lines: { script.next() }, write: { line in answers.withLock { $0.append(line) } })
      return answers.withLock { $0 }
    }
    #expect(answers.map { $0.contains("\"ok\":true") } == [true, true, false, false, true, true])
    #expect(answers[1].contains("\"track\":\"demo:2\""))
    #expect(answers[4].contains("\"revision\":3"))
  }

  @Test func `a command that was refused has the next one obeyed`() async {
    let answers = await onThread {
      let answers = Mutex<[String]>([])
      let script = Script(["save", "radar hard", "quit"])
      let state = State(startsPaused: false, needsSound: false, lock: 0)
      let loop = HeadlessLoop(state, .inMemory(HeldProfile(fails: true))) { _ in (nil, nil) }
      loop.run(lines: { script.next() }, write: { line in answers.withLock { $0.append(line) } })
      return answers.withLock { $0 }
    }
    #expect(answers.map { $0.contains("\"ok\":true") } == [false, true, true])
  }

  @Test func `a plain session tells what happens in lines`() async {
    let told = Told()
    await onThread {
      let script = Script(["s", "quit"])
      var loop = PlainLoop(State(), InterfaceState(InterfaceState.Settings()), .inMemory())
      // A listener types when something is on stage.
      _ = loop.run(lines: { told.waitForStage() ? script.next() : nil }, write: { told.hear($0) })
    }
    #expect(told.lines.contains { $0.hasPrefix("Saved \"Title 1\"") }, "\(told.lines)")
    #expect(told.lines.last == "The session is over; everything is saved.")
  }

  @Test func `what cannot be written at the end is told`() async {
    let told = Told()
    let lost = await onThread {
      let script = Script(["s", "quit"])
      let services = Services.inMemory(HeldProfile(fails: true))
      var loop = PlainLoop(State(), InterfaceState(InterfaceState.Settings()), services)
      _ = loop.run(lines: { told.waitForStage() ? script.next() : nil }, write: { told.hear($0) })
      return loop.lost
    }
    let words = "not saved, so not learned: the disk is full"
    #expect(told.lines.filter { $0 == words }.count == 1, "\(told.lines)")
    #expect(told.lines.last?.hasPrefix("The session is over") == true)
    // Told while the session ran, or lost with its end.
    #expect(lost == (told.lines.last?.hasSuffix("not everything could be saved.") == true ? [words] : []))
  }

  @Test func `a session without a profile says at its end that nothing was kept`() async {
    let told = Told()
    let lost = await onThread {
      let script = Script(["quit"])
      let services = Services.inMemory { throw CocoaError(.fileWriteNoPermission) }
      var loop = PlainLoop(State(), InterfaceState(InterfaceState.Settings()), services)
      _ = loop.run(lines: { told.waitForStage() ? script.next() : nil }, write: { told.hear($0) })
      return loop.lost
    }
    #expect(
      told.lines.last == "The session is over; nothing was kept." && lost == ["nothing was kept: the disk is full"])
  }

  @Test func `a file of saved tracks is written before the end`() async {
    let told = Told()
    let written = Mark()
    await onThread {
      let script = Script(["export a.m3u", "quit"])
      let player = SilentPlayer(keepsCommands: true)
      var services = Services.inMemory(player: player)
      services.export = { path in
        // A session that does not wait is over by then.
        while !player.commands.contains(.stop) { await Task.yield() }
        written.set()
        return "3 saved tracks written to \(path)"
      }
      var loop = PlainLoop(State(), InterfaceState(InterfaceState.Settings()), services)
      _ = loop.run(lines: { told.waitForStage() ? script.next() : nil }, write: { told.hear($0) })
    }
    #expect(written.isSet && told.lines.contains { $0.hasSuffix("written to a.m3u") }, "\(told.lines)")
  }

  @Test func `the end of the lines ends the plain session`() async {
    let isOver = await onThread {
      var loop = PlainLoop(State(), InterfaceState(InterfaceState.Settings()), .inMemory())
      return loop.run(lines: { nil }, write: { _ in }).isOver
    }
    #expect(isOver)
  }
}

/// What a session told, and when something came on stage.
private final class Told: Sendable {
  private let heard = Mutex<[String]>([])
  private let stage = DispatchSemaphore(value: 0)

  var lines: [String] { heard.withLock { $0 } }

  func hear(_ line: String) {
    heard.withLock { $0.append(line) }
    if line.hasPrefix("On stage") { stage.signal() }
  }

  func waitForStage() -> Bool {
    guard stage.wait(timeout: .now() + 30) == .success else { return false }
    stage.signal()
    return true
  }
}
