import TextUI

/// A text in a column; without a role it takes the column's. Runs of another role may follow it.
struct Field {
  /// What stands one behind the other.
  var runs: [Run]

  /// A piece in one role.
  struct Run {
    var text: String
    var role: Role?
  }

  init(_ text: String, _ role: Role? = nil) { runs = [Run(text: text, role: role)] }

  init(_ runs: [Run]) { self.runs = runs }

  /// The text without its roles.
  var text: String { runs.map(\.text).joined() }
}
