import ArgumentParser
import Foundation
import Settings

/// Where things live: given with every command.
struct Place: ParsableArguments {
  @Option(help: "Keep configuration, data, state and cache under this folder.")
  var home: String?

  @Option(help: "Another listener's journal, on the same catalogue and model.")
  var profile: String?

  /// The folders, and what the listener has configured.
  func house() throws -> House { try House(home: home, profile: profile) }
}
