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
  private func run(_ screen: MemoryScreen, _ services: Services) -> State {
    var loop = ScreenLoop(screen, State(), InterfaceState(InterfaceState.Settings()), services)
    return loop.run()
  }

  private let quit = ("", Input.key(.character("q")))

  @Test func theFirstFrameIsShownBeforeAnythingIsOpened() {
    let framesAtOpening = Mutex<Int?>(nil)
    let screen = MemoryScreen([("Title 1", .key(.character("q")))])
    // The screen belongs to this thread; what is counted is only whether it has drawn yet.
    let drawn = Mutex(false)
    let services = Services.inMemory(opening: { framesAtOpening.withLock { $0 = drawn.withLock { $0 } ? 1 : 0 } })
    var loop = ScreenLoop(
      screen, State(), InterfaceState(InterfaceState.Settings()), services,
      hands: Hands(title: { _ in drawn.withLock { $0 = true } }))
    _ = loop.run()
    #expect(framesAtOpening.withLock { $0 } == 1)
  }

  @Test func aVerdictIsOnTheScreenBeforeItIsOnDisk() async {
    let profile = HeldProfile(isOpen: false)
    let screen = MemoryScreen([("Title 1", .key(.character("s"))), ("Saved \"Title 1\"", .key(.character("q")))])
    let opener = Task {
      // The session ends only when the act is written; the disk answers long after the screen has.
      try? await Task.sleep(for: .milliseconds(300))
      await profile.open()
    }
    let state = run(screen, .inMemory(profile))
    await opener.value
    #expect(screen.text.contains("Saved \"Title 1\""))
    #expect(state.verdict(on: TrackID(.demo, "1")) == .saved)
  }

  @Test func everyActIsWrittenBeforeTheProgramEnds() async throws {
    let profile = HeldProfile()
    let screen = MemoryScreen([("Title 1", .key(.character("s"))), ("Saved", .key(.character("q")))])
    _ = run(screen, .inMemory(profile))
    #expect(try await profile.journal().interactions.count == 1)
  }

  @Test func aFullDiskTakesTheVerdictBackAndSaysSo() {
    let screen = MemoryScreen([
      ("Title 1", .key(.character("s"))), ("not saved, so not learned: the disk is full", .key(.character("q"))),
    ])
    let state = run(screen, .inMemory(HeldProfile(fails: true)))
    #expect(state.verdict(on: TrackID(.demo, "1")) == nil)
    #expect(screen.text.contains("not saved, so not learned"))
  }

  @Test func aHangUpEndsTheSession() {
    let state = run(MemoryScreen([("Title 1", .hangUp)]), .inMemory())
    #expect(state.isOver)
  }

  @Test func theEngineLearnsAndTheQueueFollows() {
    let screen = MemoryScreen([
      ("Title 2", .key(.character("d"))), ("Discarded \"Title 1\"", .key(.character("q"))),
    ])
    let state = run(screen, .inMemory())
    #expect(state.playing?.track.id == TrackID(.demo, "2"))
  }
}
