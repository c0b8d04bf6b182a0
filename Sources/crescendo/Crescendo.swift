import ArgumentParser

/// The program: a session unless another command is named.
struct Crescendo: ParsableCommand {
  static let version = "0.1.0"
  /// When this version was, for the manual.
  static let date = "November 28, 2026"

  static let configuration = CommandConfiguration(
    commandName: "crescendo",
    abstract: "Good artists nobody has heard of yet, at a keyboard.",
    discussion: """
      Plays a queue of tracks by artists who are likely to be good and still under the radar. `s` saves, `d` discards and skips, `u` \
      takes it back; the queue learns from each. Nothing about you leaves this machine.
      """,
    version: version,
    subcommands: [
      Listen.self, Control.self, HeadlessSession.self, Recommend.self, Saved.self, History.self, Stats.self,
      Import.self,
      Harvest.self,
      Train.self, EvaluateRanking.self, SimulateSessions.self, Connect.self, Disconnect.self, Purge.self,
      Themes.self, Keys.self, WhereThings.self, Doctor.self, Config.self, Completions.self, Man.self, SampleView.self,
    ],
    defaultSubcommand: Listen.self)

  /// Refuses a first word, or one after `help`, that is neither an option nor a command: a session, which is what is meant without
  /// one, takes no words.
  static func checkCommand(_ words: [String]) throws {
    let named = words.first == "help" ? words.dropFirst() : words.prefix(1)
    var commands = configuration.subcommands
    for word in named where !word.hasPrefix("-") && word != "help" {
      guard let command = commands.first(where: { $0.configuration.commandName == word }) else {
        throw Complaint("there is no command \(word): `crescendo --help` lists them", .usage)
      }
      commands = command.configuration.subcommands
    }
  }
}
