import ArgumentParser
import Interface

/// `crescendo keys`: the one list that the screen's help and the README come from.
struct Keys: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "keys", abstract: "List every key and command.")

  @OptionGroup var place: HomeOptions

  @Option(help: "default, pianobar, cmus or mpv; your own keys without it.")
  var preset: Preset?

  @Flag(help: "As tables in Markdown, as in the README.")
  var markdown = false

  func run() throws {
    let table = try table()
    if markdown { return Output.line(KeyGuide.markdown(table)) }
    for line in KeyGuide.text(table) { Output.clean(line) }
  }

  /// The preset that was asked for, else the keys as configured.
  func table() throws -> KeyTable { try preset.map { KeyTable($0) } ?? place.house().keys.table }
}

extension Preset: ExpressibleByArgument {}
