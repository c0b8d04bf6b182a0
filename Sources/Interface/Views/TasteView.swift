import Listening
import Session
import TextUI

/// What the engine believes, as pictures that words stand beside: the radar dial, what is saved and left by scene, a map of the
/// nearest artists, and the ledger of ears.
extension InterfaceState {
  func tasteListing(_ scene: Scene, width: Int) -> Listing {
    let room = max(1, width - Column.pointer)
    let rows =
      dialRows(scene.session, room) + sceneRows(scene.session) + artistRows(scene, room)
      + ledgerRows(scene.session, room)
    // One side of a scene's bar; both and the line between fill the second column.
    let side = max(4, min(20, (room - 46) / 2))
    let columns = [
      Column("", least: 10, most: 22, rank: 0, .artist), Column("", least: 2 * side + 1, rank: 2).drawing,
      Column("", least: 18, most: .max, rank: 1, .popularity),
    ]
    return Listing(rows, columns: columns) { row in tasteFields(row, side: side) }
  }

  private func tasteFields(_ row: Row, side: Int) -> [Field] {
    let bars = Bars(glyphs: settings.glyphs)
    switch row {
    case .artist(_, let name, let closeness):
      return [
        Field(name), Field(bars.right(closeness, width: 2 * side + 1), .progress), Field(Self.nearness(closeness)),
      ]
    case .scene(let count, let most): return sceneFields(count, most: most, side: side)
    case .ear(let entry): return earFields(entry, width: 2 * side + 1)
    default: return []
    }
  }

  /// Rows of pictures and headings: a number apart from all others keeps them apart.
  func pictures(_ lines: [Picture], from number: Int) -> [Row] {
    lines.enumerated().map { .picture($1, number: number + $0) }
  }

  // MARK: - The radar

  private func dialRows(_ session: State, _ width: Int) -> [Row] {
    let dial = RadarDial(depth: session.depth, glyphs: settings.glyphs)
    let words = [
      Picture(dial.words, .text), Picture("\(keyOf("deeper")) deeper, \(keyOf("shallower")) shallower", .muted),
      Picture(),
    ]
    return pictures([Picture("Radar", .header)] + dial.lines(width: width) + words, from: 0)
  }

  // MARK: - Scenes

  private func sceneRows(_ session: State) -> [Row] {
    let counts = memos.scenes.value(of: session.journal) { SceneCount.all(session.journal) }
    let heading = pictures([Picture("What you save and what you leave", .header)], from: 100)
    guard !counts.isEmpty else {
      let words =
        "Nothing yet: \(keyOf("save")) saves, \(keyOf("discard")) discards, \(keyOf("favourites")) names what you love."
      return heading + pictures([Picture(words, .muted), Picture()], from: 101)
    }
    let most = counts.map { max($0.saved, $0.left) }.max() ?? 1
    return heading + counts.prefix(12).map { .scene($0, most: most) } + pictures([Picture()], from: 110)
  }

  private func sceneFields(_ count: SceneCount, most: Int, side: Int) -> [Field] {
    let bars = Bars(glyphs: settings.glyphs)
    let share = { (number: Int) in Double(number) / Double(max(1, most)) }
    let bar = Field([
      Field.Run(text: bars.left(share(count.left), width: side), role: .discarded),
      Field.Run(text: settings.glyphs[.barStart], role: .border),
      Field.Run(text: bars.right(share(count.saved), width: side), role: .saved),
    ])
    return [Field(count.tag, .text), bar, Field(count.words, .text)]
  }

  // MARK: - Artists

  private func artistRows(_ scene: Scene, _ width: Int) -> [Row] {
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
    let words = "The nearer the middle, the nearer to your taste; \(settings.glyphs[.saved]) you saved."
    let caption = Words.wrapped(words, to: room).map { Picture($0, .muted) }
    return Listing(pictures(lines.isEmpty ? [] : lines + caption, from: 0), columns: []) { _ in [] }
  }

  private func map(_ session: State, width: Int, rows: Int) -> [Picture] {
    guard let near = session.taste?.artists, !near.isEmpty else { return [] }
    let saved = Set(ledger(session).entries.map(\.track.artist.id))
    let places = near.prefix(24).enumerated().map { number, near in
      ArtistMap.Place(
        name: artistName(near.artist, session), closeness: near.closeness,
        // Without directions every next artist goes on by the golden angle, which keeps neighbours in the list apart.
        direction: near.direction ?? Double(number) * 0.381_966, isSaved: saved.contains(near.artist))
    }
    return ArtistMap(places, columns: width, rows: rows, glyphs: settings.glyphs).lines
  }

  private func artistName(_ id: ArtistID, _ session: State) -> String { session.artistNames[id] ?? id.description }

  private static func nearness(_ closeness: Double) -> String {
    guard closeness.isFinite else { return "?" }
    return "\(closeness < 0 ? "away" : "near") \(abs(Int((min(1, max(-1, closeness)) * 100).rounded())))"
  }

  // MARK: - The ledger

  private func ledger(_ session: State) -> EarLedger {
    memos.ledger.value(of: .init(journal: session.journal, exposures: session.exposures)) { EarLedger(session) }
  }

  private func ledgerRows(_ session: State, _ width: Int) -> [Row] {
    let ledger = ledger(session)
    let heading = Picture("Your ear: known by how many when you saved them, and now", .header)
    let words = ledger.words.isEmpty ? ["No saved track yet: \(keyOf("save")) saves."] : ledger.words
    let lines = words.flatMap { Words.wrapped($0, to: width) }.map { Picture($0, .muted) }
    return pictures([heading] + lines, from: 300) + ledger.entries.prefix(200).map(Row.ear)
  }

  /// The figures of then and now, and a line from the one to the other on a scale where each step is ten times as many.
  private func earFields(_ entry: EarLedger.Entry, width: Int) -> [Field] {
    let cell = { (count: Int) in Int(EarLedger.share(count) * Double(width - 1)) }
    let (then, now) = (cell(entry.then), cell(entry.now ?? entry.then))
    let (low, high) = (min(then, now), max(then, now))
    let line = String(repeating: settings.glyphs[.progress], count: high - low)
    let end = settings.glyphs[entry.now == nil ? .dialPlace : .point]
    let runs = [
      Field.Run(text: String(repeating: settings.glyphs[.progressRest], count: low), role: .progressRest),
      Field.Run(text: now >= then ? line + end : end + line, role: .progress),
    ]
    return [Field("\(entry.track.artist.name)", .artist), Field(runs), Field(earWords(entry))]
  }

  private func earWords(_ entry: EarLedger.Entry) -> String {
    let then = "heard by \(Words.count(entry.then))"
    guard let now = entry.now else { return then + " then" }
    let growth = entry.growth.map { ", \(Words.times($0))" } ?? ""
    return "\(then) then, \(Words.count(now)) now\(growth)"
  }
}
