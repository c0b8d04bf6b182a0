import ArgumentParser
import Foundation
import Settings

/// `crescendo paths`: where everything is kept.
struct WhereThings: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "paths", abstract: "Say where everything is kept.")

  @OptionGroup var place: HomeOptions

  @Flag(help: "One JSON document.")
  var json = false

  func run() throws {
    let all = try place.folders().paths.all
    if json { return try Output.json(Dictionary(all.map { ($0.name, $0.path) }) { first, _ in first }) }
    let width = all.map(\.name.count).max() ?? 0
    for (name, path, _) in all { Output.clean(name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + path) }
  }
}
