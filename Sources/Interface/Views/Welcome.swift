import Listening
import Playback
import Session
import TextUI

/// What stands where the queue will be: the program in a few lines.
extension InterfaceState {
  func welcome(_ scene: Scene) -> [Line] {
    let state = [Line(opening(scene.session), .title)]
    let keys = Hint.names.compactMap(Action.named).map { Line(keyOf($0.name), $0.help) }
    return state + [Line("")] + keys + [Line("")] + closing
  }

  private func opening(_ session: State) -> String {
    let plays = "\(keyOf("pause")) plays"
    switch (session.engine, session.profile) {
    case (.unavailable(let sentence), _): return sentence
    case (.ready, .ready):
      let wider = session.depth.shallower == nil ? "" : "\(keyOf("shallower")) widens the radar, "
      let again =
        session.journal.tracks.isEmpty ? "" : "Enter in \(keyOf("saved")) or \(keyOf("history")) plays what you know, "
      return "Nothing is queued: \(wider)\(again)\(keyOf("favourites")) names what you love"
    default:
      return session.playback.isPaused
        ? "Paused: \(plays) once the first tracks are here" : "The first tracks are on their way"
    }
  }

  private var closing: [Line] {
    [
      Line(keyOf("favourites"), "Name three artists or tracks you love, of any fame: the surest start"),
      Line("", "Good artists that few have heard of, chosen on this machine; nothing about you leaves it.", .muted),
      Line("", "`crescendo paths` says where everything is kept.", .muted),
    ]
  }
}
