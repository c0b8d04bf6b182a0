import ArgumentParser
import Interface

/// `crescendo keys`: the one list that the screen's help and the README come from.
struct Keys: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "keys", abstract: "List every key and command.")

  @OptionGroup var place: Place

  @Option(help: "default, pianobar, cmus or mpv.")
  var preset: Preset = .default

  @Flag(help: "As tables in Markdown, as in the README.")
  var markdown = false

  func run() throws {
    let table = KeyTable(preset)
    if markdown { return Output.line(KeyGuide.markdown(table)) }
    for line in KeyGuide.text(table) { Output.line(line) }
  }
}

extension Preset: ExpressibleByArgument {}
