import Listening
import Session
import TextUI

/// What comes next and why, below what plays; before there is anything, what the program is and how to begin.
extension InterfaceState {
  func queueListing(_ scene: Scene) -> Listing {
    let session = scene.session
    let playing = session.playing.map { [Row.playing($0)] } ?? []
    let queued = session.queue.entries.enumerated().map { Row.queued($1, number: $0 + 1) }
    // The playing track alone would leave the listener without a word about what comes.
    let empty = session.playing == nil ? welcome(scene) : []
    let columns = settings.formats.row == nil ? TrackColumns.queue : [TrackColumns.number, TrackColumns.worded]
    return Listing(playing + queued, columns: columns, empty: empty) { row in queueFields(row, session) }
  }

  private func queueFields(_ row: Row, _ session: State) -> [Field] {
    guard let track = row.track else { return [] }
    var number = Field("")
    var role: Role?
    switch row {
    case .queued(_, let place): number = Field(String(place))
    default:
      number = Field(settings.glyphs[.playing], .playing)
      role = .playing
    }
    if let verdict = session.verdict(on: track.id) {
      number.runs.append(Field.Run(text: " " + settings.glyphs[verdict.glyph], role: verdict.role))
    }
    if let format = settings.formats.row {
      return [number, Field(format.text { words($0, track, row.proposal, session) }, role)]
    }
    let why = row.entry.map(ReasonText.short) ?? ""
    return [
      number, Field(track.artist.name, role), Field(track.title, role),
      TrackColumns.length(track), TrackColumns.heard(track.exposure), Field(why),
    ]
  }

  /// The sign of a verdict.
  func mark(_ verdict: Verdict?) -> Field {
    verdict.map { Field(settings.glyphs[$0.glyph], $0.role) } ?? Field("")
  }
}

/// The columns of rows that are tracks.
enum TrackColumns {
  static let queue = [
    number, artist, title, length, heard,
    Column("why", least: 21, most: 32, rank: 6, .reason),
  ]

  static let number = Column("next", least: 4, most: 5, rank: 5, .muted).drawing
  /// A row in the listener's own words.
  static let worded = Column("", least: 12, most: .max, rank: 0)
  static let mark = Column("", least: 2, rank: 3).drawing
  static let artist = Column("artist", least: 11, most: 40, rank: 1, .artist)
  static let title = Column("title", least: 13, most: 60, rank: 0)
  static let length = Column("length", least: 6, rank: 4, .muted, .right)
  static let heard = Column("heard by", least: 8, rank: 2, .popularity, .right).said

  static func length(_ track: Track) -> Field { Field(track.duration.map(Words.length) ?? "") }

  /// How many know a track; a question mark where nobody counted.
  static func heard(_ exposure: Exposure) -> Field { Field(exposure.heardBy.map(Words.count) ?? "?") }
}
