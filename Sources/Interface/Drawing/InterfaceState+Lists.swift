import Session
import TextUI

/// The list that is shown, and the screen's own beside an overlay where there is room for both.
extension InterfaceState {
  func drawLists(_ canvas: inout Canvas, _ scene: Scene, _ layout: Layout) {
    guard !layout.list.isEmpty else { return }
    draw(shown, &canvas, scene, layout, layout.pane(shown), isFocused: true)
    guard layout.isBeside(shown) else { return }
    draw(screen, &canvas, scene, layout, layout.paneBehind, isFocused: false)
    for row in (layout.row(.header) ?? layout.list.lowerBound)..<layout.list.upperBound {
      canvas.draw(settings.glyphs[.vertical], row, scene.size.columns / 2..<scene.size.columns / 2 + 1, .border)
    }
  }

  private func draw(
    _ view: View, _ canvas: inout Canvas, _ scene: Scene, _ layout: Layout, _ pane: Range<Int>, isFocused: Bool
  ) {
    var list = listing(view, scene)
    if list.rows.isEmpty { list = Listing(text: list.empty, width: pane.count) }
    let cursor = cursors[view] ?? Cursor()
    let window = cursor.window(in: list.rows, height: layout.list.count, isText: list.isText)
    let places = Column.places(list.columns, in: pane.count)
    if let row = layout.row(.header) { drawHeader(&canvas, list, places, row, pane) }
    let highlight = list.isText ? nil : cursor.index(in: list.rows)
    for (offset, place) in window.enumerated() {
      let role = place == highlight ? highlightRole(list.rows[place], isFocused) : nil
      drawRow(&canvas, list, list.rows[place], places, layout.list.lowerBound + offset, pane, highlight: role)
    }
  }

  private func drawHeader(
    _ canvas: inout Canvas, _ list: Listing, _ places: [(column: Int, cells: Range<Int>)], _ row: Int,
    _ pane: Range<Int>
  ) {
    for (number, cells) in places {
      let column = list.columns[number]
      canvas.draw(column.title, row, cells.shifted(by: pane.lowerBound), .header, column.alignment)
    }
  }

  private func drawRow(
    _ canvas: inout Canvas, _ list: Listing, _ row: Row, _ places: [(column: Int, cells: Range<Int>)], _ line: Int,
    _ pane: Range<Int>, highlight: Role?
  ) {
    let fields = list.fields(row)
    if let highlight {
      canvas.frame.fill(row: line, columns: pane, role: highlight)
      canvas.draw(
        settings.glyphs[.pointer], line, pane.lowerBound..<min(pane.lowerBound + 1, pane.upperBound), highlight)
    }
    for (number, cells) in places where fields.indices.contains(number) {
      let (field, column) = (fields[number], list.columns[number])
      let role = highlight ?? field.role ?? column.role
      canvas.draw(field.text, line, cells.shifted(by: pane.lowerBound), role, column.alignment)
    }
  }

  private func highlightRole(_ row: Row, _ isFocused: Bool) -> Role {
    guard isFocused else { return .selectionInactive }
    if case .playing = row { return .playingSelected }
    return .selection
  }

  /// The names of the screens with their keys, the open one in brackets; or the name of the overlay.
  func drawTabs(_ canvas: inout Canvas, _ layout: Layout) {
    guard let row = layout.row(.tabs) else { return }
    canvas.frame.rule(row: row, glyphs: settings.glyphs)
    let columns = layout.left..<layout.right
    if let overlay, !layout.isBeside(overlay) {
      canvas.draw(" \(overlay.title) ", row, columns, .header)
    } else {
      drawScreens(&canvas, row, columns)
      if let overlay { canvas.draw(" \(overlay.title) ", row, layout.pane(overlay), .header) }
    }
    guard let filter = filters[shown] else { return }
    let text = Text.clip(" \(filter.text) ", to: columns.count / 3, ellipsis: settings.glyphs[.ellipsis])
    canvas.draw(text, row, columns.upperBound - Text.width(of: text)..<columns.upperBound, .header)
  }

  private func drawScreens(_ canvas: inout Canvas, _ row: Int, _ columns: Range<Int>) {
    let names = View.screens.map { view in
      let name = "\(keyOf(view.rawValue)) \(view.title)"
      return (text: view == screen ? "[\(name)]" : " \(name) ", isOpen: view == screen)
    }
    let width = names.reduce(0) { $0 + Text.width(of: $1.text) }
    var start = columns.lowerBound
    for name in names where width <= columns.count * 2 / 3 || name.isOpen {
      let end = min(columns.upperBound, start + Text.width(of: name.text))
      canvas.draw(name.text, row, start..<end, name.isOpen ? .header : .muted)
      start = end
    }
  }
}

extension Range<Int> {
  func shifted(by offset: Int) -> Range<Int> { lowerBound + offset..<upperBound + offset }
}
