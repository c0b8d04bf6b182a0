import Listening
import Playback
import Session
import Testing

@Suite struct UndoTests {
  @Test func undoOfADiscardBringsTheTrackBackAsNext() {
    var bench = Bench()
    bench.press(.discard(.playing))
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    #expect(bench.state.verdict(on: Bench.track(1).id) == nil)
    #expect(bench.state.queue.head?.track == Bench.track(1))
  }

  @Test func undoGoesBackAsFarAsThereAreActs() {
    var bench = Bench(queued: 8)
    for _ in 1...4 {
      bench.press(.save(.playing))
      bench.press(.next)
      bench.write()
    }
    for _ in 1...8 {
      bench.press(.undo(nil))
      bench.write()
    }
    #expect(bench.state.tally.saved == 0)
    bench.press(.undo(nil))
    #expect(bench.state.notice?.text == "nothing to undo")
  }

  @Test func redoBringsBackWhatWasUndoneLast() {
    var bench = Bench()
    bench.press(.save(.playing))
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    bench.press(.redo(nil))
    bench.write()
    #expect(bench.state.verdict(on: Bench.track(1).id) == .saved)
  }

  @Test func anUndoWaitsForTheActToBeWritten() {
    var bench = Bench()
    bench.press(.save(.playing))
    let early = bench.press(.undo(nil))
    #expect(early.isEmpty)
    bench.write()
    #expect(bench.effects.acts == [.undo(1)])
  }

  @Test func anyRowOfTheHistoryCanBeTakenBack() {
    var bench = Bench()
    bench.press(.save(.playing))
    bench.press(.next)
    bench.press(.save(.playing))
    bench.write()
    bench.press(.undo(1))
    bench.write()
    #expect(bench.state.verdict(on: Bench.track(1).id) == nil)
    #expect(bench.state.verdict(on: Bench.track(2).id) == .saved)
  }

  @Test func anUndoneDiscardGoesOnWhereTheTrackWasLeft() {
    var bench = Bench()
    bench.hear { .restarted($0) }
    bench.press(.seek(by: 90))
    bench.press(.discard(.playing))
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    bench.press(.next)
    #expect(bench.state.playing?.track == Bench.track(1))
    #expect(bench.state.position == 90)
  }

  @Test func anUndoOfWhatIsLostTakesNothingElseBack() {
    var bench = Bench()
    bench.press(.save(.playing))
    bench.press(.undo(nil))
    bench.refuse()
    bench.press(.save(.playing))
    bench.write()
    #expect(bench.effects.acts.isEmpty)
    #expect(bench.state.verdict(on: Bench.track(1).id) == .saved)
  }

  @Test func aDiscardThatCountsAgainLeavesTheQueue() {
    var bench = Bench(queued: 12)
    for _ in 1...2 {
      bench.press(.discard(.track(Bench.track(3))))
      bench.write()
    }
    bench.take(.learned(2))
    bench.refill([Bench.track(3), Bench.track(4)])
    #expect(bench.state.queue.entries.map(\.track) == [2, 3, 4].map { Bench.track($0) })
    bench.press(.undo(nil))
    bench.write()
    #expect(bench.state.verdict(on: Bench.track(3).id) == .discarded)
    #expect(bench.state.queue.entries.map(\.track) == [2, 4].map { Bench.track($0) })
  }

  @Test func aSlowDiskDoesNotChangeWhatAnUndoTakesBack() {
    var bench = Bench()
    bench.press(.save(.playing))
    bench.press(.undo(nil))
    bench.press(.next)
    bench.write()
    #expect(bench.effects.acts == [.undo(1)])
    bench.write()
    #expect(bench.state.verdict(on: Bench.track(1).id) == nil)
    #expect(bench.state.playing?.track == Bench.track(2))
  }

  @Test func twoUndosThatWaitTakeBackTwoActs() {
    var bench = Bench()
    bench.press(.save(.track(Bench.track(3))))
    bench.press(.save(.track(Bench.track(4))))
    for _ in 1...2 { bench.press(.undo(nil)) }
    bench.press(.save(.track(Bench.track(5))))
    for _ in 1...3 { bench.write() }
    #expect((3...5).map { bench.state.verdict(on: Bench.track($0).id) } == [nil, nil, .saved])
  }

  @Test func anUndoThatWaitsIsWrittenThoughTheSessionHasEnded() {
    var bench = Bench()
    bench.press(.discard(.playing))
    bench.press(.undo(nil))
    let date = bench.clock
    bench.press(.quit)
    bench.write()
    #expect(bench.effects == [.record(.undo(1), at: date, propensity: nil, ticket: 2)])
  }

  @Test func aRowTakenBackStandsWhereItStoodWithItsReason() {
    var bench = Bench(queued: 12)
    let row = bench.state.queue.entries[4]
    bench.press(.discard(.track(row.track)))
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    #expect(bench.state.queue.entries[4] == row)
  }

  @Test func whatAnEarlierSessionLeftIsThatAfterAnUndo() {
    var bench = Bench(queued: 3)
    bench.state.begin(with: Bench.track(50), at: 0)
    bench.press(.next)
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    #expect(bench.state.queue.head.map(ReasonText.short) == "left from the session before")
  }

  @Test func aTrackDiscardedOnTheWayBackWaitsNowhereElse() {
    var bench = Bench(queued: 3)
    bench.press(.next)
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    bench.press(.previous)
    #expect(bench.state.playing?.track == Bench.track(1))
    #expect(bench.state.queue.entries.map(\.track) == [2, 3, 4].map { Bench.track($0) })
    bench.press(.playNext(Bench.track(3)))
    bench.press(.discard(.playing))
    #expect(bench.state.playing?.track == Bench.track(3))
    #expect(!bench.state.queue.entries.contains { $0.track == Bench.track(1) })
  }

  @Test func aNewActEndsRedo() {
    var bench = Bench()
    bench.press(.save(.playing))
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    bench.press(.notNow(.track(Bench.track(4))))
    bench.write()
    bench.press(.redo(nil))
    #expect(bench.state.notice?.text == "nothing to redo")
  }
}
