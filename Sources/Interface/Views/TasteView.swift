import Listening
import Session
import TextUI

/// What the engine believes: the radar, what draws the listener and what does not, who is near, and the ledger of ears.
extension InterfaceState {
  func tasteListing(_ scene: Scene) -> Listing {
    let session = scene.session
    let lines = dial(session.depth) + ledger(session) + leanings(session.taste)
    let near = artists(session)
    let heading = near.isEmpty ? [] : [Line(""), Line("Artists nearest to your taste", .header)]
    let rows = (lines + heading).enumerated().map { Row.line($1, number: $0) }
    return Listing(rows + near, columns: Self.tasteColumns) { row in tasteFields(row) }
  }

  private static let tasteColumns = [
    Column("", least: 16, most: 44, rank: 0), Column("", least: 10, most: 52, rank: 1, .progress),
  ]

  private func tasteFields(_ row: Row) -> [Field] {
    switch row {
    case .line(let line, _):
      line.label.isEmpty ? [Field(line.text, line.role)] : [Field(line.label), Field(line.text, line.role)]
    case .artist(_, let name, let closeness): [Field(name, .artist), Field(bar(closeness), .progress)]
    default: []
    }
  }

  /// The dial, its place in brackets.
  private func dial(_ depth: RadarDepth) -> [Line] {
    let words = RadarDepth.allCases.map { $0 == depth ? "[\($0.rawValue)]" : $0.rawValue }.joined(separator: " ")
    let share = Words.percent(depth.percentile) ?? ""
    let reach = depth == .open ? "everyone, the famous too" : "the least known \(share) of artists"
    return [
      Line("Radar", words, .header), Line("plays \(reach)", .muted),
      Line("\(keyOf("deeper")) deeper, \(keyOf("shallower")) shallower", .muted), Line(""),
    ]
  }

  /// How well known they were whom the listener saved.
  private func ledger(_ session: State) -> [Line] {
    let saved = session.journal.tracks(with: .saved).compactMap(\.act.track)
    let heard = saved.compactMap(\.exposure.heardBy).sorted()
    let heading = [Line("Your ear", .header)]
    guard !heard.isEmpty else {
      return heading + [Line("No saved track yet: \(keyOf("save")) saves.", .muted), Line("")]
    }
    let artists = Set(saved.map(\.artist.id)).count
    return heading + [
      Line("saved", "\(Words.many(saved.count, "track")) by \(Words.many(artists, "artist"))"),
      Line("half of them heard by", "\(Words.count(heard[heard.count / 2])) or fewer", .popularity),
      Line("the least known by", Words.count(heard[0]), .popularity), Line(""),
    ]
  }

  private func leanings(_ taste: Taste?) -> [Line] {
    let heading = Line("What draws you, and what does not", .header)
    guard let tags = taste?.tags, !tags.isEmpty else {
      return [
        heading, Line("Nothing is known yet:", .muted),
        Line("\(keyOf("save")) saves, \(keyOf("discard")) discards, \(keyOf("favourites")) names favourites.", .muted),
      ]
    }
    let drawn = tags.filter { $0.weight >= 0 }.prefix(12).map { Line($0.tag, bar($0.weight), .saved) }
    let away = tags.filter { $0.weight < 0 }.suffix(8).map { Line($0.tag, bar($0.weight), .discarded) }
    return [heading] + drawn + away
  }

  private func artists(_ session: State) -> [Row] {
    (session.taste?.artists ?? []).map { near in
      .artist(near.artist, name: session.artistNames[near.artist] ?? near.artist.description, closeness: near.closeness)
    }
  }

  /// A weight as a word, a figure and a bar, each of which says it alone.
  private func bar(_ weight: Double) -> String {
    guard weight.isFinite else { return "?" }
    let share = min(1, max(-1, weight))
    let length = Int((share.magnitude * 20).rounded())
    let figure = Int((share * 100).rounded())
    let sign = figure < 0 ? "away" : "near"
    return Text.padded("\(sign) \(abs(figure))", to: 8) + " "
      + String(repeating: settings.glyphs[.progress], count: length)
  }
}
