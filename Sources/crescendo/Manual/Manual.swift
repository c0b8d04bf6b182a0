import ArgumentParser
import Interface
import Settings

/// The manual's pages, made of what the program itself goes by: none of them can be out of date.
enum Manual: String, CaseIterable, ExpressibleByArgument {
  case crescendo, config

  /// The page, in mdoc.
  func page() throws -> String {
    let lines =
      switch self {
      case .crescendo: try Self.program()
      case .config: Self.configuration()
      }
    return lines.joined(separator: "\n")
  }

  /// The lines that every page begins with.
  static func head(_ name: String, _ section: String, _ purpose: String) -> [String] {
    let sentence = purpose.hasSuffix(".") ? String(purpose.dropLast()) : purpose
    return [
      ".Dd \(Crescendo.date)", ".Dt \(name.uppercased()) \(section)", ".Os crescendo \(Crescendo.version)",
      ".Sh NAME", ".Nm \(name)", Roff.macro("Nd", sentence),
    ]
  }

  private static func program() throws -> [String] {
    let help = try CommandHelp.ofProgram()
    let deeds = help.deeds()
    let shared = shared(deeds.map(\.command))
    return head("crescendo", "1", help.abstract ?? "")
      + [".Sh SYNOPSIS", ".Nm", ".Op Ar command", ".Op Ar options", ".Sh DESCRIPTION"]
      + Roff.text(help.discussion ?? "") + [".Pp", "Every command takes these options:"] + list(shared)
      + [".Sh COMMANDS"] + deeds.flatMap { section($0.words, $0.command, without: shared) }
      + [".Sh KEYS"] + keys() + environment() + files() + exitStatus()
      + [".Sh SEE ALSO", ".Xr crescendo-config 5"]
  }

  /// What all commands take, said once.
  private static func shared(_ commands: [CommandHelp]) -> [CommandHelp.Argument] {
    let (first, rest) = (commands.first?.shownArguments ?? [], commands.dropFirst())
    return first.filter { argument in rest.allSatisfy { $0.shownArguments.contains(argument) } }
  }

  private static func section(
    _ words: [String], _ command: CommandHelp, without shared: [CommandHelp.Argument]
  ) -> [String] {
    let own = command.shownArguments.filter { !shared.contains($0) }
    let title = words + own.filter { $0.kind == .positional }.map(\.written)
    return [Roff.macro("Ss", title.joined(separator: " "))] + Roff.text(command.abstract ?? "")
      + (command.discussion.map { [".Pp"] + Roff.text($0) } ?? []) + list(own)
  }

  private static func list(_ arguments: [CommandHelp.Argument]) -> [String] {
    Roff.list(arguments.map { ("Ic \(Roff.word($0.written))", Roff.text($0.words)) })
  }
}
