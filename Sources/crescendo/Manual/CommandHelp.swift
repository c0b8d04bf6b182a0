import ArgumentParser
import Foundation

/// A command and those below it, as the argument parser describes them to other programs.
struct CommandHelp: Decodable {
  let commandName: String
  let abstract: String?
  let discussion: String?
  let shouldDisplay: Bool
  let subcommands: [CommandHelp]?
  let arguments: [Argument]?

  /// An argument, option or flag.
  struct Argument: Decodable, Hashable {
    let kind: Kind
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let abstract: String?
    let discussion: String?

    enum Kind: String, Decodable { case positional, option, flag }

    struct Name: Decodable, Hashable {
      let kind: String
      let name: String

      /// The name with its dashes.
      var written: String { (kind == "long" ? "--" : "-") + name }
    }
  }

  /// Everything the program can be told.
  static func ofProgram() throws -> CommandHelp {
    struct Dump: Decodable { let command: CommandHelp }
    return try JSONDecoder().decode(Dump.self, from: Data(Crescendo._dumpHelp().utf8)).command
  }

  /// The commands that do something, with the words that name each; those that are shown to nobody are left out.
  func deeds(after words: [String] = []) -> [(words: [String], command: CommandHelp)] {
    let shown = (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    let words = words + [commandName]
    return shown.isEmpty ? [(words, self)] : shown.flatMap { $0.deeds(after: words) }
  }

  /// What may follow it.
  var shownArguments: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }
}

extension CommandHelp.Argument {
  /// How it is written: its names, and the value it takes.
  var written: String {
    let value = valueName ?? ""
    if kind == .positional {
      let word = value.uppercased() + (isRepeating ? " ..." : "")
      return isOptional ? "[\(word)]" : word
    }
    let names = (names ?? []).map(\.written).joined(separator: ", ")
    return kind == .option ? "\(names) \(value.uppercased())" : names
  }

  /// What it is for, and what holds without it.
  var words: String {
    let without = defaultValue.map { "Without it: \($0)." }
    return [abstract, discussion, without].compactMap { $0 }.joined(separator: " ")
  }
}
