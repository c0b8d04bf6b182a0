import Foundation
import Listening
import Session
import TextUI

/// A command that is typed with a word after it. Those of one word are the actions' names.
public struct SpokenCommand: Hashable, Sendable {
  /// Its first word.
  public let name: String
  /// What follows, as shown in the help.
  public let argument: String
  /// What it does, in one sentence without a full stop.
  public let help: String

  /// All of them.
  public static let all = [
    SpokenCommand(name: "theme", argument: "NAME", help: "Use a theme"),
    SpokenCommand(name: "radar", argument: "DEPTH", help: "Set the radar: open, easy, medium, hard"),
    SpokenCommand(name: "volume", argument: "NUMBER", help: "Set the volume, 0 to 100; +5 or -5 moves it"),
    SpokenCommand(name: "seek", argument: "M:SS", help: "Go to a place in the track; +10 or -10 goes from here"),
    SpokenCommand(name: "name", argument: "WORDS", help: "Look for artists and tracks to name"),
    SpokenCommand(
      name: "sort", argument: "BY",
      help: "Sort the saved tracks: \(SavedOrder.allCases.map(\.rawValue).joined(separator: ", "))"),
    SpokenCommand(
      name: "export", argument: "FILE", help: "Write the saved tracks: FILE ends in .m3u, .jspf, .csv, .json or .txt"),
    SpokenCommand(name: "filter", argument: "WORDS", help: "Show only rows with these words"),
  ]

  /// A command with its word, blanks put right; nil where it is none, or lacks the word.
  static func whole(_ text: String) -> String? {
    let parts = text.split(separator: " ", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
    guard parts.count == 2, all.contains(where: { $0.name == parts[0] }) else { return nil }
    return parts.joined(separator: " ")
  }

  /// What may be typed instead of `text`, which begins with the same letters.
  static func completions(of text: String, themes: [String]) -> [String] {
    let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      let names = Action.all.map(\.name) + all.map { $0.name + " " }
      return names.filter { $0.hasPrefix(text) }.sorted()
    }
    let words = arguments(of: parts[0], themes: themes)
    return words.filter { $0.hasPrefix(parts[1]) }.map { parts[0] + " " + $0 }
  }

  /// What is shown behind a text: what it may become, commands with what they want after them; before anything is typed those alone.
  static func hints(of text: String, themes: [String]) -> [String] {
    let found = text.isEmpty ? all.map { $0.name + " " } : completions(of: text, themes: themes)
    return found.filter { $0 != text }.map { word in
      all.first { $0.name + " " == word }.map { "\($0.name) \($0.argument)" } ?? word
    }
  }

  private static func arguments(of name: String, themes: [String]) -> [String] {
    switch name {
    case "theme": themes
    case "sort": SavedOrder.allCases.map(\.rawValue)
    case "radar": RadarDepth.allCases.map(\.rawValue)
    default: []
    }
  }

  /// Seconds from `M:SS`, `H:MM:SS` or a plain number; nil for anything else, 1:75 too.
  static func seconds(_ text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 3 else { return nil }
    var seconds = 0
    for (place, part) in parts.enumerated() {
      guard let number = Int(part), (0...(place == 0 ? 9_999 : 59)).contains(number) else { return nil }
      seconds = seconds * 60 + number
    }
    return Double(seconds)
  }
}
