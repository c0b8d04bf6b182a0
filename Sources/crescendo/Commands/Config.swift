import ArgumentParser
import Foundation
import Settings

/// `crescendo config init`: a commented file for the listener to change.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Write a commented configuration, or check yours.",
    subcommands: [Init.self, Check.self])

  struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "init", abstract: "Write the file; never over one that exists.")
    @OptionGroup var place: HomeOptions

    func run() throws {
      let path = try Paths(home: place.home, profile: place.profile).configurationFile
      try Configuration.writeCommentedText(to: path)
      Output.clean(path)
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Read the file and say what is not understood.")
    @OptionGroup var place: HomeOptions

    func run() throws {
      let house = try House(home: place.home, profile: place.profile, read: Configuration.readAround(at:))
      let problems = house.problems
      for problem in problems { Output.clean(problem) }
      guard problems.isEmpty else { throw ExitCode.badData }
      let file = house.paths.configurationFile
      let isThere = FileManager.default.fileExists(atPath: file)
      Output.clean(isThere ? "\(file) is understood" : "there is none yet: `crescendo config init` writes \(file)")
    }
  }
}
