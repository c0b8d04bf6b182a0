import ArgumentParser
import Interface
import TextUI

/// `crescendo screen NAME`: a screen of a fixed session as text, as the README shows it.
struct SampleView: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen", abstract: "Draw a screen as text.", shouldDisplay: false)

  @Argument(help: "welcome, queue, saved, history, taste, why, help or keys.")
  var name: SampleScreen

  @Option(help: "Cells from left to right.")
  var columns = 100

  @Option(help: "Cells from top to bottom.")
  var rows = 24

  func run() throws {
    for line in name.lines(Size(columns: columns, rows: rows)) { Output.line(line) }
  }
}

extension SampleScreen: ExpressibleByArgument {}
