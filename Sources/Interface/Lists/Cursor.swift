/// Where the listener is in a list: a row by what it is, and the place it had when last looked at.
struct Cursor: Hashable, Sendable {
  /// The highlighted row; nil is the first, whatever it is.
  var id: Row.ID?
  /// Its place, to fall back on when it is gone.
  var index = 0
  /// The first row on the screen.
  var top = 0

  /// The place of the highlighted row among these.
  func index(in rows: [Row]) -> Int {
    guard let id else { return 0 }
    return rows.firstIndex { $0.id == id } ?? max(0, min(index, rows.count - 1))
  }

  /// The rows on a screen of this height: near those last shown, the highlighted one among them.
  func window(in rows: [Row], height: Int, isText: Bool) -> Range<Int> {
    guard height > 0 else { return 0..<0 }
    var top = top
    if !isText {
      let index = index(in: rows)
      // A row of the neighbours stays in sight where there is room for it.
      let margin = height > 4 ? 1 : 0
      top = min(max(top, index - height + 1 + margin), max(0, index - margin))
    }
    top = max(0, min(top, rows.count - height))
    return top..<min(rows.count, top + height)
  }

  /// Moves to a place.
  mutating func go(to place: Int, in rows: [Row], height: Int) {
    guard !rows.isEmpty else { return }
    index = max(0, min(place, rows.count - 1))
    id = rows[index].id
    top = window(in: rows, height: height, isText: false).lowerBound
  }

  /// Moves a text up or down.
  mutating func scroll(to place: Int, in rows: [Row], height: Int) {
    top = max(0, min(place, rows.count - height))
  }
}
