import Foundation
import Session

/// Keys in sentences.
extension KeyTable {
  /// The first key of an action, as written; its name on the command line where it has none.
  func firstKey(of name: String) -> String { Action.named(name).flatMap { keys(of: $0).first } ?? ":\(name)" }

  /// The words of a notice in these keys: the session speaks of the default ones.
  func words(of notice: Notice) -> String {
    let (undo, redo) = (firstKey(of: "undo"), firstKey(of: "redo"))
    guard undo != "u" || redo != "U" else { return notice.text }
    return notice.text.replacingOccurrences(of: "(u undoes", with: "(\(undo) undoes")
      .replacingOccurrences(of: "(U redoes", with: "(\(redo) redoes")
  }
}
