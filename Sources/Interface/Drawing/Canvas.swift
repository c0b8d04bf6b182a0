import TextUI

/// A frame being drawn, with the signs it is drawn with.
struct Canvas {
  var frame: Frame
  let glyphs: GlyphSet

  /// Draws text between two columns.
  mutating func draw(
    _ text: String, _ row: Int, _ columns: Range<Int>, _ role: Role, _ alignment: Text.Alignment = .left
  ) {
    frame.draw(
      text, at: row, columns.lowerBound, width: columns.count, role: role, alignment, ellipsis: glyphs[.ellipsis])
  }

  /// Draws a field; a highlight takes the place of all its roles.
  mutating func draw(_ field: Field, _ row: Int, _ cells: Range<Int>, _ column: Column, highlight: Role?) {
    guard field.runs.count > 1 else {
      return draw(field.text, row, cells, highlight ?? field.runs.first?.role ?? column.role, column.alignment)
    }
    var start = cells.lowerBound
    for run in field.runs {
      let end = min(cells.upperBound, start + Text.width(of: run.text))
      draw(run.text, row, start..<end, highlight ?? run.role ?? column.role)
      start = end
    }
  }

  /// Draws a line of a picture behind the place of the pointer.
  mutating func draw(_ picture: Picture, _ row: Int, _ pane: Range<Int>) {
    var start = pane.lowerBound + min(Column.pointer, max(0, pane.count - 1))
    for piece in picture.pieces {
      let end = min(pane.upperBound, start + Text.width(of: piece.text))
      draw(piece.text, row, start..<end, piece.role)
      start = end
    }
  }

  /// Draws a text at the left, and at the right the longest of some that leaves it enough room.
  mutating func draw(
    _ text: String, _ role: Role, right choices: [String], _ rightRole: Role, _ row: Int, _ columns: Range<Int>
  ) {
    let needed = min(Text.width(of: text), columns.count * 3 / 5)
    let room = columns.count - needed - Column.gap
    let right = choices.first { Text.width(of: $0) <= room } ?? ""
    let taken = right.isEmpty ? 0 : Text.width(of: right) + Column.gap
    draw(text, row, columns.lowerBound..<max(columns.lowerBound, columns.upperBound - taken), role)
    if !right.isEmpty { draw(right, row, columns.upperBound - taken + Column.gap..<columns.upperBound, rightRole) }
  }
}
