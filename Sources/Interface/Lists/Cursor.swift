/// Where the listener is in a list: a row by what it is, and the place it had when last looked at.
struct Cursor: Hashable, Sendable {
  /// The highlighted row; nil is the first, whatever it is.
  var id: Row.ID?
  /// Its place, to fall back on when it is gone.
  var index = 0
  /// The first row on the screen.
  var top = 0
  /// Whether the listener reads on past the last row that can be highlighted.
  private var isReadingOn = false

  init(id: Row.ID? = nil, index: Int = 0) {
    self.id = id
    self.index = index
  }

  /// The place of the highlighted row among these.
  func index(in rows: [Row]) -> Int {
    // Nearly always it is where it was.
    if let id, rows.indices.contains(index), rows[index].id == id, rows[index].isChoosable { return index }
    if let id, let place = rows.firstIndex(where: { $0.id == id && $0.isChoosable }) { return place }
    let place = id == nil ? 0 : max(0, min(index, rows.count - 1))
    return Self.choosable(from: place, by: 1, rows) ?? Self.choosable(from: place, by: -1, rows) ?? place
  }

  /// The rows on a screen of this height: near those last shown, the highlighted one among them.
  func window(in rows: [Row], height: Int, isText: Bool) -> Range<Int> {
    guard height > 0 else { return 0..<0 }
    var top = top
    if !isText && !isReadingOn {
      let index = index(in: rows)
      // A row of the neighbours stays in sight where there is room for it.
      let margin = height > 4 ? 1 : 0
      top = min(max(top, index - height + 1 + margin), max(0, index - margin))
      if index < height, Self.choosable(from: index - 1, by: -1, rows) == nil { top = 0 }
      if index >= rows.count - height, Self.choosable(from: index + 1, by: 1, rows) == nil { top = rows.count - height }
    }
    top = max(0, min(top, rows.count - height))
    return top..<min(rows.count, top + height)
  }

  /// Moves to a place, or to the next row in that direction that can be highlighted; where there is none the screen moves alone.
  mutating func go(to place: Int, in rows: [Row], height: Int) {
    guard !rows.isEmpty else { return }
    let before = index(in: rows)
    let place = max(0, min(place, rows.count - 1))
    let step = place < before ? -1 : 1
    guard let target = Self.choosable(from: place, by: step, rows) else {
      return readOn(by: place - before, rows, height)
    }
    isReadingOn = false
    index = target
    id = rows[target].id
    top = window(in: rows, height: height, isText: false).lowerBound
  }

  /// Where the highlighted row is gone, takes up the one that is shown in its place: that is the row from now on, wherever it goes.
  mutating func takeUp(_ rows: [Row]) {
    guard id != nil, !rows.isEmpty else { return }
    index = index(in: rows)
    id = rows[index].id
  }

  /// Moves a text up or down.
  mutating func scroll(to place: Int, in rows: [Row], height: Int) {
    top = max(0, min(place, rows.count - height))
  }

  private mutating func readOn(by rows: Int, _ all: [Row], _ height: Int) {
    scroll(to: window(in: all, height: height, isText: false).lowerBound + rows, in: all, height: height)
    isReadingOn = true
  }

  private static func choosable(from place: Int, by step: Int, _ rows: [Row]) -> Int? {
    var place = place
    while rows.indices.contains(place) {
      if rows[place].isChoosable { return place }
      place += step
    }
    return nil
  }
}
