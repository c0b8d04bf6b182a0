import Foundation
import Listening
import Playback
import Session
import Testing

@Suite struct RefillTests {
  @Test func `the depth that holds already is neither said nor asked`() {
    var bench = Bench(queued: 12)
    bench.press(.save(.playing))
    #expect(bench.press(.radar(.medium)).isEmpty)
    #expect(bench.state.notice?.text == "Saved \"Title 1\" by Artist 1  (u undoes)")
  }

  @Test func `an answer to a question that was overtaken is dropped, and the last wish asked`() throws {
    var bench = Bench(queued: 12)
    bench.press(.radar(.easy))
    bench.press(.radar(.hard))
    #expect(bench.effects.lastRequest?.depth == .easy)
    let before = bench.state.queue
    bench.refill([Bench.track(20)])
    #expect(bench.state.queue == before)
    #expect(bench.effects.lastRequest?.depth == .hard)
  }

  @Test func `what is named is not asked for while that is written`() {
    var bench = Bench(queued: 12)
    bench.press(.name(.track(Bench.track(40))))
    bench.press(.radar(.hard))
    #expect(bench.effects.lastRequest?.excluding.contains(Bench.track(40).id) == true)
  }

  @Test func `the track on stage does not wait too, though an answer on its way holds it`() {
    var bench = Bench(queued: 12)
    bench.press(.radar(.hard))
    bench.refill([Bench.track(1), Bench.track(20)])
    #expect(bench.state.queue.entries.map(\.track) == [2, 20].map { Bench.track($0) })
  }

  @Test func `that the radar is widened is said when it begins, and hides no later verdict`() throws {
    var bench = Bench(queued: 12)
    let refill = Refill(revision: 0, tracks: [Bench.proposed(Bench.track(20))], widened: true)
    let later = Refill(revision: 1, tracks: refill.tracks, widened: true)
    bench.press(.radar(.hard))
    bench.take(.refilled(question: try #require(bench.effects.lastQuestion), refill))
    #expect(bench.state.notice?.text == "nothing left at radar hard: looking a little wider")
    bench.press(.save(.playing))
    bench.write()
    bench.take(.learned(1))
    bench.take(.refilled(question: try #require(bench.effects.lastQuestion), later))
    #expect(bench.state.notice?.text == "Saved \"Title 1\" by Artist 1  (u undoes)")
  }

  @Test func `a queue that runs out says that the radar is widened, a session that begins does not`() throws {
    let wide = Refill(revision: 0, tracks: [Bench.proposed(Bench.track(20))], widened: true)
    var bench = Bench(queued: 0)
    bench.press(.next)
    bench.take(.refilled(question: try #require(bench.effects.lastQuestion), wide))
    #expect(bench.state.notice?.text == "nothing left at radar medium: looking a little wider")
    var state = State()
    for event in [Event.profileOpened(Journal()), .engineReady, .learned(0)] { _ = update(&state, event) }
    _ = update(&state, .refilled(question: 1, wide))
    #expect(state.playing?.track == Bench.track(20) && state.notices.isEmpty)
  }

  @Test func `the last nine tracks are told, the one that is to follow among them`() {
    var bench = Bench(queued: 20)
    for _ in 1...10 { bench.press(.next) }
    bench.resolveAll()
    bench.hear { .restarted($0) }
    bench.resolveAll()
    bench.press(.radar(.hard))
    let last = (4...12).map { Bench.track($0) }
    #expect(bench.effects.lastRequest?.recentTracks == last.map(\.id))
    #expect(bench.effects.lastRequest?.recentArtists == last.map(\.artist.id))
  }

  @Test func `what is believed is asked for once a verdict is learned`() {
    var bench = Bench()
    bench.press(.save(.playing))
    bench.write()
    #expect(bench.take(.learned(1)).contains(.taste))
  }

  @Test func `that an engine was made after all is said`() {
    var bench = Bench(queued: 12)
    bench.take(.engineFailed("no recommendations yet: the network is down"))
    bench.take(.engineReady)
    bench.take(.learned(0))
    bench.refill([20, 21].map { Bench.track($0) })
    #expect(bench.state.notice?.text == "there are recommendations now")
  }

  @Test func `a track put off once more does not come back by an answer on its way`() {
    var bench = Bench(queued: 12)
    bench.press(.notNow(.track(Bench.track(5))))
    bench.write()
    bench.take(.learned(1))
    bench.refill([5, 6, 7].map { Bench.track($0) })
    bench.press(.radar(.hard))
    bench.press(.notNow(.track(Bench.track(5))))
    bench.refill([5, 6, 7].map { Bench.track($0) })
    #expect(bench.state.queue.entries.map(\.track) == [2, 6, 7].map { Bench.track($0) })
  }

  @Test func `an engine that goes on failing is asked once a minute`() throws {
    var bench = Bench(queued: 12)
    bench.press(.radar(.hard))
    var waits: [Double] = []
    for _ in 1...8 {
      let question = try #require(bench.effects.lastQuestion)
      for case .remind(let seconds) in bench.take(.refillFailed(question: question, sentence: "busy")) {
        waits.append(seconds)
      }
      bench.take(.reminded)
    }
    #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60])
  }

  @Test func `a row put back may come again`() {
    var bench = Bench(queued: 12)
    bench.press(.remove(Bench.track(5)))
    bench.press(.undo(nil))
    bench.press(.radar(.hard))
    bench.refill([5, 20].map { Bench.track($0) })
    #expect(bench.state.queue.entries.map(\.track) == [2, 5, 20].map { Bench.track($0) })
  }

  @Test func `a row put back behind those that stay does not stay itself`() {
    var bench = Bench(queued: 12)
    bench.press(.remove(Bench.track(3)))
    bench.press(.undo(nil))
    bench.press(.radar(.hard))
    bench.refill([Bench.track(20)])
    #expect(bench.state.queue.entries.map(\.track) == [2, 20].map { Bench.track($0) })
  }

  @Test func `a row put back that was put next meanwhile waits once`() {
    var bench = Bench(queued: 12)
    bench.press(.remove(Bench.track(5)))
    bench.press(.playNext(Bench.track(5)))
    bench.press(.undo(nil))
    #expect(bench.state.queue.entries.count { $0.track == Bench.track(5) } == 1)
  }

  @Test func `a profile that cannot be opened keeps nobody from being served`() {
    var state = State(startsPaused: false)
    #expect(update(&state, .engineReady).lastQuestion == nil)
    #expect(update(&state, .profileFailed("another crescendo works on this profile")).lastQuestion != nil)
  }

  @Test func `a reason goes on naming what is liked still`() {
    var bench = Bench(queued: 12)
    bench.press(.name(.track(Bench.track(1))))
    bench.putNextByTaste()
    for _ in 1...2 {
      bench.press(.save(.track(Bench.track(1))))
      bench.write()
    }
    #expect(bench.state.verdict(on: Bench.track(1).id) == nil)
    #expect(bench.state.queue.head.map { ReasonText.short($0) } == "like Artist 1")
  }

  @Test func `the track that plays does not wait as well where a session begins`() {
    var state = State()
    state.begin(with: Bench.track(1), at: 0)
    state.lineUp([1, 2].map { Bench.track($0) })
    #expect(state.queue.entries.map(\.track) == [Bench.track(2)])
  }
}
