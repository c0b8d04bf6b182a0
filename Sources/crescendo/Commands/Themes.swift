import ArgumentParser
import Foundation
import Settings
import TextUI

/// `crescendo themes`: what may follow `--theme`, and how more come to be.
struct Themes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List the themes, or make one of another program's colours.",
    subcommands: [List.self, ImportScheme.self], defaultSubcommand: List.self)
}

extension Themes {
  /// `crescendo themes import FILE`: a theme on standard output, for the folder of the listener's own.
  struct ImportScheme: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Print a theme made of an alacritty or base16 colour scheme in YAML.",
      discussion: """
        The scheme's own colours are kept where words in them can be read (4.5 to 1 on their ground), and moved until they can where \
        not. Put what is printed into a file in the folder `themes` that `crescendo paths` names.
        """)

    @OptionGroup var place: HomeOptions

    @Argument(help: "The scheme's file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    func run() throws {
      let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
      Output.line(try ColorScheme.read(at: file, name: name).themeText)
    }
  }
}

extension Themes {
  /// The themes by name.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the themes, your own included.")

    @OptionGroup var place: HomeOptions

    @Flag(help: "One JSON document.")
    var json = false

    func run() throws {
      let library = ThemeLibrary(folder: try place.house().paths.themes)
      let rows = library.names.map { Row($0, library) }
      if json { return try Output.json(rows) }
      for row in rows {
        Output.clean([row.name, row.kind, row.credit, row.problem].compactMap { $0 }.joined(separator: "  "))
      }
    }

    private struct Row: Encodable {
      let name: String
      var kind: String?
      var credit: String?
      var problem: String?
      var file: String?

      init(_ name: String, _ library: ThemeLibrary) {
        self.name = name
        file = library.path(of: name)
        do {
          let reading = try library.theme(name)
          kind = reading.value.ground
          credit = reading.value.credit
          problem = reading.warnings.isEmpty ? nil : reading.warnings.map(\.description).joined(separator: "; ")
        } catch {
          problem = "\(error)"
        }
      }
    }
  }
}
