import Foundation
import Interface
import Listening
import Playback
import Runtime
import Session
import Synchronization
import Testing
import TextUI

@Suite struct ScreenLoopTests {
  /// Runs a session to its end, and answers with its last state and screen.
  private func run(
    _ script: [(words: String, key: Character?)], _ services: Services,
    hands: @escaping @Sendable () -> Hands = { Hands() }, seen: @escaping @Sendable (String) -> Void = { _ in }
  ) async -> (state: State, text: String) {
    await onThread {
      let screen = MemoryScreen(
        script.map { ($0.words, $0.key.map { .key($0 == "\n" ? .enter : .character($0)) } ?? .hangUp) }, seen: seen)
      var loop = ScreenLoop(
        screen, State(), InterfaceState(InterfaceState.Settings()), services, hands: hands())
      let state = loop.run()
      return (state, screen.text)
    }
  }

  @Test func `the first frame is shown before anything is opened`() async {
    let isDrawn = Mark()
    let wasDrawn = Mark()
    let services = Services.inMemory(opening: { if isDrawn.isSet { wasDrawn.set() } })
    // The window is named right after the first frame.
    _ = await run([("Title 1", "q")], services, hands: { Hands(title: { _ in isDrawn.set() }) })
    #expect(wasDrawn.isSet)
  }

  @Test func `the window is named anew only where its name changes`() async {
    let names = Mutex<[String]>([])
    _ = await run(
      [("0:00 ", "s"), ("1 saved", "d"), ("Discarded", "q")], .inMemory(),
      hands: { Hands(title: { name in names.withLock { $0.append(name) } }) })
    let all = names.withLock { $0 }
    #expect(all.count > 1 && zip(all, all.dropFirst()).allSatisfy { $0 != $1 })
  }

  @Test func `a verdict is on the screen before it is on disk`() async {
    let profile = HeldProfile(isOpen: false)
    let isSeen = Mark()
    // The disk answers once the screen has.
    let opener = Task {
      while !isSeen.isSet, !Task.isCancelled { await Task.yield() }
      await profile.open()
    }
    let script: [(words: String, key: Character?)] = [("Title 1", "s"), ("Saved \"Title 1\"", "q")]
    let (state, text) = await run(
      script, .inMemory(profile), seen: { if $0.contains("Saved \"Title 1\"") { isSeen.set() } })
    opener.cancel()
    #expect(isSeen.isSet)
    #expect(text.contains("Saved \"Title 1\""))
    #expect(state.pending.isEmpty && state.journal.verdict(on: TrackID(.demo, "1")) == .saved)
  }

  @Test func `every act is written before the program ends`() async throws {
    let profile = HeldProfile()
    _ = await run([("Title 1", "s"), ("Saved", "q")], .inMemory(profile))
    #expect(try await profile.journal().interactions.count == 1)
  }

  @Test func `a profile that another held at first is taken over at an act`() async throws {
    let profile = HeldProfile()
    let wasTried = Mark()
    let services = Services.inMemory(profile) {
      guard wasTried.isSet else {
        wasTried.set()
        throw CocoaError(.fileWriteNoPermission)
      }
    }
    let script: [(words: String, key: Character?)] = [("Title 1", "s"), ("kept from now on", "s"), ("Saved", "q")]
    let (state, _) = await run(script, services)
    #expect(state.journal.verdict(on: TrackID(.demo, "1")) == .saved)
    #expect(try await profile.journal().interactions.count == 1)
  }

  @Test func `a full disk takes the verdict back and says so`() async {
    let script: [(words: String, key: Character?)] = [
      ("Title 1", "s"), ("not saved, so not learned: the disk is full", "q"),
    ]
    let (state, text) = await run(script, .inMemory(HeldProfile(fails: true)))
    #expect(state.verdict(on: TrackID(.demo, "1")) == nil)
    #expect(text.contains("not saved, so not learned"))
  }

  @Test func `what came of an export is said`() async {
    let typing = "export a.m3u\n".map { (words: ":", key: Optional($0)) }
    let (_, text) = await run([("Title 1", ":")] + typing + [("written to", "q")], .inMemory())
    #expect(text.contains("3 saved tracks written to a.m3u"))
  }

  @Test func `a hang up ends the session`() async {
    #expect(await run([("Title 1", nil)], .inMemory()).state.isOver)
  }

  @Test func `the engine learns and the queue follows`() async {
    let (state, _) = await run([("Title 2", "d"), ("Discarded \"Title 1\"", "q")], .inMemory())
    #expect(state.playing?.track.id == TrackID(.demo, "2"))
  }
}
