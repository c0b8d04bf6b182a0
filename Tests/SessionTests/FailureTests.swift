import Foundation
import Listening
import Playback
import Session
import Testing

@Suite struct FailureTests {
  /// A session of which three tracks in a row would not play.
  private static func stopped() -> Bench {
    var bench = Bench(queued: 8)
    for _ in 1...3 {
      bench.resolveAll()
      _ = bench.drain()
      bench.hear { .ended($0, .failed("the address answers 404")) }
    }
    return bench
  }

  @Test func `three failures in a row stop and explain`() {
    var bench = Self.stopped()
    #expect(bench.state.playback.isPaused)
    #expect(bench.state.notice?.text.hasPrefix("stopped after 3 tracks that would not play") ?? false)
    #expect(bench.drain() == [.player(.stop)], "nothing more is asked")
    #expect(bench.state.playing?.track == Bench.track(3))
    bench.press(.togglePause)
    #expect(bench.effects.entriesAsked == [bench.state.playing?.id], "whoever plays asks again")
  }

  @Test func `what is opened but held does not play again yet`() {
    var bench = Self.stopped()
    bench.press(.next)
    bench.resolveAll()
    bench.hear { .restarted($0) }
    #expect(bench.state.notice?.text.hasPrefix("stopped after 3 tracks") == true)
    bench.press(.togglePause)
    #expect(bench.state.notice?.text == "Plays again: \"Title 4\" by Artist 4")
  }

  @Test func `what is still being opened does not play again yet`() {
    var bench = Self.stopped()
    bench.press(.next)
    bench.resolveAll()
    bench.press(.togglePause)
    #expect(bench.state.notice?.text.hasPrefix("stopped after 3 tracks") == true)
    bench.hear { .restarted($0) }
    #expect(bench.state.notice?.text == "Plays again: \"Title 4\" by Artist 4")
  }

  @Test func `tracks without sound are not all taken away ahead`() {
    var bench = Bench(queued: 8)
    bench.press(.next)
    bench.hear { .restarted($0) }
    for _ in 1...8 {
      for entry in bench.drain().entriesAsked {
        bench.take(.unresolvable(entry, sentence: "soundcloud is not connected", isPassing: false))
      }
    }
    #expect(bench.state.unplayable.count == 2 && bench.state.queue.head?.track == Bench.track(5))
    bench.press(.next)
    for entry in bench.drain().entriesAsked {
      bench.take(.unresolvable(entry, sentence: "soundcloud is not connected", isPassing: false))
    }
    #expect(bench.state.notices.contains { $0.text.hasSuffix("soundcloud is not connected") }, "its turn says why")
  }

  @Test(arguments: [SourceName.audius, .file])
  func `a stream that breaks now and then is asked for each time`(source: SourceName) {
    let (start, track) = Bench.streaming(from: source)
    var bench = start
    for begin in [0.0, 60, 120] {
      bench.hear { .restarted($0) }
      for second in 1...60 { bench.hear { .position($0, begin + Double(second)) } }
      bench.hear { .ended($0, .cut(at: begin + 60)) }
      bench.resolveAll()
    }
    #expect(bench.state.playing?.track == track)
    bench.hear { .ended($0, .cut(at: 180)) }
    #expect(bench.state.playing?.track != track, "nothing of it was heard since")
  }

  @Test func `what is opened once more begins where it was to begin`() {
    let (start, track) = Bench.streaming()
    var bench = start
    bench.state.begin(with: track, at: 120)
    bench.take(.playerReady)
    bench.resolveAll()
    bench.hear { .ended($0, .failed("its server is in trouble (503)", isPassing: true)) }
    for entry in bench.drain().entriesAsked { bench.take(.resolved(entry, .own(track.id))) }
    let begun = bench.effects.playerCommands.compactMap { if case .open(_, let from, _) = $0 { from } else { nil } }
    #expect(begun.last == 120)
  }

  @Test func `sound between failures forgives them`() {
    var bench = Bench(queued: 8)
    for number in 1...4 {
      bench.hear { .ended($0, .failed("the address answers 404")) }
      bench.resolveAll()
      if number == 2 { bench.hear { .restarted($0) } }
    }
    #expect(!bench.state.playback.isPaused)
  }

  @Test func `an outage takes no track away`() {
    var bench = Bench(queued: 8)
    bench.press(.next)
    bench.hear { .restarted($0) }
    bench.cutNetwork()
    #expect(bench.state.queue.head?.track == Bench.track(3), "its turn has not come")
    bench.press(.next)
    bench.cutNetwork()
    #expect(bench.state.playing?.track == Bench.track(5))
    #expect(bench.state.notice?.text.hasPrefix("stopped after 3 tracks that would not play") ?? false)
    #expect(bench.state.unplayable.isEmpty)
  }

  @Test func `an outage of the player's takes no track away`() {
    var bench = Bench(queued: 8)
    bench.hear { .ended($0, .failed("the network is not reachable", isPassing: true)) }
    #expect(bench.state.playing?.track == Bench.track(2))
    #expect(bench.state.unplayable.isEmpty)
  }

  @Test func `a track that is skipped is not looked up any more`() {
    var bench = Bench(queued: 8)
    bench.press(.next)
    let asked = bench.press(.next).entriesAsked
    #expect(bench.press(.next).calledOff == asked)
    #expect(bench.take(.resolved(asked[0], .own(Bench.track(3).id))).isEmpty)
  }

  @Test func `a row that comes next again is looked up again`() {
    var bench = Bench(queued: 8)
    bench.press(.next)
    bench.hear { .restarted($0) }
    let (head, last) = (bench.state.queue.entries[0].id, bench.state.queue.entries[5].track)
    #expect(bench.press(.playNext(last)).calledOff == [head])
    #expect(bench.press(.remove(last)).entriesAsked == [head])
  }

  @Test func `a track that would not play was not skipped`() {
    var bench = Bench(queued: 8)
    bench.press(.next)
    bench.press(.next)
    bench.cutNetwork()
    bench.press(.next)
    #expect(bench.effects.acts.isEmpty)
    #expect(bench.effects.entriesAsked == [bench.state.playing?.id])
  }

  @Test func `an entry is looked up once and begun once`() {
    var bench = Bench(queued: 8)
    bench.press(.next)
    bench.hear { .restarted($0) }
    bench.press(.next)
    let asked = bench.effects.entriesAsked
    #expect(asked == [bench.state.playing?.id])
    bench.resolveAll()
    _ = bench.drain()
    for entry in asked {
      #expect(bench.take(.resolved(entry, .own(Bench.track(3).id))).isEmpty)
      #expect(bench.take(.unresolvable(entry, sentence: "it is gone", isPassing: false)).isEmpty)
    }
    #expect(bench.state.playing?.track == Bench.track(3))
  }

  @Test func `a track that is left is silent while the next is looked up`() {
    var bench = Bench(queued: 8)
    #expect(bench.press(.next).playerCommands.contains(.stop) == false, "the next was opened ahead")
    #expect(bench.press(.next).playerCommands == [.stop])
  }

  @Test func `what was heard before a stream broke stays heard`() {
    let (start, track) = Bench.streaming()
    var bench = start
    bench.hear { .restarted($0) }
    for second in 1...60 { bench.hear { .position($0, Double(second)) } }
    bench.hear { .ended($0, .cut(at: 60)) }
    bench.resolveAll()
    bench.hear { .restarted($0) }
    bench.hear { .position($0, 61) }
    _ = bench.drain()
    bench.press(.next)
    #expect(bench.effects.acts == [.skip(track, heard: Listened(seconds: 61, of: 200))])
  }

  @Test func `rows without sound are taken away again once one was found between them`() {
    var bench = Bench(queued: 12)
    let gone = { (bench: inout Bench) in
      for entry in bench.drain().entriesAsked {
        bench.take(.unresolvable(entry, sentence: "it is gone", isPassing: false))
      }
    }
    bench.press(.next)
    bench.hear { .restarted($0) }
    for _ in 1...2 { gone(&bench) }
    bench.resolveAll()
    bench.press(.next)
    bench.hear { .restarted($0) }
    for _ in 1...2 { gone(&bench) }
    #expect(bench.state.unplayable.count == 4)
  }
}
