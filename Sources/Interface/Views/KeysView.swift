import Listening
import Playback
import Session
import TextUI

/// What is set, and every key.
extension InterfaceState {
  func keysListing(_ scene: Scene) -> Listing {
    let lines = [Line("Settings", .header)] + settingLines(scene.session) + [Line("")]
    let rows = lines.enumerated().map { Row.line($1, number: $0) }
    return Listing(rows + actionRows(from: rows.count), columns: Self.keyColumns) { row in keyFields(row) }
  }

  private func settingLines(_ session: State) -> [Line] {
    [
      Line("source", settings.sourceName),
      Line("radar", "\(session.depth.rawValue)  (\(keyOf("shallower")) \(keyOf("deeper")) turn it)"),
      Line("theme", "\(settings.theme)  (\(keyOf("themes")) chooses)"),
      Line("signs", settings.glyphs.rawValue),
      Line("volume", "\(session.playback.volume)\(session.playback.isMuted ? ", muted" : "")"),
      Line("sound", sound(session)),
      Line("engine", engine(session)),
      Line("profile", profile(session)),
    ]
  }

  private func sound(_ session: State) -> String {
    switch (session.player, session.playback.output) {
    case (.unavailable(let sentence), _), (_, .unavailable(let sentence)): sentence
    case (.loading, _): "being opened"
    case (.ready, .device(let name)): name
    case (.ready, .none): "no sound device: the time is counted in silence"
    case (.ready, .unknown): "ready"
    }
  }

  private func engine(_ session: State) -> String {
    switch session.engine {
    case .ready: "ready"
    case .loading, .training, .unavailable: StateWords.engine(session)
    }
  }

  private func profile(_ session: State) -> String {
    switch session.profile {
    case .loading: "being read"
    case .ready: Words.many(Int(clamping: session.journal.revision), "act") + ", all on disk"
    case .unavailable(let sentence): sentence
    }
  }
}
