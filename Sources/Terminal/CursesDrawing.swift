import CNcurses
import TextUI

extension CursesScreen {
  /// Shows a frame: draws the cells that differ from what is shown, and sends curses' difference in one piece.
  public func present(_ frame: Frame) {
    for row in 0..<size.rows {
      let line = self.line(row, of: frame)
      let before = shown.map { self.line(row, of: $0) }
      if let columns = Self.changed(line, before) { draw(line, columns, at: row) }
    }
    tty_flush(Int32(frame.cursor?.row ?? -1), Int32(frame.cursor?.column ?? 0))
    shown = frame
  }

  /// One row of a frame, filled or cut to the screen's width: a resize may come between drawing and showing.
  private func line(_ row: Int, of frame: Frame) -> ArraySlice<Cell> {
    if frame.size.columns == size.columns && row < frame.size.rows { return frame.row(row) }
    return (0..<size.columns).map { frame[row, $0] }[...]
  }

  /// The columns from the first to the last changed cell; nil when the rows are alike.
  private static func changed(_ line: ArraySlice<Cell>, _ before: ArraySlice<Cell>?) -> Range<Int>? {
    guard let before else { return line.isEmpty ? nil : 0..<line.count }
    if line == before { return nil }
    let offsets = zip(line, before).enumerated().compactMap { $1.0 == $1.1 ? nil : $0 }
    guard let first = offsets.first, let last = offsets.last else { return nil }
    return first..<last + 1
  }

  /// Draws columns of one row in runs of one look, beginning and ending with whole characters.
  private func draw(_ line: ArraySlice<Cell>, _ columns: Range<Int>, at row: Int) {
    let cells = Array(line)
    var column = columns.lowerBound
    while column > 0 && cells[column].text.isEmpty { column -= 1 }
    var run = Run(column: column, look: Look())
    while column < columns.upperBound {
      var look = palette.look(cells[column].role)
      // Each change costs ten bytes on the line to the terminal.
      if cells[column].text == " " && look.isBlankAlike(run.look) { look = run.look }
      if look != run.look {
        run.put(at: row)
        run = Run(column: column, look: look)
      }
      var end = column + 1
      while end < cells.count && cells[end].text.isEmpty && !cells[column].text.isEmpty { end += 1 }
      run.append(cells[column].text, columns: end - column, glyphs)
      column = end
    }
    run.put(at: row)
  }
}

/// Neighbouring characters with one look.
private struct Run {
  var column: Int
  var look: Look
  var characters: [Int32] = []

  /// Adds a character that must fill so many columns. One that curses would draw in another width is replaced, or it would
  /// push its neighbours aside.
  mutating func append(_ text: String, columns: Int, _ glyphs: GlyphSet) {
    // Most characters: one byte, one column in every locale.
    if columns == 1, text.utf8.count == 1, let byte = text.utf8.first, (0x20..<0x7F).contains(byte) {
      return characters.append(Int32(byte))
    }
    let drawn =
      switch glyphs {
      case .unicode: text
      case .console: Text.console(text)
      case .ascii: Text.ascii(text)
      }
    let widths = drawn.unicodeScalars.map { tty_width($0.value) }
    let isTrue = widths.allSatisfy { $0 >= 0 } && widths.reduce(0, +) == columns && widths.first != 0
    let safe = isTrue ? drawn : columns == 1 && text.isEmpty ? " " : glyphs == .unicode ? Text.replacement : "?"
    characters += safe.unicodeScalars.map { Int32(bitPattern: $0.value) }
    if !isTrue { characters += repeatElement(0x20, count: columns - 1) }
  }

  func put(at row: Int) {
    guard !characters.isEmpty else { return }
    tty_put(Int32(row), Int32(column), characters, Int32(characters.count), look.attributes, look.pair)
  }
}
