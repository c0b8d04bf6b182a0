import Foundation
import Listening
import Playback
import Session
import Testing

@Suite struct PlaybackTests {
  @Test func `a track heard to its end is remembered and the next plays`() {
    var bench = Bench()
    bench.hear { .restarted($0) }
    for second in 1...3 { bench.hear { .position($0, Double(second)) } }
    _ = bench.drain()
    bench.hear { .ended($0, .finished) }
    #expect(bench.effects.acts == [.finish(Bench.track(1), heard: Listened(seconds: 3, of: 200))])
    #expect(bench.state.playing?.track == Bench.track(2))
  }

  @Test func `a cut stream is no finished track`() {
    var bench = Bench()
    bench.hear { .restarted($0) }
    _ = bench.drain()
    bench.hear { .ended($0, .cut(at: 6)) }
    #expect(bench.effects.acts.isEmpty)
    #expect(bench.state.unplayable == [Bench.track(1).id])
    #expect(bench.state.playing?.track == Bench.track(2))
  }

  @Test func `a service is asked once more where a broken stream goes on`() {
    let (start, track) = Bench.streaming()
    var bench = start
    _ = bench.drain()
    bench.hear { .ended($0, .cut(at: 60)) }
    #expect(bench.effects.contains { if case .resolve(_, track.id) = $0 { true } else { false } })
    bench.resolveAll()
    guard case .open(_, let position, _)? = bench.effects.playerCommands.last else {
      Issue.record("nothing was opened: \(bench.effects)")
      return
    }
    #expect(position == 60)
    bench.hear { .ended($0, .cut(at: 61)) }
    #expect(bench.state.unplayable == [track.id])
  }

  @Test func `events of an entry that was replaced are ignored`() {
    var bench = Bench()
    let old = bench.state.playing?.id ?? 0
    bench.press(.next)
    let before = bench.state
    bench.take(.player(.ended(old, .finished), at: Date(timeIntervalSince1970: 0)))
    #expect(bench.state == before)
  }

  @Test func `seeking stays inside the track and is no listening`() {
    var bench = Bench()
    bench.hear { .restarted($0) }
    bench.press(.seek(by: 500))
    #expect(bench.state.playback.current?.position == 199.5)
    #expect(bench.state.playback.current?.heard == 0)
    bench.press(.seek(by: -500))
    #expect(bench.state.playback.current?.position == 0)
  }

  @Test func `an output that there is not is named`() {
    var bench = Bench()
    bench.take(.player(.output(nil), at: bench.clock))
    bench.take(.player(.unknownOutput("alsaa"), at: bench.clock))
    #expect(bench.state.notice?.text.hasPrefix("mpv knows no sound output \"alsaa\": correct the name") == true)
  }

  @Test func `a seek before the track is opened is where it begins`() {
    var state = State(startsPaused: false)
    state.begin(with: Bench.track(7), at: 90)
    let date = Date(timeIntervalSince1970: 0)
    let asked = update(&state, .playerReady)
    #expect(update(&state, .command(.seekToShare(0.25), at: date)).isEmpty)
    _ = update(&state, .command(.seek(by: 10), at: date))
    #expect(state.position == 60)
    var opened: [Effect] = []
    for case .resolve(let entry, let track) in asked { opened += update(&state, .resolved(entry, .own(track))) }
    guard case .open(_, let position, _)? = opened.playerCommands.last else {
      Issue.record("nothing was opened: \(opened)")
      return
    }
    #expect(position == 60)
    #expect(state.playback.current?.position == 60)
  }

  @Test func `a seek while a service is asked again is where the track goes on`() {
    var bench = Bench.streaming().0
    _ = bench.drain()
    bench.hear { .ended($0, .cut(at: 60)) }
    bench.press(.seek(by: 30))
    bench.resolveAll()
    guard case .open(_, let position, _)? = bench.effects.playerCommands.last else {
      Issue.record("nothing was opened: \(bench.effects)")
      return
    }
    #expect(position == 90)
  }

  @Test func `a place in a track of unknown length is not its beginning`() {
    var state = State(startsPaused: false)
    var track = Bench.track(7)
    track.duration = nil
    state.begin(with: track, at: 90)
    _ = update(&state, .playerReady)
    _ = update(&state, .command(.seekToShare(0.5), at: Date(timeIntervalSince1970: 0)))
    #expect(state.position == 90)
  }

  @Test func `without a player verdicts still count`() {
    var bench = Bench()
    bench.take(.player(.unavailable("libmpv is not installed"), at: Date(timeIntervalSince1970: 0)))
    bench.press(.save(.playing))
    bench.write()
    #expect(bench.state.verdict(on: Bench.track(1).id) == .saved)
  }

  @Test func `a session left in the middle goes on there`() {
    var state = State(startsPaused: false)
    state.begin(with: Bench.track(7), at: 90)
    var effects = update(&state, .playerReady)
    for case .resolve(let entry, let track) in effects { effects += update(&state, .resolved(entry, .own(track))) }
    guard case .open(_, let position, _)? = effects.playerCommands.last else {
      Issue.record("nothing was opened: \(effects)")
      return
    }
    #expect(position == 90)
  }

  @Test func `a held session asks no service for the track on stage until there is to be sound`() {
    var bench = Bench(queued: 0, startsPaused: true)
    let track = Track(
      id: TrackID(.audius, "x"), title: "Title", artist: Credit(id: ArtistID(.audius, "a"), name: "Artist"))
    bench.state.begin(with: track, at: 0)
    bench.take(.playerReady)
    #expect(bench.drain().entriesAsked.isEmpty)
    bench.press(.togglePause)
    #expect(bench.drain().entriesAsked == [bench.state.playing?.id])
  }

  @Test func `what is left while its sound is looked for was not skipped`() {
    var (bench, track) = Bench.streaming()
    bench.state.begin(with: track, at: 0)
    bench.take(.playerReady)
    bench.press(.next)
    #expect(bench.effects.acts.isEmpty)
    #expect(bench.state.playing?.track != track)
  }

  @Test func `a held session opens nothing ahead until there is sound`() throws {
    var bench = Bench(startsPaused: true)
    bench.hear { .restarted($0) }
    bench.press(.radar(.hard))
    bench.refill((2...6).map { Bench.track($0) })
    #expect(bench.drain().entriesAsked.isEmpty)
    bench.press(.togglePause)
    #expect(bench.effects.entriesAsked == [try #require(bench.state.queue.head).id])
    bench.resolveAll()
    guard case .prepare(let entry?)? = bench.drain().playerCommands.last else {
      Issue.record("nothing was opened ahead")
      return
    }
    #expect(entry.id == bench.state.queue.head?.id)
    bench.press(.togglePause)
    bench.press(.togglePause)
    #expect(bench.effects.entriesAsked.isEmpty, "it is open already")
  }

  @Test func `after quit nothing happens`() {
    var bench = Bench()
    #expect(bench.press(.quit) == [.player(.stop), .quit])
    let before = bench.state
    #expect(bench.press(.save(.playing)).isEmpty)
    #expect(bench.state == before)
  }

  @Test func `what became of a file is told after the end, too`() {
    var bench = Bench()
    bench.press(.quit)
    bench.take(.exported("nothing was written: the disk is full", isWritten: false))
    #expect(bench.state.notice?.kind == .error)
  }

  @Test func `turning the volume ends silence`() {
    var bench = Bench()
    bench.press(.toggleMute)
    #expect(bench.press(.volume(by: -5)) == [.player(.volume(75)), .player(.mute(false))])
    #expect(!bench.state.playback.isMuted)
  }

  @Test func `a missing sound device is told once`() {
    var bench = Bench()
    for command in [Command.save(.playing), .next] {
      bench.take(.player(.output(nil), at: bench.clock))
      bench.press(command)
    }
    #expect(bench.state.notices.count { $0.text.hasPrefix("no sound device") } == 1)
  }

  @Test(arguments: [(4.0, 0.0), (6, 6), (.infinity, 0)])
  func `a session left within the first seconds of a track begins it anew`(left: Double, begins: Double) {
    var state = State()
    state.begin(with: Bench.track(7), at: left)
    #expect(state.position == begins)
  }

  @Test func `a track that began in the middle is where the player says`() {
    var bench = Bench.streaming().0
    bench.state.begin(with: Bench.track(7), at: 90)
    bench.take(.playerReady)
    bench.resolveAll()
    bench.hear { .restarted($0) }
    bench.hear { .position($0, 95) }
    #expect(bench.state.position == 95)
  }

  @Test(arguments: [(4.0, 1), (6, 2)])
  func `the way back leads to the beginning once a few seconds were heard`(second: Double, track: Int) {
    var bench = Bench(queued: 3)
    bench.press(.next)
    bench.hear { .restarted($0) }
    bench.hear { .position($0, second) }
    bench.press(.previous)
    #expect(bench.state.playing?.track == Bench.track(track))
  }
}
