import Listening
import Testing

@testable import Playback

/// The playback state follows the audio clock and nothing else.
struct PlaybackStateTests {
  private func state(duration: Double? = 100) -> PlaybackState {
    var state = PlaybackState(isPaused: false)
    state.begin(PlaylistEntry(id: 1, address: .own(TrackID(.demo, "1")), duration: duration))
    return state
  }

  @Test func `the first restart starts an entry, later ones do not`() {
    var state = state()
    #expect(state.current?.activity == .opening)
    #expect(state.apply(.opening(1)) == .none)
    #expect(state.apply(.restarted(1)) == .started)
    #expect(state.current?.activity == .running)
    #expect(state.apply(.position(1, 1)) == .none)
    #expect(state.apply(.restarted(1)) == .none)
  }

  @Test func `events of another entry change nothing`() {
    var state = state()
    let before = state
    for event: PlayerEvent in [
      .opening(2), .restarted(2), .position(2, 9), .duration(2, 9), .buffering(2, 50), .ended(2, .finished),
    ] {
      #expect(state.apply(event) == .none)
    }
    #expect(state == before)
  }

  @Test func `what is heard is what the clock walked, not what it leapt`() {
    var state = state()
    _ = state.apply(.restarted(1))
    for seconds in [0.5, 1.0, 1.5] { _ = state.apply(.position(1, seconds)) }
    _ = state.apply(.position(1, 60))
    _ = state.apply(.position(1, 60.5))
    _ = state.apply(.position(1, 10))
    #expect(state.current?.heard == 2)
    #expect(state.current?.position == 10)
  }

  @Test func `an entry begun anew starts again, and keeps what was heard of it`() throws {
    var state = state()
    _ = state.apply(.restarted(1))
    _ = state.apply(.position(1, 1))
    state.begin(try #require(state.current).entry, from: 1)
    #expect(state.apply(.restarted(1)) == .started)
    #expect(state.current?.heard == 1)
  }

  @Test func `of another entry nothing was heard yet`() {
    var state = state()
    _ = state.apply(.position(1, 1))
    state.begin(PlaylistEntry(id: 2, address: .own(TrackID(.demo, "2")), duration: 100))
    #expect(state.current?.heard == 0)
  }

  @Test func `an entry whose clock walks is running`() {
    var state = state()
    _ = state.apply(.position(1, 1))
    #expect(state.current?.activity == .running)
  }

  @Test func `a place that was sought is believed until the clock speaks`() {
    var state = state()
    _ = state.apply(.restarted(1))
    state.moved(to: 40)
    #expect(state.current?.position == 40)
    _ = state.apply(.position(1, 40.25))
    #expect(state.current?.heard == 0.25)
  }

  @Test func `the catalogue's length wins over the stream's`() {
    var known = state()
    _ = known.apply(.duration(1, 30))
    #expect(known.current?.duration == 100)
    var unknown = state(duration: nil)
    _ = unknown.apply(.duration(1, 30))
    #expect(unknown.current?.duration == 30)
  }

  @Test func `buffering is an activity that ends in running`() {
    var state = state()
    _ = state.apply(.restarted(1))
    _ = state.apply(.buffering(1, 30))
    #expect(state.current?.activity == .buffering(30))
    _ = state.apply(.buffering(1, nil))
    #expect(state.current?.activity == .running)
  }

  @Test(arguments: [Outcome.finished, .cut(at: 3), .failed("no"), .stopped])
  func `an end is passed on with its outcome`(outcome: Outcome) {
    var state = state()
    #expect(state.apply(.ended(1, outcome)) == .ended(outcome))
  }

  @Test func `where the sound goes is remembered`() {
    var state = PlaybackState()
    #expect(state.output == .unknown)
    _ = state.apply(.output("pipewire"))
    #expect(state.output == .device("pipewire"))
    _ = state.apply(.output(nil))
    #expect(state.output == PlaybackState.Output.none)
    _ = state.apply(.unavailable("install libmpv"))
    #expect(state.output == .unavailable("install libmpv"))
  }

  @Test func `the volume stays between 0 and 100`() {
    var state = PlaybackState(volume: 300)
    #expect(state.volume == 100)
    state.turn(to: -4)
    #expect(state.volume == 0)
  }
}
