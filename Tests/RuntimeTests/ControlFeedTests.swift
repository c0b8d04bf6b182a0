import Foundation
import Interface
import Runtime
import Session
import Synchronization
import Testing
import TextUI

/// What other programs say to a session on the screen.
@Suite struct ControlFeedTests {
  /// The answers to lines that were said before the session began.
  private func answers(_ lines: [String]) async -> [String] {
    let feed = ControlFeed()
    let heard = Mutex<[String]>([])
    for line in lines { feed.say(line) { answer in heard.withLock { $0.append(answer) } } }
    await onThread {
      let screen = MemoryScreen([("Title 1", .key(.character("q")))])
      var loop = ScreenLoop(
        screen, State(), InterfaceState(InterfaceState.Settings()), .inMemory(), control: feed)
      _ = loop.run()
    }
    return heard.withLock { $0 }
  }

  @Test func `what was said before the session began is answered in order`() async {
    let answers = await answers(["status", "radar hard", "status"])
    #expect(answers.map { $0.contains(#""radar":"hard""#) } == [false, true, true])
    #expect(answers.map { $0.contains(#""said":"radar hard""#) } == [false, true, false], "each word is told once")
  }

  @Test func `an undo of what the disk then refuses is refused`() async throws {
    let profile = HeldProfile(isOpen: false, fails: true)
    let feed = ControlFeed()
    let (answers, said) = AsyncStream<String>.makeStream()
    await onThread {
      let script: [(words: String, input: Input)] = [
        ("Title 1", .key(.character("s"))), ("not saved", .key(.character("q"))),
      ]
      let isAsked = Mark()
      let screen = MemoryScreen(script) { frame in
        guard frame.contains("Saved \"Title 1\""), !isAsked.isSet else { return }
        isAsked.set()
        feed.say("undo") { said.yield($0) }
        // Answered while the undo waits for the disk.
        feed.say("status") { _ in Task { await profile.open() } }
      }
      var loop = ScreenLoop(
        screen, State(), InterfaceState(InterfaceState.Settings()), .inMemory(profile), control: feed)
      _ = loop.run()
      said.finish()
    }
    let answer = await answers.first { _ in true }
    #expect(answer == #"{"error":"not saved, so not learned: the disk is full","ok":false}"#)
  }

  @Test(arguments: ["next", "previous", "seek 1:00", "save"])
  func `what is about the track on stage is refused where there is none`(line: String) async {
    #expect(await answers([line]) == [#"{"error":"nothing plays yet","ok":false}"#])
  }

  @Test func `a line that was refused has the next one obeyed`() async {
    #expect(await answers(["save", "radar hard"]).map { $0.contains(#""ok":true"#) } == [false, true])
  }

  @Test(arguments: ["dance", "", "Save", "radar\u{1B}[2J hard", "s", "\u{0}"])
  func `what is no command is refused in one sentence`(line: String) async throws {
    let answer = try #require(await answers([line]).first)
    #expect(answer.hasPrefix(#"{"error":"there is no command "#))
    #expect(!answer.contains("\u{1B}") && !answer.contains(#"\u001b"#))
  }
}
