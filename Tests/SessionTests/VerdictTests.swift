import Foundation
import Listening
import Playback
import Session
import Testing

@Suite struct VerdictTests {
  @Test func `a save shows before it is written`() {
    var bench = Bench()
    let effects = bench.press(.save(.playing))
    #expect(bench.state.verdict(on: Bench.track(1).id) == .saved)
    #expect(effects.acts == [.save(Bench.track(1))])
    #expect(bench.state.journal.revision == 0)
  }

  @Test func `nothing is learned before it is written`() {
    var bench = Bench()
    #expect(bench.press(.save(.playing)).journals.isEmpty)
    bench.write()
    #expect(bench.effects.journals.map(\.revision) == [1])
  }

  @Test(arguments: [(0.04, 0.04), (nil, nil), (0, nil), (Double.nan, nil), (7, nil)] as [(Double?, Double?)])
  func `what was drawn keeps its chance in each act on it`(drawnBy: Double?, kept: Double?) {
    for command in [
      Command.save(.track(Bench.track(2))), .discard(.track(Bench.track(2))), .notNow(.track(Bench.track(2))),
    ] {
      var bench = Bench(queued: 0)
      bench.press(.radar(.hard))
      bench.refill(proposed: [Bench.proposed(Bench.track(2), drawnBy: drawnBy), Bench.proposed(Bench.track(3))])
      bench.press(command)
      bench.press(.save(.playing))
      bench.write()
      #expect(bench.state.journal.interactions.map(\.propensity) == [kept, nil], "\(command)")
    }
  }

  @Test func `what cannot be written is taken back on the screen and not learned`() {
    var bench = Bench()
    bench.press(.save(.playing))
    bench.refuse()
    #expect(bench.state.verdict(on: Bench.track(1).id) == nil)
    #expect(bench.effects.journals.isEmpty)
    #expect(bench.state.notice?.text == "not saved, so not learned: the disk is full")
  }

  @Test func `a profile that could not be opened is tried at each act, and the listener told when it is`() {
    var bench = Bench(profile: .profileFailed("another crescendo works on this profile"))
    bench.press(.save(.playing))
    #expect(bench.state.pending.isEmpty && bench.drain() == [.openProfile])
    bench.take(.profileFailed("another crescendo works on this profile"))
    #expect(
      bench.state.notices.count { $0.text == "another crescendo works on this profile" } == 2,
      "at first, and at the act")
    bench.take(.profileOpened(Journal()))
    #expect(bench.state.notice?.text == "what you do is kept from now on: do the last once more")
    bench.press(.save(.playing))
    #expect(bench.effects.acts == [.save(Bench.track(1))])
  }

  @Test func `a discard plays the next track at once`() {
    var bench = Bench()
    let effects = bench.press(.discard(.playing))
    #expect(bench.state.playing?.track == Bench.track(2))
    #expect(effects.acts == [.discard(Bench.track(1), heard: Listened(seconds: 0, of: 200))])
    guard case .open(let entry, _, _)? = effects.playerCommands.first else {
      Issue.record("the player was not told to open the next track: \(effects)")
      return
    }
    #expect(entry.address == .own(Bench.track(2).id))
  }

  @Test func `a discard that cannot be written brings the track back as next`() {
    var bench = Bench()
    bench.press(.discard(.playing))
    bench.refuse()
    #expect(bench.state.playing?.track == Bench.track(2))
    #expect(bench.state.queue.head?.track == Bench.track(1))
  }

  @Test func `a skip that cannot be written stays one`() {
    var bench = Bench()
    bench.press(.next)
    bench.refuse()
    #expect(bench.state.queue.head?.track == Bench.track(3))
  }

  @Test func `the same key takes a verdict off`() {
    var bench = Bench()
    bench.press(.save(.playing))
    bench.write()
    bench.press(.save(.playing))
    bench.write()
    #expect(bench.state.verdict(on: Bench.track(1).id) == nil)
    #expect(bench.state.journal.interactions.map(\.act) == [.save(Bench.track(1)), .clear(Bench.track(1))])
  }

  @Test func `type ahead after a discard judges nothing`() {
    var bench = Bench()
    bench.press(.discard(.playing))
    let effects = bench.press(.discard(.playing), after: 0.1)
    #expect(effects.isEmpty)
    #expect(bench.state.playing?.track == Bench.track(2))
  }

  @Test func `a key that is held down saves and does not take it back in turn`() {
    var bench = Bench()
    bench.press(.save(.playing))
    for _ in 1...50 { bench.press(.save(.playing), after: 0.03) }
    bench.write()
    #expect(bench.state.verdict(on: Bench.track(1).id) == .saved)
    #expect(bench.state.journal.interactions.count == 1)
    bench.press(.save(.playing))
    #expect(bench.state.verdict(on: Bench.track(1).id) == nil)
  }

  @Test func `a clock that is put back locks nothing`() {
    var bench = Bench()
    bench.press(.discard(.playing))
    #expect(bench.press(.discard(.playing), after: -30).acts.count == 1)
    #expect(bench.press(.discard(.playing), after: 0).acts.isEmpty)
  }

  @Test func `a discarded row that cannot be written comes back to its place`() {
    var bench = Bench(queued: 8)
    let before = bench.state.queue.entries
    for track in [Bench.track(4), Bench.track(2)] {
      bench.press(.discard(.track(track)))
      bench.refuse()
      #expect(bench.state.queue.entries == before)
    }
  }

  @Test func `a verdict too soon after another says so each time, and stands in the log once`() {
    var bench = Bench()
    bench.press(.discard(.playing))
    let before = bench.state.notices.count
    var numbers: Set<Int> = []
    for _ in 1...3 {
      bench.press(.discard(.playing), after: 0.1)
      numbers.insert(bench.state.notice?.number ?? 0)
    }
    #expect(numbers.count == 3)
    #expect(bench.state.notice?.text == "too soon after the last verdict, so not counted  (u undoes the last)")
    #expect(bench.state.notices.count == before + 1)
  }

  @Test func `a discarded row leaves the queue and the stage stays`() {
    var bench = Bench()
    bench.press(.discard(.track(Bench.track(3))))
    #expect(bench.state.playing?.track == Bench.track(1))
    #expect(!bench.state.queue.entries.contains { $0.track == Bench.track(3) })
  }

  @Test(arguments: [Command.save(.playing), .next, .previous, .seek(by: 5)])
  func `a command about the track on stage says so where there is none`(command: Command) {
    var state = State()
    let effects = update(&state, .command(command, at: Date(timeIntervalSince1970: 0)))
    #expect(effects.isEmpty)
    #expect(state.notice?.text == "nothing plays yet")
  }

  @Test(arguments: [(Command.discard(.playing), "Discarded"), (.next, "Skipped")])
  func `the message names the track and the way back`(command: Command, word: String) {
    var bench = Bench()
    bench.press(command)
    #expect(bench.state.notice?.text == "\(word) \"Title 1\" by Artist 1  (u undoes)")
  }

  @Test func `what earlier sessions kept is counted`() {
    let row = Interaction(revision: 1, act: .save(Bench.track(9)), date: .distantPast)
    #expect(Bench(profile: .profileOpened(Journal([row]))).state.tally.saved == 1)
  }

  @Test func `counts follow the journal`() {
    var bench = Bench()
    bench.press(.save(.playing))
    bench.press(.discard(.playing))
    bench.write()
    #expect(bench.state.tally.saved == 0)
    #expect(bench.state.tally.discarded == 1)
  }

  @Test func `what was on stage and sent away elsewhere is not played`() {
    var bench = Bench(queued: 0)
    bench.state = State()
    bench.state.begin(with: Bench.track(1), at: 30)
    let row = Interaction(
      revision: 1, act: .discard(Bench.track(1), heard: Listened(seconds: 30)), date: Date(timeIntervalSince1970: 0))
    bench.take(.profileOpened(Journal([row])))
    #expect(bench.state.playing == nil)
  }

  @Test func `an engine that is not ready is told once it is`() {
    var bench = Bench(queued: 3)
    bench.take(.engineFailed("the model is damaged"))
    for _ in 1...2 {
      bench.press(.save(.playing))
      bench.write()
    }
    #expect(bench.effects.journals.isEmpty)
    #expect(bench.take(.engineReady).journals == [bench.state.journal])
  }

  @Test func `what the listener chose plays on, though it was sent away elsewhere`() {
    var bench = Bench(profile: .profileFailed("another crescendo works on this profile"))
    bench.press(.play(Bench.track(4)))
    let row = Interaction(
      revision: 1, act: .discard(Bench.track(4), heard: Listened(seconds: 0)), date: Date(timeIntervalSince1970: 0))
    bench.take(.profileOpened(Journal([row])))
    #expect(bench.state.playing?.track == Bench.track(4))
  }

  @Test func `a favourite is named once while that is written`() {
    var bench = Bench()
    for _ in 1...2 { bench.press(.name(.track(Bench.track(40)))) }
    #expect(bench.effects.acts == [.name(.track(Bench.track(40)))])
    #expect(bench.state.notice?.text == "Title 40 by Artist 40 is named already")
  }

  @Test func `a head that comes back is not heard with the sound of the row behind it`() {
    var bench = Bench(queued: 8)
    bench.hear { .restarted($0) }
    bench.press(.discard(.track(Bench.track(2))))
    for entry in bench.effects.entriesAsked { bench.take(.resolved(entry, .own(Bench.track(3).id))) }
    bench.refuse()
    #expect(bench.state.queue.head?.track == Bench.track(2))
    #expect(!bench.press(.next).playerCommands.contains { if case .open = $0 { true } else { false } })
  }

  @Test func `a row is not heard with the sound of the head that was discarded`() {
    var bench = Bench(queued: 8)
    bench.hear { .restarted($0) }
    bench.press(.discard(.track(Bench.track(2))))
    #expect(!bench.press(.next).playerCommands.contains { if case .open = $0 { true } else { false } })
    #expect(bench.state.playing?.track == Bench.track(3))
  }

  @Test func `what was left and sent away elsewhere begins anew where it is chosen`() {
    var state = State()
    state.begin(with: Bench.track(1), at: 30)
    let date = Date(timeIntervalSince1970: 0)
    let row = Interaction(revision: 1, act: .discard(Bench.track(1), heard: Listened(seconds: 30)), date: date)
    _ = update(&state, .profileOpened(Journal([row])))
    _ = update(&state, .command(.playNext(Bench.track(1)), at: date))
    #expect(state.playing?.track == Bench.track(1) && state.position == 0)
  }
}
