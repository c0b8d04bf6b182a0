import Session
import TextUI

/// The list that is shown, and the screen's own beside an overlay where there is room for both.
extension InterfaceState {
  func drawLists(_ canvas: inout Canvas, _ scene: Scene, _ layout: Layout) {
    guard !layout.list.isEmpty else { return }
    let list = listing(shown, scene)
    draw(list, cursor, &canvas, layout, layout.pane(shown), isFocused: true)
    if layout.isBeside(shown) {
      draw(listing(screen, scene), cursors[screen] ?? Cursor(), &canvas, layout, layout.paneBehind, isFocused: false)
      drawBorder(&canvas, layout, at: layout.pane(shown).lowerBound - 2)
    } else if let pane = layout.companion(shown) {
      let row = list.isText || list.rows.isEmpty ? nil : list.rows[cursor.index(in: list.rows)]
      draw(companion(row, scene, layout, width: pane.count), Cursor(), &canvas, layout, pane, isFocused: false)
      drawBorder(&canvas, layout, at: pane.lowerBound - 2)
    }
  }

  /// What a very wide window has room for beside a list: why the highlighted track is there, or all that is known of it; beside
  /// the taste the map.
  private func companion(_ row: Row?, _ scene: Scene, _ layout: Layout, width: Int) -> Listing {
    if shown == .taste { return mapListing(scene, width: width, height: layout.list.count) }
    return row?.proposal == nil ? infoListing(row, scene, width: width) : whyListing(row, scene, width: width)
  }

  private func drawBorder(_ canvas: inout Canvas, _ layout: Layout, at column: Int) {
    for row in (layout.row(.header) ?? layout.list.lowerBound)..<layout.list.upperBound {
      canvas.draw(settings.glyphs[.vertical], row, column..<column + 1, .border)
    }
  }

  private func draw(
    _ list: Listing, _ cursor: Cursor, _ canvas: inout Canvas, _ layout: Layout, _ pane: Range<Int>, isFocused: Bool
  ) {
    var list = list
    if list.rows.isEmpty { list = Listing(text: list.empty, width: pane.count) }
    let window = cursor.window(in: list.rows, height: layout.list.count, isText: list.isText)
    let places = Column.places(list.columns, in: pane.count)
    if let row = layout.row(.header) { drawHeader(&canvas, list, places, row, pane) }
    if isFocused { drawRest(&canvas, list.rows.count - window.upperBound, layout, pane) }
    let highlight = list.isText ? nil : cursor.index(in: list.rows)
    for (offset, place) in window.enumerated() {
      let role = place == highlight ? highlightRole(list.rows[place], isFocused) : nil
      drawRow(&canvas, list, list.rows[place], places, layout.list.lowerBound + offset, pane, layout, highlight: role)
    }
  }

  /// How many rows lie below the last one shown.
  private func drawRest(_ canvas: inout Canvas, _ count: Int, _ layout: Layout, _ pane: Range<Int>) {
    guard count > 0, let row = layout.row(.ruleBelow) else { return }
    let words = " \(Words.count(count)) more below "
    canvas.draw(words, row, max(pane.lowerBound, pane.upperBound - Text.width(of: words))..<pane.upperBound, .muted)
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
    _ pane: Range<Int>, _ layout: Layout, highlight: Role?
  ) {
    if case .picture(let picture, _) = row { return canvas.draw(picture, line, pane) }
    let fields = list.fields(row)
    if let highlight {
      // To the side of the window, as at the left.
      let end = pane.upperBound == layout.right ? layout.size.columns : pane.upperBound
      canvas.frame.fill(row: line, columns: pane.lowerBound..<end, role: highlight)
      canvas.draw(
        settings.glyphs[.pointer], line, pane.lowerBound..<min(pane.lowerBound + 1, pane.upperBound), highlight)
    }
    for (number, cells) in places where fields.indices.contains(number) {
      let (field, column) = (fields[number], list.columns[number])
      canvas.draw(field, line, cells.shifted(by: pane.lowerBound), column, highlight: highlight)
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
      // The overlay's name keeps clear of the screens'.
      let end = overlay.map { layout.pane($0).lowerBound - 1 } ?? layout.right
      drawScreens(&canvas, row, layout.left..<end)
      if let overlay { canvas.draw(" \(overlay.title) ", row, layout.pane(overlay), .header) }
    }
    guard let text = filterText(columns) else { return }
    canvas.draw(text, row, columns.upperBound - Text.width(of: text)..<columns.upperBound, .header)
  }

  private func filterText(_ columns: Range<Int>) -> String? {
    filters[shown].map { Text.clip(" \($0.text) ", to: columns.count / 3, ellipsis: settings.glyphs[.ellipsis]) }
  }

  private func drawScreens(_ canvas: inout Canvas, _ row: Int, _ columns: Range<Int>) {
    for tab in tabs(columns) { canvas.draw(tab.text, row, tab.cells, tab.view == screen ? .header : .muted) }
  }

  /// Where the names of the screens stand; only the open one where there is no room for all.
  func tabs(_ columns: Range<Int>) -> [(view: View, text: String, cells: Range<Int>)] {
    let names = View.screens.map { view in
      let name = "\(keyOf(view.rawValue)) \(view.title)"
      return (view: view, text: view == screen ? "[\(name)]" : " \(name) ")
    }
    let width = names.reduce(0) { $0 + Text.width(of: $1.text) }
    let room = columns.count - (filterText(columns).map { Text.width(of: $0) + 1 } ?? 0)
    var start = columns.lowerBound
    return names.filter { width <= room || $0.view == screen }.map { name in
      let end = min(columns.upperBound, start + Text.width(of: name.text))
      defer { start = end }
      return (name.view, name.text, start..<end)
    }
  }
}

extension Range<Int> {
  func shifted(by offset: Int) -> Range<Int> { lowerBound + offset..<upperBound + offset }
}
