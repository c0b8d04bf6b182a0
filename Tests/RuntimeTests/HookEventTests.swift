import Foundation
import Listening
import Playback
import Synchronization
import Testing

@testable import Runtime
@testable import Session

/// What is told of a session's events, each once.
@Suite struct HookEventTests {
  /// A session with tracks in its queue, and what was told of it so far.
  private struct Ear {
    private(set) var state = State(startsPaused: false)
    private var events = HookEvents()
    private(set) var told: [HookEvent] = []

    init() {
      for event: Event in [.profileOpened(Journal()), .engineReady, .playerReady, .learned(0)] { take(event) }
      refill(1...20)
      take(.resolved(playing, .own(NumberedCatalogue.track(1).id)))
    }

    /// The number of the entry on stage.
    var playing: EntryID { state.playing?.id ?? 0 }

    mutating func take(_ event: Event) {
      let queue = state.queue
      _ = update(&state, event)
      if let event = events.meant(by: event, state, after: queue) { told.append(event) }
    }

    mutating func hear(_ event: PlayerEvent) { take(.player(event, at: Date(timeIntervalSince1970: 0))) }

    /// The engine answers the question that is on its way.
    mutating func refill(_ numbers: ClosedRange<Int>, seen revision: Revision = 0) {
      let tracks = numbers.map { number in
        let track = NumberedCatalogue.track(number)
        let reason = Recommendation(track: track.id, score: Score(total: 1), reason: .introduction)
        return Proposed(track, Proposal(reason))
      }
      take(.refilled(question: state.question?.number ?? 0, Refill(revision: revision, tracks: tracks)))
    }

    mutating func forget() { told = [] }
  }

  private let track = NumberedCatalogue.track(1)

  @Test func `a queue that is filled is told with the first ten of it`() {
    let told = Ear().told
    #expect(told == [.refilled((2...11).map { NumberedCatalogue.track($0) })])
  }

  @Test func `an answer that is dropped is not told`() {
    var ear = Ear()
    ear.forget()
    ear.take(.refilled(question: 99, Refill(revision: 0, tracks: [])))
    #expect(ear.told.isEmpty)
  }

  @Test func `a stream that runs dry is told once, and so is its running again`() {
    var ear = Ear()
    ear.hear(.restarted(ear.playing))
    ear.hear(.position(ear.playing, 1.5))
    ear.forget()
    for filled in [0, 40, 80] { ear.hear(.buffering(ear.playing, filled)) }
    ear.hear(.buffering(ear.playing, nil))
    ear.hear(.position(ear.playing, 2))
    #expect(ear.told == [.buffering(track, at: 1.5), .resumed(track, at: 1.5)])
  }

  @Test func `a track that fills before it sounds only starts`() {
    var ear = Ear()
    ear.forget()
    ear.hear(.buffering(ear.playing, 10))
    ear.hear(.buffering(ear.playing, nil))
    ear.hear(.restarted(ear.playing))
    #expect(ear.told == [.started(track)])
  }

  @Test func `a track that is left while it is dry is not told to run again`() {
    var ear = Ear()
    ear.hear(.restarted(ear.playing))
    ear.hear(.buffering(ear.playing, 10))
    ear.forget()
    ear.take(.command(.next, at: Date(timeIntervalSince1970: 1)))
    ear.take(.resolved(ear.playing, .own(NumberedCatalogue.track(2).id)))
    ear.hear(.restarted(ear.playing))
    #expect(ear.told == [.started(NumberedCatalogue.track(2))])
  }

  @Test func `a track after one that was left while it was dry is told to run dry, too`() {
    var ear = Ear()
    ear.hear(.restarted(ear.playing))
    ear.hear(.buffering(ear.playing, 10))
    ear.take(.command(.next, at: Date(timeIntervalSince1970: 1)))
    ear.take(.resolved(ear.playing, .own(NumberedCatalogue.track(2).id)))
    ear.hear(.restarted(ear.playing))
    ear.forget()
    ear.hear(.buffering(ear.playing, 10))
    #expect(ear.told == [.buffering(NumberedCatalogue.track(2), at: 0)])
  }

  @Test func `only a model after the first is told as trained`() {
    var ear = Ear()
    ear.forget()
    ear.take(.engineReady)
    #expect(ear.told == [.trained])
  }

  @Test func `the last act is told and then the end once`() async {
    let told = Mutex<[HookEvent]>([])
    var services = Services.inMemory()
    services.announce = { event in told.withLock { $0.append(event) } }
    let quiet = services
    await onThread {
      let session = SessionLoop(State(), quiet) {}
      session.start()
      while session.state.playing == nil { session.catchUp(); session.work() }
      session.obey(.save(.playing))
      session.obey(.quit)
      session.finish()
    }
    let last = told.withLock { $0.suffix(2) }
    #expect(last.last == .quit && told.withLock { $0.filter { $0 == .quit }.count } == 1)
    guard case .acted(let row)? = last.first else {
      Issue.record("the save is not told before the end: \(last)")
      return
    }
    #expect(row.act == .save(NumberedCatalogue.track(1)))
  }
}
