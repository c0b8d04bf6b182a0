extension Frame {
  /// Draws text in one row from a column on, clipped to `width` columns and to the frame. It is cleaned first.
  ///
  /// A wide character is drawn whole or not at all, and one that is half drawn over leaves blanks.
  /// - Returns: the columns the text fills.
  @discardableResult
  public mutating func draw(
    _ text: String, at row: Int, _ column: Int, width: Int = .max, role: Role,
    _ alignment: Text.Alignment = .left, ellipsis: String = Text.ellipsis
  ) -> Int {
    guard row >= 0, row < size.rows, column < size.columns, column > -Text.limit else { return 0 }
    let room = min(width, size.columns - max(0, column)) - min(0, column)
    let drawn = Text.cells(text, to: min(width, room), role: role, ellipsis: ellipsis)
    // A field without an end has no right side to stand at.
    let start = column + (width == .max ? 0 : Text.lead(max(0, width - drawn.count), alignment))
    place(drawn, at: row, start)
    return drawn.count
  }

  /// Fills cells of one row with a one-column character.
  public mutating func fill(row: Int, columns: Range<Int>? = nil, with text: String = " ", role: Role) {
    let columns = (columns ?? 0..<size.columns).clamped(to: 0..<size.columns)
    let cell = Text.cells(text, to: 1, role: role).first ?? Cell(" ", role)
    place(Array(repeating: cell, count: columns.count), at: row, columns.lowerBound)
  }

  /// Draws a horizontal rule across the whole row.
  public mutating func rule(row: Int, glyphs: GlyphSet, role: Role = .border) {
    fill(row: row, with: glyphs[.rule], role: role)
  }

  /// Puts cells into a row; a cluster that would cross the left or right side becomes blanks.
  private mutating func place(_ cells: [Cell], at row: Int, _ column: Int) {
    guard row >= 0, row < size.rows, !cells.isEmpty else { return }
    let inside = (column..<column + cells.count).clamped(to: 0..<size.columns)
    guard !inside.isEmpty else { return }
    mend(row, inside)
    replace(row, inside, with: cells[(inside.lowerBound - column)...])
    if inside.lowerBound > column { blankHead(row, inside) }
    if inside.upperBound < column + cells.count && cells[inside.upperBound - column].text.isEmpty {
      blankTail(row, inside)
    }
  }

  /// Blanks what is left of wide characters that begin before or end behind the columns about to be drawn.
  private mutating func mend(_ row: Int, _ columns: Range<Int>) {
    if self[row, columns.lowerBound].text.isEmpty { blankTail(row, 0..<columns.lowerBound) }
    blankHead(row, columns.upperBound..<size.columns)
  }

  /// Blanks the second halves at the start of the columns.
  private mutating func blankHead(_ row: Int, _ columns: Range<Int>) {
    for column in columns {
      guard self[row, column].text.isEmpty else { return }
      self[row, column].text = " "
    }
  }

  /// Blanks the wide character at the end of the columns whose rest is missing.
  private mutating func blankTail(_ row: Int, _ columns: Range<Int>) {
    for column in columns.reversed() {
      let isFirst = !self[row, column].text.isEmpty
      self[row, column].text = " "
      if isFirst { return }
    }
  }
}
