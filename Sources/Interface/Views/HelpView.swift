import TextUI

/// Every action with its keys, and the commands that take a word: the key table itself.
extension InterfaceState {
  func helpListing() -> Listing {
    Listing(actionRows(from: 0), columns: Self.keyColumns) { row in keyFields(row) }
  }

  /// All actions by group; headings count from a number on, so that rows stay apart.
  func actionRows(from first: Int) -> [Row] {
    var rows: [Row] = []
    let heading = { (text: String) in Row.line(Line(text, .header), number: first + rows.count) }
    for group in Action.Group.allCases {
      rows.append(heading(group.rawValue))
      rows += KeyGuide.actions(of: group).map(Row.action)
      rows.append(heading(""))
    }
    rows.append(heading("With a word after them"))
    for command in SpokenCommand.all {
      rows.append(.line(Line(":\(command.name) \(command.argument)", command.help), number: first + rows.count))
    }
    return rows
  }

  static let keyColumns = [
    Column("keys", least: 14, most: 20, rank: 1, .header), Column("", least: 16, most: .max, rank: 0),
    Column("command", least: 15, rank: 2, .muted),
  ]

  func keyFields(_ row: Row) -> [Field] {
    switch row {
    case .action(let action):
      let keys = KeyGuide.keyWords(of: action, settings.keys)
      return [Field(keys.isEmpty ? ":\(action.name)" : keys), Field(action.help), Field(action.name)]
    case .line(let line, _):
      return line.label.isEmpty
        ? [Field(""), Field(line.text, line.role), Field("")] : [Field(line.label), Field(line.text), Field("")]
    default: return []
    }
  }
}
