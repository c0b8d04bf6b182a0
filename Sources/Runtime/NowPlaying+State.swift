import Interface
import Listening
import Playback
import Session

extension NowPlaying {
  /// How a session stands.
  init(_ state: State, jumps: Int) {
    self.init()
    entry = state.playing?.id
    track = state.playing?.track
    length = state.length
    verdict = track.flatMap { state.verdict(on: $0.id) }
    self.state = InterfaceState.soundWords(state)
    canPlay = state.canPlay
    isPaused = state.playback.isPaused
    isSounding = state.isSounding
    volume = state.playback.isMuted ? 0 : state.playback.volume
    queue = state.queue.entries.prefix(ControlAnswer.rows).map(\.track.id)
    revision = state.journal.revision
    hasPrevious = !state.past.isEmpty
    radar = state.depth
    (saved, discarded) = (state.tally.saved, state.tally.discarded)
    self.jumps = jumps
  }
}

extension State {
  fileprivate var canPlay: Bool {
    if case .unavailable = player { return false }
    if case .unavailable = playback.output { return false }
    return playing != nil
  }

  fileprivate var isSounding: Bool {
    guard !playback.isPaused, let current = playback.current else { return false }
    return current.activity == .running && current.entry.id == playing?.id
  }
}
