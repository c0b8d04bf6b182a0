import TextUI

/// Every action with its keys, and the commands that take a word: the key table itself. Enter does the highlighted action.
extension InterfaceState {
  func helpListing(width: Int) -> Listing {
    Listing(actionRows(from: 0), columns: Self.keyColumns(width: width)) { row in keyFields(row) }
  }

  /// All actions by group; headings count from a number on, so that rows stay apart.
  func actionRows(from first: Int) -> [Row] {
    var rows: [Row] = []
    let heading = { (text: String) in Row.picture(Picture(text, .header), number: first + rows.count) }
    for group in Action.Group.allCases {
      rows.append(heading(group.rawValue))
      rows += KeyGuide.actions(of: group).map(Row.action)
      rows.append(heading(""))
    }
    rows.append(heading("With a word after them, on the command line"))
    return rows + SpokenCommand.all.map(Row.spoken)
  }

  /// The names of commands are left out before the sentences are cut.
  static func keyColumns(width: Int) -> [Column] {
    let keys = width < 59 ? 10 : width < 70 ? 12 : 14
    let columns = [
      Column("", least: keys, rank: 0, .header), Column("", least: 12, most: .max, rank: 1),
      Column("command", least: 15, rank: 2, .muted),
    ]
    return width < 95 ? columns.dropLast() : columns
  }

  func keyFields(_ row: Row) -> [Field] {
    switch row {
    case .action(let action):
      let keys = KeyGuide.keyWords(of: action, settings.keys)
      return [Field(keys.isEmpty ? ":\(action.name)" : keys), Field(action.help), Field(action.name)]
    case .spoken(let command):
      return [Field(":\(command.name) \(command.argument)"), Field(command.help), Field(command.name)]
    case .setting(let name, let words, let action):
      return [Field(name, .muted), Field(words), Field(action.map { "\(keyOf($0.name)) \($0.name)" } ?? "")]
    default: return []
    }
  }
}
