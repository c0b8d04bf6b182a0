import TextUI

/// A list as a view makes it: its rows, its columns, and how a row fills them.
struct Listing {
  var rows: [Row]
  var columns: [Column] = []
  /// The fields of a row, one for each column.
  var fields: (Row) -> [Field] = { _ in [] }
  /// Whether it is read, not chosen from.
  private(set) var isText = false
  /// What is shown where there are no rows: what to do.
  var empty: [Line] = []

  init(
    _ rows: [Row], columns: [Column], empty: [Line] = [], fields: @escaping (Row) -> [Field]
  ) {
    self.rows = rows
    self.columns = columns
    self.fields = fields
    self.empty = empty
    isText = !rows.contains(where: \.isChoosable)
  }

  /// A text to be read.
  init(text lines: [Line], width: Int) {
    let labels = lines.map { Text.width(of: $0.label) }.max() ?? 0
    let label = min(labels, width / 3)
    let room = max(1, width - (label > 0 ? label + Column.gap : 0) - Column.pointer)
    let wrapped = lines.flatMap { $0.wrapped(to: room) }
    self.init(wrapped.enumerated().map { .line($1, number: $0) }, columns: Self.textColumns(label)) { row in
      guard case .line(let line, _) = row else { return [] }
      let text = Field(line.text, line.role)
      return label > 0 ? [Field(line.label, .muted), text] : [text]
    }
  }

  private static func textColumns(_ label: Int) -> [Column] {
    let text = Column("", least: 1, most: .max, rank: 0)
    return label > 0 ? [Column("", least: label, rank: 1, .muted), text] : [text]
  }

  /// The same with only the rows that pass.
  func filtered(_ filter: Filter?, _ memo: Memo<Memos.FilterKey, [Row]>) -> Listing {
    guard let filter else { return self }
    var result = self
    result.rows = memo.value(of: .init(rows: rows, filter: filter)) { filter.rows(of: rows) }
    result.isText = !result.rows.contains(where: \.isChoosable)
    if !rows.isEmpty {
      result.empty = [Line("No row matches \(filter.text).", .muted), Line("Esc shows all again.", .muted)]
    }
    return result
  }
}

extension Line {
  /// The line in as many as it needs at this width, cut between words; the label stands before the first.
  func wrapped(to width: Int) -> [Line] {
    let parts = Words.wrapped(text, to: width)
    return parts.enumerated().map { number, part in Line(number == 0 ? label : "", part, role) }
  }
}
