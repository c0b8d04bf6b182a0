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
    let side = max(4, min(20, (room - 48) / 2))
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
    case .tag(let count, let most): return tagFields(count, most: most, side: side)
    case .ear(let entry): return earFields(entry, width: 2 * side + 1)
    default: return []
    }
  }

  /// Rows of pictures and headings: a number apart from all others keeps them apart.
  func pictures(_ lines: [Picture], from number: Int) -> [Row] {
    lines.enumerated().map { .picture($1, number: number + $0) }
  }

  private func dialRows(_ session: State, _ width: Int) -> [Row] {
    let dial = RadarDial(depth: session.depth, glyphs: settings.glyphs)
    let words = [
      Picture(dial.words, .text), Picture("\(keyOf("deeper")) deeper, \(keyOf("shallower")) shallower", .muted),
      Picture(),
    ]
    return pictures([Picture("Radar", .header)] + dial.lines(width: width) + words, from: 0)
  }

  private func sceneRows(_ session: State) -> [Row] {
    let counts = memos.tags.value(of: session.journal) { TagCount.all(session.journal) }
    let heading = pictures([Picture("What you save and what you leave", .header)], from: 100)
    guard !counts.isEmpty else {
      let isJudged = session.tally.saved + session.tally.discarded > 0
      let words =
        isJudged
        ? "Tags would tell, and what you saved and discarded has none."
        : "Nothing yet: \(keyOf("save")) saves, \(keyOf("discard")) discards, \(keyOf("favourites")) names what you love."
      return heading + pictures([Picture(words, .muted), Picture()], from: 101)
    }
    let most = counts.map { max($0.saved, $0.left) }.max() ?? 1
    return heading + counts.prefix(12).map { .tag($0, most: most) } + pictures([Picture()], from: 110)
  }

  private func tagFields(_ count: TagCount, most: Int, side: Int) -> [Field] {
    let bars = Bars(glyphs: settings.glyphs)
    let share = { (number: Int) in Double(number) / Double(max(1, most)) }
    let bar = Field([
      Field.Run(text: bars.left(share(count.left), width: side), role: .discarded),
      Field.Run(text: settings.glyphs[.barStart], role: .border),
      Field.Run(text: bars.right(share(count.saved), width: side), role: .saved),
    ])
    return [Field(count.tag, .text), bar, Field(count.words, .text)]
  }
}
