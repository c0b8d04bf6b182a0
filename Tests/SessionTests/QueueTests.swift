import Foundation
import Listening
import Playback
import Session
import Testing

@Suite struct QueueTests {
  @Test func `the first refill takes the stage and opens the next ahead`() {
    let bench = Bench(queued: 3)
    #expect(bench.state.playing?.track == Bench.track(1))
    #expect(bench.state.queue.entries.map(\.track) == (2...4).map { Bench.track($0) })
  }

  @Test func `an answer replaces everything after the committed head`() {
    var bench = Bench(queued: 3)
    bench.press(.save(.playing))
    bench.write()
    bench.take(.learned(1))
    bench.refill([Bench.track(11), Bench.track(12)])
    #expect(bench.state.queue.entries.map(\.track) == [2, 11, 12].map { Bench.track($0) })
  }

  @Test func `an answer older than the state is dropped and asked again`() {
    var bench = Bench(queued: 12)
    bench.press(.save(.playing))
    bench.write()
    bench.take(.learned(1))
    let first = bench.effects.lastQuestion
    bench.press(.save(.track(Bench.track(3))))
    bench.write()
    bench.take(.learned(2))
    bench.take(.refilled(question: first ?? 0, Refill(revision: 1, tracks: [Bench.proposed(Bench.track(20))])))
    #expect(!bench.state.queue.entries.contains { $0.track == Bench.track(20) })
    #expect(bench.effects.lastQuestion != first)
  }

  @Test func `only one question is in flight`() {
    var bench = Bench(queued: 12)
    for revision in 1...3 {
      bench.press(.save(.track(Bench.track(revision + 1))))
      bench.write()
      bench.take(.learned(Revision(revision)))
    }
    let questions = bench.effects.filter { if case .ask = $0 { true } else { false } }
    #expect(questions.count <= 1)
  }

  @Test func `what plays and what waits is not asked for again`() {
    var bench = Bench(queued: 2)
    bench.press(.next)
    let excluded = bench.effects.lastRequest?.excluding
    #expect(excluded?.isSuperset(of: [Bench.track(1).id, Bench.track(2).id]) ?? false)
  }

  @Test func `a failed question is asked again later and later still`() {
    var bench = Bench(queued: 1)
    bench.press(.next)
    var waits: [Double] = []
    for _ in 1...3 {
      guard let question = bench.effects.lastQuestion else { break }
      for case .remind(let seconds) in bench.take(.refillFailed(question: question, sentence: "busy")) {
        waits.append(seconds)
      }
      bench.take(.reminded)
    }
    #expect(waits == [1, 2, 4])
  }

  @Test func `what was to be asked anew is asked again after a failure, however many rows are left`() throws {
    var bench = Bench(queued: 20)
    bench.press(.radar(.hard))
    let question = try #require(bench.effects.lastQuestion)
    bench.take(.refillFailed(question: question, sentence: "busy"))
    bench.take(.reminded)
    #expect(bench.effects.lastQuestion == question + 1)
    #expect(bench.effects.lastRequest?.depth == .hard)
  }

  @Test func `what no journal holds does not come again`() {
    var bench = Bench(queued: 30, profile: .profileFailed("another crescendo works on this profile"))
    for _ in 1...20 { bench.press(.next) }
    bench.press(.radar(.hard))
    // The question of the beginning is answered too late, and asked anew.
    bench.take(.refilled(question: 2, Refill(revision: bench.state.journal.revision, tracks: [])))
    #expect(bench.effects.lastRequest?.excluding.contains(Bench.track(1).id) == true)
  }

  @Test func `the dial asks anew`() {
    var bench = Bench(queued: 12)
    bench.press(.radar(.hard))
    #expect(bench.effects.lastRequest?.depth == .hard)
  }

  @Test func `a row can be played now`() {
    var bench = Bench(queued: 4)
    let row = bench.state.queue.entries[2]
    bench.press(.play(row.track))
    #expect(bench.state.playing?.track == row.track)
    #expect(bench.effects.acts == [.skip(Bench.track(1), heard: Listened(seconds: 0, of: 200))])
  }

  @Test func `a track of any list can be played now`() {
    var bench = Bench(queued: 2, startsPaused: true)
    bench.press(.play(Bench.track(40)))
    bench.resolveAll()
    #expect(bench.state.playing?.track == Bench.track(40))
    #expect(!bench.state.playback.isPaused)
    #expect(bench.state.queue.entries.map(\.track) == [2, 3].map { Bench.track($0) })
  }

  @Test func `a track that waits already is played now and not twice`() {
    var bench = Bench(queued: 4)
    bench.press(.play(Bench.track(4)))
    #expect(bench.state.playing?.track == Bench.track(4))
    #expect(bench.state.queue.entries.map(\.track) == [2, 3, 5].map { Bench.track($0) })
  }

  @Test func `the track on stage goes on where it is chosen again`() {
    var bench = Bench(queued: 2)
    let before = bench.state
    bench.press(.play(Bench.track(1)))
    #expect(bench.state.playing == before.playing && bench.state.queue == before.queue)
    #expect(bench.state.notice?.text == "That track plays: \"Title 1\" by Artist 1")
    bench.press(.togglePause)
    bench.press(.play(Bench.track(1)))
    #expect(bench.state.playing == before.playing && !bench.state.playback.isPaused)
    bench.press(.playNext(Bench.track(1)))
    #expect(bench.state.queue == before.queue)
  }

  @Test func `a track of any list can be played next, and stays there`() {
    var bench = Bench(queued: 12)
    bench.press(.playNext(Bench.track(40)))
    bench.press(.radar(.hard))
    bench.refill([Bench.track(20)])
    #expect(bench.state.queue.entries.map(\.track) == [40, 2, 20].map { Bench.track($0) })
  }

  @Test func `a track put next that is next already keeps its sound, and stays there`() {
    var bench = Bench(queued: 12)
    bench.hear { .restarted($0) }
    bench.resolveAll()
    _ = bench.drain()
    bench.press(.playNext(Bench.track(2)))
    bench.press(.radar(.hard))
    bench.refill([Bench.track(20)])
    #expect(bench.state.queue.entries.map(\.track) == [2, 20].map { Bench.track($0) })
    bench.press(.next)
    #expect(bench.state.playing?.track == Bench.track(2) && bench.state.playback.current != nil)
  }

  @Test func `a track without sound that an answer on its way still holds does not come back`() {
    var bench = Bench(queued: 12)
    bench.hear { .restarted($0) }
    bench.press(.next)
    bench.hear { .restarted($0) }
    bench.write()
    bench.press(.radar(.hard))
    let head = bench.state.queue.head
    #expect(head?.track == Bench.track(3))
    if let head { bench.take(.unresolvable(head.id, sentence: "gone", isPassing: false)) }
    #expect(bench.state.unplayable == [Bench.track(3).id])
    bench.refill((3...14).map { Bench.track($0) })
    #expect(bench.state.queue.entries.map(\.track) == (4...14).map { Bench.track($0) })
  }

  @Test func `what a source no longer had in an earlier session is not asked for`() {
    var bench = Bench(queued: 12)
    bench.take(.foundGone([Bench.track(50).id]))
    bench.press(.radar(.hard))
    #expect(bench.drain().lastRequest?.excluding.contains(Bench.track(50).id) == true)
  }

  @Test func `what waited in an earlier session waits unless it was discarded since`() {
    var first = Bench(queued: 12)
    first.press(.playNext(Bench.track(41)))
    first.press(.playNext(Bench.track(40)))
    var state = State(startsPaused: false)
    state.begin(with: Bench.track(1), at: 90)
    state.lineUp(first.state.linedUp)
    #expect(state.queue.entries.map(\.track) == [40, 41, 2].map { Bench.track($0) })
    #expect(state.queue.entries.map(ReasonText.short) == Array(repeating: "left from the session before", count: 3))
    let discard = Interaction(
      revision: 1, act: .discard(Bench.track(41), heard: Listened(seconds: 0)), date: Date(timeIntervalSince1970: 0))
    _ = update(&state, .profileOpened(Journal([discard])))
    #expect(state.queue.entries.map(\.track) == [40, 2].map { Bench.track($0) })
  }

  @Test func `a track put next plays where nothing does`() {
    var bench = Bench(queued: 0)
    bench.press(.next)
    #expect(bench.state.playing == nil)
    bench.press(.playNext(Bench.track(40)))
    bench.resolveAll()
    #expect(bench.state.playing?.track == Bench.track(40))
  }

  @Test func `a track that stays in the queue is the same row wherever an answer puts it`() {
    var bench = Bench(queued: 12)
    let before = bench.state.queue.entries[3]
    bench.press(.radar(.hard))
    bench.refill([20, 21, 22, 23, 24, 5].map { Bench.track($0) })
    let after = bench.state.queue.entries[6]
    #expect(after.track == before.track && after.id == before.id)
    #expect(Set(bench.state.queue.entries.map(\.id)).count == 7)
  }

  @Test func `what takes out a row that is gone says so`() {
    var bench = Bench(queued: 4)
    bench.press(.remove(Bench.track(40)))
    #expect(bench.state.notice?.text == "It has left the queue already: \"Title 40\" by Artist 40")
  }

  @Test func `a track put off comes back when the engine proposes it and can be put off again`() {
    var bench = Bench(queued: 2)
    bench.press(.notNow(.playing))
    bench.refill([])
    bench.write()
    bench.take(.learned(1))
    bench.refill([Bench.track(1)], seen: 0)
    #expect(!bench.state.queue.entries.contains { $0.track == Bench.track(1) }, "the engine had not heard of it")
    bench.refill([Bench.track(1)])
    #expect(bench.state.queue.entries.contains { $0.track == Bench.track(1) })
    bench.press(.play(Bench.track(1)))
    _ = bench.drain()
    bench.press(.notNow(.playing))
    #expect(bench.effects.acts == [.notNow(Bench.track(1))])
  }

  @Test func `a row taken out is put back by the undo after it`() {
    var bench = Bench(queued: 12)
    let before = bench.state.queue
    let row = before.entries[3]
    bench.press(.save(.playing))
    bench.write()
    bench.press(.remove(row.track))
    #expect(bench.state.notice?.text == "Out of the queue: \"Title 5\" by Artist 5  (u undoes)")
    bench.press(.undo(nil))
    #expect(bench.state.queue == before && bench.state.verdict(on: Bench.track(1).id) == .saved)
    bench.press(.undo(nil))
    #expect(bench.effects.acts.last == .undo(1), "the next one means the save")
    bench.write()
    bench.press(.remove(row.track))
    bench.press(.save(.playing))
    bench.write()
    bench.press(.undo(nil))
    #expect(bench.effects.acts.last == .undo(3), "what was done since is meant first")
    #expect(!bench.state.queue.entries.contains(row))
  }

  @Test func `the next row does not go on speaking of what was taken back`() {
    var bench = Bench(queued: 12)
    bench.press(.save(.playing))
    bench.putNextByTaste()
    #expect(bench.state.queue.head.map { ReasonText.short($0) } == "like Artist 1")
    bench.press(.undo(1))
    bench.write()
    #expect(bench.state.queue.head.map { ReasonText.short($0) } == "chosen before your last verdict")
  }

  @Test func `what was said of missing recommendations does not outlast them`() {
    var bench = Bench(queued: 12)
    bench.press(.radar(.hard))
    bench.take(.refillFailed(question: bench.effects.lastQuestion ?? 0, sentence: "busy"))
    #expect(bench.state.notice?.text == "no recommendations yet: busy")
    bench.take(.reminded)
    bench.refill([Bench.track(20)])
    #expect(bench.state.notice?.text == "there are recommendations now")
  }

  @Test func `a row taken out does not come back`() {
    var bench = Bench(queued: 12)
    let row = bench.state.queue.entries[3]
    bench.press(.radar(.hard))
    bench.press(.remove(row.track))
    bench.refill([row.track, Bench.track(20)])
    #expect(bench.state.queue.entries.map(\.track) == [Bench.track(2), Bench.track(20)])
    bench.press(.radar(.easy))
    #expect(bench.effects.lastRequest?.excluding.contains(row.track.id) == true)
  }

  @Test func `the way back leads to the track before`() {
    var bench = Bench(queued: 3)
    bench.press(.next)
    bench.press(.previous)
    #expect(bench.state.playing?.track == Bench.track(1))
    #expect(bench.state.queue.head?.track == Bench.track(2))
  }

  @Test func `the way back leads on to the tracks before that`() {
    var bench = Bench(queued: 3)
    for command in [Command.next, .next, .previous, .previous] { bench.press(command) }
    #expect(bench.state.playing?.track == Bench.track(1))
    #expect(bench.state.queue.entries.map(\.track) == (2...4).map { Bench.track($0) })
  }

  @Test func `a row that is saved waits where it stood`() {
    var bench = Bench(queued: 5)
    bench.press(.save(.track(Bench.track(4))))
    bench.write()
    let place = bench.state.queue.entries.firstIndex { $0.track == Bench.track(4) }
    bench.take(.learned(1))
    bench.refill([11, 12, 13, 14].map { Bench.track($0) })
    #expect(place != nil && bench.state.queue.entries.firstIndex { $0.track == Bench.track(4) } == place)
    #expect(bench.state.queue.entries.contains { $0.track == Bench.track(12) })
  }

  @Test func `a row that is discarded does not wait`() {
    var bench = Bench(queued: 5)
    bench.press(.discard(.track(Bench.track(4))))
    bench.write()
    bench.take(.learned(1))
    bench.refill([11, 12, 13, 14].map { Bench.track($0) })
    #expect(bench.state.queue.entries.contains { $0.track == Bench.track(12) })
    #expect(!bench.state.queue.entries.contains { $0.track == Bench.track(4) })
  }

  @Test func `nothing left is said`() {
    var bench = Bench(queued: 0)
    bench.press(.next)
    bench.refill([])
    #expect(bench.state.playing == nil)
    #expect(bench.state.notice?.text == "nothing left to recommend: import or harvest more")
  }
}
