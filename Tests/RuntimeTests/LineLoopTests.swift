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
  @Test func aHeadlessSessionAnswersEachCommandWithTheStateItLedTo() throws {
    var answers: [String] = []
    let script = Script(["save", "discard", "sing", "undo", "quit"])
    let state = State(startsPaused: false, needsSound: false, lock: 0)
    let loop = HeadlessLoop(state, .inMemory()) { _ in (nil, nil) }
    loop.run(lines: { script.next() }, write: { answers.append($0) })
    let oks = answers.map { $0.contains("\"ok\":true") }
    #expect(oks == [true, true, false, true, true])
    #expect(answers[1].contains("\"track\":\"demo:2\""))
    #expect(answers[3].contains("\"revision\":3"))
  }

  @Test func aPlainSessionTellsWhatHappensInLines() {
    let script = Script(["s", "quit"])
    let told = Mutex<[String]>([])
    var loop = PlainLoop(State(), InterfaceState(InterfaceState.Settings()), .inMemory())
    _ = loop.run(
      lines: {
        // A listener types when something is on stage.
        while !told.withLock({ $0.contains { $0.hasPrefix("On stage") } }) { usleep(1_000) }
        return script.next()
      }, write: { line in told.withLock { $0.append(line) } })
    let lines = told.withLock { $0 }
    #expect(lines.contains { $0.hasPrefix("Saved \"Title 1\"") }, "\(lines)")
    #expect(lines.last == "The session is over; everything is saved.")
  }

  @Test func theEndOfTheLinesEndsThePlainSession() {
    var loop = PlainLoop(State(), InterfaceState(InterfaceState.Settings()), .inMemory())
    #expect(loop.run(lines: { nil }, write: { _ in }).isOver)
  }
}
