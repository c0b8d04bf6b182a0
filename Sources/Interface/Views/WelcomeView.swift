import Listening
import Session
import TextUI

/// The first meeting: what the program is, a start at once or with favourites to pick, the six keys, and where things live.
extension InterfaceState {
  func welcomeListing(_ scene: Scene, width: Int) -> Listing {
    let room = max(1, width - Column.pointer)
    let sentence = "Good artists that few have heard of. Nothing about you leaves this machine."
    var lead = Words.wrapped(sentence, to: room).map { Picture($0, .title) }
    let free = layout(scene).list.count - lead.count - 5
    // Explained they take eight rows, of which none may be below the fold.
    let isLow = free < 4 + 8
    if isLow { lead.append(keyLine) }
    let picks = pickRows(scene, room, most: isLow ? free - 1 : free - 8)
    if free > 0 { lead.append(Picture()) }
    let rows = pictures(lead, from: 0) + [.start] + picks + (isLow ? [] : keyRows(room)) + placeRows
    return Listing(rows, columns: Self.welcomeColumns) { row in welcomeFields(row, scene.session) }
  }

  private static let welcomeColumns = [
    Column("", least: 14, most: 40, rank: 0), Column("", least: 2, rank: 1, .saved).drawing,
    Column("", least: 14, most: 60, rank: 2, .muted),
  ]

  private func welcomeFields(_ row: Row, _ session: State) -> [Field] {
    switch row {
    case .start: return [Field("Just listen", .title), Field(""), Field("Enter, then \(keyOf("pause")) plays")]
    case .favoured(let favoured):
      let isNamed = session.journal.naming(of: favoured) != nil
      return [Field(favoured.title, .artist), Field(isNamed ? settings.glyphs[.saved] : ""), Field(known(favoured))]
    case .action(let action):
      return [Field("Any other name", .artist), Field(""), Field("\(keyOf(action.name)), or Enter")]
    default: return []
    }
  }

  private func known(_ favoured: Favoured) -> String {
    switch favoured {
    case .artist(let artist):
      let heard = artist.followers.map { ["\(Words.count($0)) follow"] } ?? []
      return (Array(artist.tags.prefix(3)) + heard).joined(separator: ", ")
    case .track(let track): return track.tags.prefix(3).joined(separator: ", ")
    }
  }

  private func pickRows(_ scene: Scene, _ width: Int, most: Int) -> [Row] {
    let named = scene.session.journal.named.count
    let wish =
      named == 0
      ? "Or name three to five you love, of any fame; Enter picks:"
      : "\(Words.many(named, "favourite")) named; three to five are a good start:"
    let picks = scene.session.suggestions.prefix(max(4, min(8, most))).map(Row.favoured)
    let other = Action.named("favourites").map { [Row.action($0)] } ?? []
    return pictures([Picture()] + Words.wrapped(wish, to: width).map { Picture($0, .header) }, from: 10) + picks + other
  }

  /// The six keys with a word each, where there is no room to explain them.
  private var keyLine: Picture {
    var line = Picture()
    for action in Hint.names.compactMap(Action.named) {
      line.add((line.words.isEmpty ? "" : "  ") + keyOf(action.name), .header)
      line.add(" \(action.hint ?? action.name)", .text)
    }
    return line
  }

  private func keyRows(_ width: Int) -> [Row] {
    let keys = Hint.names.compactMap(Action.named)
    let names = keys.map { keyOf($0.name) }
    let column = (names.map { Text.width(of: $0) }.max() ?? 0) + 2
    let lines = zip(names, keys).map { name, action in
      var line = Picture(Text.padded(name, to: column), .header)
      line.add(Text.clip(action.help, to: max(0, width - column), ellipsis: settings.glyphs[.ellipsis]), .text)
      return line
    }
    return pictures(
      [Picture(), Picture("Six keys are enough; the last shows all the others", .header)] + lines, from: 20)
  }

  private var placeRows: [Row] {
    guard !settings.places.isEmpty else { return [] }
    let column = (settings.places.map { Text.width(of: $0.name) }.max() ?? 0) + 2
    let lines = settings.places.map { place in
      var line = Picture(Text.padded(place.name, to: column), .muted)
      line.add(place.path, .text)
      return line
    }
    return pictures([Picture(), Picture("Where things live", .header)] + lines, from: 40)
  }
}
