import Listening
import Playback
import Session
import Testing

/// What comes next is looked up before its turn, however it came to be the next.
@Suite struct LookAheadTests {
  /// A session whose first track sounds.
  private static func sounding(queued: Int = 5) -> Bench {
    var bench = Bench(queued: queued)
    bench.hear { .restarted($0) }
    bench.write()
    return bench
  }

  @Test(arguments: [Command.playNext(Bench.track(20)), .discard(.track(Bench.track(2))), .remove(Bench.track(2))])
  func `a row that becomes the next one is looked up at once`(command: Command) {
    var bench = Self.sounding()
    bench.press(command)
    #expect(bench.effects.entriesAsked == [bench.state.queue.head?.id])
  }

  @Test func `a row put back at the head is looked up at once`() {
    var bench = Self.sounding(queued: 1)
    #expect(bench.press(.remove(Bench.track(2))).playerCommands == [.prepare(nil)], "nothing is to follow")
    #expect(bench.press(.undo(nil)).entriesAsked == [bench.state.queue.head?.id])
  }

  /// The last act is undone where it was written, and taken off the screen where the disk refuses it.
  private func takeBack(_ bench: inout Bench, _ isWritten: Bool) {
    guard isWritten else { return bench.refuse() }
    bench.write()
    bench.press(.undo(nil))
    bench.write()
  }

  @Test(arguments: [true, false]) func `what comes back from the stage is looked up at once`(isWritten: Bool) {
    var bench = Self.sounding()
    bench.press(.discard(.playing))
    bench.hear { .restarted($0) }
    takeBack(&bench, isWritten)
    #expect(bench.state.queue.head?.track == Bench.track(1))
    #expect(bench.effects.entriesAsked == [bench.state.queue.head?.id])
  }

  @Test(arguments: [true, false]) func `what comes back where nothing plays takes the stage`(isWritten: Bool) {
    var bench = Self.sounding(queued: 0)
    bench.press(.discard(.playing))
    #expect(bench.state.playing == nil)
    takeBack(&bench, isWritten)
    #expect(bench.state.playing?.track == Bench.track(1))
  }

  @Test func `a row put back where nothing plays takes the stage`() {
    var bench = Bench(queued: 1, profile: .profileFailed("the disk is full"))
    bench.press(.remove(Bench.track(2)))
    bench.press(.next)
    #expect(bench.state.playing == nil && bench.state.playback.current == nil)
    bench.press(.undo(nil))
    #expect(bench.state.playing?.track == Bench.track(2))
  }

  @Test func `rows that go make the queue ask for more`() {
    var bench = Self.sounding(queued: 8)
    bench.press(.remove(Bench.track(5)))
    #expect(bench.effects.lastRequest != nil)
  }

  @Test func `rows without sound make the queue ask for more`() throws {
    var bench = Bench(queued: 9)
    bench.press(.next)
    bench.hear { .restarted($0) }
    let head = try #require(bench.state.queue.head)
    bench.take(.unresolvable(head.id, sentence: "it is gone", isPassing: false))
    #expect(bench.effects.lastRequest?.excluding.contains(head.track.id) == true)
  }
}
