import ArgumentParser
import Settings
import TextUI

/// `crescendo themes`: what may follow `--theme`.
struct Themes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List the themes, your own included.")

  @OptionGroup var place: Place

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
        let theme = try library.theme(name).value
        kind = theme.ground
        credit = theme.credit
      } catch {
        problem = "\(error)"
      }
    }
  }
}
