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
