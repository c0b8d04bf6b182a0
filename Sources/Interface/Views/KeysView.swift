import Listening
import Playback
import Session
import TextUI

/// What is set, and every key. Enter changes a setting or does an action.
extension InterfaceState {
  func keysListing(_ scene: Scene, width: Int) -> Listing {
    let heading = Row.picture(Picture("Settings", .header), number: 0)
    let rows = [heading] + settingRows(scene.session) + [.picture(Picture(), number: 1)]
    return Listing(rows + actionRows(from: 2), columns: Self.keyColumns(width: width)) { row in keyFields(row) }
  }

  private func settingRows(_ session: State) -> [Row] {
    let depths = RadarDepth.allCases.map { $0 == session.depth ? "[\($0.rawValue)]" : $0.rawValue }
    let rows: [(String, String, String?)] = [
      ("source", settings.sourceName, nil), ("radar", depths.joined(separator: " "), "deeper"),
      ("theme", settings.theme, "themes"), ("signs", settings.glyphs.rawValue, nil),
      ("volume", "\(session.playback.volume)\(session.playback.isMuted ? ", muted" : "")", "mute"),
      ("sound", sound(session), nil), ("engine", engine(session), nil), ("journal", profile(session), nil),
    ]
    let places = settings.places.map { Row.setting($0.name, $0.path, nil) }
    return rows.map { .setting($0.0, $0.1, $0.2.flatMap(Action.named)) } + places
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
