import Foundation
import TextUI

/// The key table in words, for the README and for `crescendo keys`.
public enum KeyGuide {
  /// A table in Markdown for each group of actions, and one of the commands that take a word.
  public static func markdown(_ table: KeyTable) -> String {
    let groups = Action.Group.allCases.map { group in
      let rows = actions(of: group).map { action in
        "| \(table.keys(of: action).map(code).joined(separator: " ")) | \(code(action.name)) | \(escaped(action.help)) |"
      }
      return (["### \(group.rawValue)", "", "| keys | command | does |", "| --- | --- | --- |"] + rows).joined(
        separator: "\n")
    }
    let spoken = SpokenCommand.all.map { "| \(code(":\($0.name) \($0.argument)")) | \(escaped($0.help)) |" }
    let line = ["### On the command line, with a word after it", "", "| command | does |", "| --- | --- |"] + spoken
    return (groups + [line.joined(separator: "\n")]).joined(separator: "\n\n") + "\n"
  }

  /// The lines of `crescendo keys`: keys, name and help of each action, by group; then the commands that take a word.
  public static func text(_ table: KeyTable) -> [String] {
    let keyWidth = Action.all.map { Text.width(of: keyWords(of: $0, table)) }.max() ?? 0
    let nameWidth = Action.all.map { Text.width(of: $0.name) }.max() ?? 0
    let groups = Action.Group.allCases.flatMap { group in
      [group.rawValue]
        + actions(of: group).map { action in
          let keys = Text.padded(keyWords(of: action, table), to: keyWidth)
          return "  \(keys)  \(Text.padded(action.name, to: nameWidth))  \(action.help)"
        } + [""]
    }
    let spoken = SpokenCommand.all.map { command in
      "  \(Text.padded(":\(command.name) \(command.argument)", to: keyWidth + nameWidth + 2))  \(command.help)"
    }
    return groups + ["With a word after them"] + spoken
  }

  /// The actions of a group, in the order shown.
  static func actions(of group: Action.Group) -> [Action] { Action.all.filter { $0.group == group } }

  /// The keys of an action in one text.
  static func keyWords(of action: Action, _ table: KeyTable) -> String {
    table.keys(of: action).joined(separator: ", ")
  }

  private static func escaped(_ text: String) -> String { text.replacingOccurrences(of: "|", with: "\\|") }

  private static func code(_ text: String) -> String {
    let text = escaped(text)
    return text.contains("`") ? "`` \(text) ``" : "`\(text)`"
  }
}
