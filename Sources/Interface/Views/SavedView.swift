import Listening
import Session
import TextUI

/// Every track saved, the latest first, with how well known it was then.
extension InterfaceState {
  func savedListing(_ scene: Scene) -> Listing {
    let session = scene.session
    let rows = memos.saved.value(of: .init(journal: session.journal, order: savedOrder)) {
      savedOrder.sorted(session.journal.tracks(with: .saved)).map(Row.act)
    }
    let worded = [TrackColumns.mark, TrackColumns.worded]
    let columns = settings.formats.row == nil ? Self.savedColumns : worded
    return Listing(rows, columns: columns, empty: savedEmpty(session)) { row in
      guard let track = row.track, case .act(let interaction) = row else { return [] }
      if let format = settings.formats.row {
        return [mark(session.verdict(on: track.id)), Field(format.text { words($0, track, nil, session) })]
      }
      return [
        mark(session.verdict(on: track.id)), Field(track.artist.name), Field(track.title), TrackColumns.length(track),
        TrackColumns.heard(track.exposure), Field(session.exposures[track.id]?.heardBy.map(Words.count) ?? ""),
        Field(Words.ago(interaction.date, now: scene.now)),
      ]
    }
  }

  private static let savedColumns = [
    TrackColumns.mark, TrackColumns.artist, TrackColumns.title, TrackColumns.length, TrackColumns.heard,
    Column("by now", least: 7, rank: 6, .popularity, .right).said,
    Column("saved", least: 10, rank: 5, .muted, .right).said,
  ]

  private func savedEmpty(_ session: State) -> [Line] {
    switch session.profile {
    case .loading: [Line("Loading what you saved", .muted)]
    case .unavailable(let sentence): [Line(sentence, .error)]
    case .ready:
      [
        Line("Nothing saved yet."),
        Line("\(keyOf("save")) saves the playing track, \(keyOf("save-row")) the highlighted one.", .muted),
      ]
    }
  }
}

/// How saved tracks may be sorted.
enum SavedOrder: String, CaseIterable, Hashable, Sendable {
  case newest, artist, title, length, heard

  /// Rows that come newest first, in this order; equals stay newest first.
  func sorted(_ rows: [Interaction]) -> [Interaction] {
    switch self {
    case .newest: rows
    case .artist: rows.sorted { Self.word($0) { $0.artist.name } < Self.word($1) { $0.artist.name } }
    case .title: rows.sorted { Self.word($0, \.title) < Self.word($1, \.title) }
    case .length: rows.sorted { ($0.act.track?.duration ?? .infinity) < ($1.act.track?.duration ?? .infinity) }
    case .heard: rows.sorted { ($0.act.track?.exposure.heardBy ?? .max) < ($1.act.track?.exposure.heardBy ?? .max) }
    }
  }

  private static func word(_ row: Interaction, _ text: (Track) -> String) -> String {
    row.act.track.map(text)?.lowercased() ?? ""
  }
}
