import ArgumentParser
import Foundation
import Settings

/// Where things live: given with every command.
struct HomeOptions: ParsableArguments {
  @Option(help: "Keep configuration, data, state and cache under this folder.")
  var home: String?

  @Option(help: "Another listener's journal, on the same catalogue and model.")
  var profile: String?

  /// The folders, and what the listener has configured.
  func house() throws -> House { try House(home: home, profile: profile) }

  /// The folders, for what reads the listener's own data alone.
  func folders() throws -> House { try House(home: home, profile: profile, isConfigured: false) }

  /// The program's words with those of this kind that stand before a command put behind it, where the parser looks for them.
  static func behindTheCommand(_ words: [String]) -> [String] {
    var front: [String] = []
    var rest = words[...]
    while let word = rest.first, word.hasPrefix("--home") || word.hasPrefix("--profile") {
      let count = word.contains("=") ? 1 : 2
      front += rest.prefix(count)
      rest = rest.dropFirst(count)
    }
    // Where things live means nothing to it, and it takes no such words.
    if rest.first == "help" { return Array(rest) }
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    return rest[..<end] + front + rest[end...]
  }
}
