import Listening
import Session
import TextUI

/// The nearest artists, on a map and in a list.
extension InterfaceState {
  func artistRows(_ scene: Scene, _ width: Int) -> [Row] {
    let session = scene.session
    guard let near = session.taste?.artists, !near.isEmpty else { return [] }
    let layout = layout(scene)
    let isBeside = layout.companion(.taste) != nil && !layout.isBeside(shown)
    let map =
      isBeside || width < 48 ? [] : map(session, width: min(width, 96), rows: min(15, max(9, layout.list.count - 3)))
    let list = near.map { Row.artist($0.artist, name: artistName($0.artist, session), closeness: $0.closeness) }
    let heading = [Picture("The artists nearest to your taste", .header)] + map + (map.isEmpty ? [] : [Picture()])
    return pictures(heading, from: 200) + list + pictures([Picture()], from: 280)
  }

  /// The map by itself, for a window with room for it beside the list.
  func mapListing(_ scene: Scene, width: Int, height: Int) -> Listing {
    let room = max(1, width - Column.pointer)
    let lines = map(scene.session, width: room, rows: min(height - 2, max(9, room / 2)))
    let words =
      lines.isEmpty
      ? "Save a track or name an artist, and a map of the artists nearest to your taste stands here."
      : "The nearer the middle, the nearer to your taste. \(settings.glyphs[.saved]) is saved."
    let caption = Words.wrapped(words, to: room).map { Picture($0, .muted) }
    return Listing(pictures(lines + caption, from: 0), columns: []) { _ in [] }
  }

  private func map(_ session: State, width: Int, rows: Int) -> [Picture] {
    guard let near = session.taste?.artists, !near.isEmpty else { return [] }
    let saved = ledger(session).artists
    let places = near.prefix(24).enumerated().map { number, near in
      ArtistMap.Place(
        name: artistName(near.artist, session), closeness: near.closeness,
        // Without directions every next artist goes on by the golden angle, which keeps neighbours in the list apart.
        direction: near.direction ?? Double(number) * 0.381_966, isSaved: saved.contains(near.artist))
    }
    return ArtistMap(places, columns: width, rows: rows, glyphs: settings.glyphs).lines
  }

  private func artistName(_ id: ArtistID, _ session: State) -> String { session.artistNames[id] ?? id.description }

  static func nearness(_ closeness: Double) -> String {
    guard closeness.isFinite else { return "?" }
    return "\(closeness < 0 ? "away" : "near") \(abs(Int((min(1, max(-1, closeness)) * 100).rounded())))"
  }
}
