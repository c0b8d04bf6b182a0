import Foundation
import Listening
import Playback
import Session
import Testing

@Suite struct UndoTests {
  @Test func `undo of a discard brings the track back as next`() {
    var bench = Bench()
    bench.press(.discard(.playing))
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    #expect(bench.state.verdict(on: Bench.track(1).id) == nil)
    #expect(bench.state.queue.head?.track == Bench.track(1))
  }

  @Test func `undo goes back as far as there are acts`() {
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

  @Test func `redo brings back what was undone last`() {
    var bench = Bench()
    bench.press(.save(.playing))
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    bench.press(.redo(nil))
    bench.write()
    #expect(bench.state.verdict(on: Bench.track(1).id) == .saved)
  }

  @Test func `an undo waits for the act to be written`() {
    var bench = Bench()
    bench.press(.save(.playing))
    let early = bench.press(.undo(nil))
    #expect(early.isEmpty)
    bench.write()
    #expect(bench.effects.acts == [.undo(1)])
  }

  @Test func `a redo that waits means the undo before it, whatever is done meanwhile`() {
    var bench = Bench()
    bench.press(.save(.playing))
    bench.write()
    bench.press(.undo(nil))
    bench.press(.redo(nil))
    bench.press(.save(.track(Bench.track(3))))
    bench.write()
    bench.write()
    #expect(bench.state.verdict(on: Bench.track(1).id) == .saved)
    #expect(bench.state.verdict(on: Bench.track(3).id) == .saved)
  }

  @Test func `any row of the history can be taken back`() {
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

  @Test(arguments: [(90.0, 90.0), (4, 0)])
  func `an undone discard goes on where the track was left, one of its first seconds begins anew`(
    left: Double, begun: Double
  ) {
    var bench = Bench()
    bench.hear { .restarted($0) }
    bench.press(.seek(by: left))
    bench.press(.discard(.playing))
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    bench.press(.next)
    #expect(bench.state.playing?.track == Bench.track(1))
    #expect(bench.state.position == begun)
  }

  @Test func `an undo of what is lost takes nothing else back`() {
    var bench = Bench()
    bench.press(.save(.playing))
    bench.press(.undo(nil))
    bench.refuse()
    bench.press(.save(.playing))
    bench.write()
    #expect(bench.effects.acts.isEmpty)
    #expect(bench.state.verdict(on: Bench.track(1).id) == .saved)
  }

  @Test func `a discard that counts again leaves the queue`() {
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

  @Test func `a slow disk does not change what an undo takes back`() {
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

  @Test func `two undos that wait take back two acts`() {
    var bench = Bench()
    bench.press(.save(.track(Bench.track(3))))
    bench.press(.save(.track(Bench.track(4))))
    for _ in 1...2 { bench.press(.undo(nil)) }
    bench.press(.save(.track(Bench.track(5))))
    for _ in 1...3 { bench.write() }
    #expect((3...5).map { bench.state.verdict(on: Bench.track($0).id) } == [nil, nil, .saved])
  }

  @Test func `an undo that waits is written, though the session has ended`() {
    var bench = Bench()
    bench.press(.discard(.playing))
    bench.press(.undo(nil))
    let date = bench.clock
    bench.press(.quit)
    bench.write()
    #expect(bench.effects == [.record(.undo(1), at: date, propensity: nil, ticket: 2)])
  }

  @Test func `a row taken back stands where it stood, with its reason`() {
    var bench = Bench(queued: 12)
    let row = bench.state.queue.entries[4]
    bench.press(.discard(.track(row.track)))
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    #expect(bench.state.queue.entries[4] == row)
  }

  @Test func `what an earlier session left is that after an undo`() {
    var bench = Bench(queued: 3)
    bench.state.begin(with: Bench.track(50), at: 0)
    bench.press(.next)
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    #expect(bench.state.queue.head.map(ReasonText.short) == "left from the session before")
  }

  @Test func `a track discarded on the way back waits nowhere else`() {
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

  @Test func `a new act ends redo`() {
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

  @Test func `what was only heard is not taken back`() {
    var bench = Bench()
    bench.hear { .restarted($0) }
    bench.hear { .ended($0, .finished) }
    bench.write()
    bench.press(.undo(1))
    #expect(bench.effects.acts.isEmpty)
    #expect(bench.state.notice?.text == "nothing to undo")
  }

  @Test func `a skip taken back brings back what was put off before and had come again`() {
    var bench = Bench(queued: 12)
    bench.press(.notNow(.track(Bench.track(5))))
    bench.write()
    bench.press(.play(Bench.track(5)))
    bench.resolveAll()
    bench.press(.next)
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    #expect(bench.state.verdict(on: Bench.track(5).id) == .notNow)
    #expect(bench.state.queue.head?.track == Bench.track(5))
  }

  @Test func `what is put off again by an undo leaves the queue`() {
    var bench = Bench(queued: 12)
    bench.press(.notNow(.track(Bench.track(5))))
    bench.press(.save(.track(Bench.track(5))))
    bench.write()
    bench.press(.playNext(Bench.track(5)))
    bench.press(.undo(nil))
    bench.write()
    #expect(bench.state.verdict(on: Bench.track(5).id) == .notNow)
    #expect(!bench.state.queue.entries.contains { $0.track == Bench.track(5) })
  }

  @Test func `what was taken back is not taken back again, and what counts is not brought back`() {
    var bench = Bench()
    bench.press(.save(.playing))
    bench.write()
    bench.press(.redo(1))
    #expect(bench.state.notice?.text == "nothing to redo")
    bench.press(.undo(1))
    bench.write()
    bench.press(.undo(1))
    #expect(bench.state.notice?.text == "nothing to undo")
  }

  @Test func `a track that an earlier session left goes on there after an undo`() {
    let discard = Act.discard(Bench.track(50), heard: Listened(seconds: 60, of: 200))
    var bench = Bench(profile: .profileOpened(Journal([Interaction(revision: 1, act: discard, date: .distantPast)])))
    bench.press(.undo(nil))
    bench.take(.recorded(Interaction(revision: 2, act: .undo(1), date: .distantPast), ticket: 1))
    #expect(bench.state.playing?.track == Bench.track(50) && bench.state.position == 60)
  }

  @Test func `a discard that is brought back sends the track off the stage again`() {
    var bench = Bench()
    bench.press(.discard(.playing))
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    bench.press(.next)
    bench.write()
    bench.press(.redo(1))
    bench.write()
    #expect(bench.state.playing?.track == Bench.track(3))
  }

  @Test func `a track that plays does not come next as well by an undo`() {
    var bench = Bench()
    bench.press(.next)
    bench.write()
    bench.press(.play(Bench.track(1)))
    bench.press(.undo(1))
    bench.write()
    bench.write()
    #expect(bench.state.playing?.track == Bench.track(1))
    #expect(!bench.state.queue.entries.contains { $0.track == Bench.track(1) })
  }

  @Test func `a track of the history comes back with its reason`() {
    var bench = Bench()
    bench.press(.next)
    bench.write()
    bench.press(.discard(.track(Bench.track(1))))
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    #expect(bench.state.queue.head?.track == Bench.track(1) && bench.state.queue.head?.proposal != nil)
  }

  @Test func `a row sent away once more comes back to where it stood last`() {
    var bench = Bench(queued: 12)
    bench.press(.discard(.track(Bench.track(5))))
    bench.write()
    bench.press(.undo(nil))
    bench.write()
    bench.press(.playNext(Bench.track(5)))
    for command in [Command.redo(nil), .undo(nil)] {
      bench.press(command)
      bench.write()
    }
    #expect(bench.state.queue.entries.prefix(3).map(\.track) == [5, 2, 3].map { Bench.track($0) })
  }

  @Test func `a track brought back that waits already waits once`() {
    var bench = Bench(queued: 12)
    bench.press(.next)
    bench.write()
    bench.press(.playNext(Bench.track(1)))
    bench.press(.undo(nil))
    bench.write()
    #expect(bench.state.queue.entries.count { $0.track == Bench.track(1) } == 1)
  }

  @Test func `a redo behind two undos that wait means the later`() {
    var bench = Bench()
    for track in [3, 4] { bench.press(.save(.track(Bench.track(track)))) }
    bench.write()
    for command in [Command.undo(nil), .undo(nil), .redo(nil)] { bench.press(command) }
    for _ in 1...3 { bench.write() }
    #expect((3...4).map { bench.state.verdict(on: Bench.track($0).id) } == [.saved, nil])
  }

  @Test func `an undo of what is lost takes nothing back that was written before`() {
    var bench = Bench()
    bench.press(.save(.track(Bench.track(3))))
    bench.write()
    bench.press(.save(.track(Bench.track(4))))
    bench.press(.undo(nil))
    bench.refuse()
    bench.press(.save(.track(Bench.track(5))))
    for _ in 1...2 { bench.write() }
    #expect(bench.state.verdict(on: Bench.track(3).id) == .saved)
  }
}
