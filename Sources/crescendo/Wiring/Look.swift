import Foundation
import Interface
import Settings
import TextUI

/// How the session looks and which keys do what: themes and keys, read from the listener's files.
struct Look {
  let theme: Theme
  /// What the listener should know about those files, a sentence each.
  private(set) var notes: [String]
  private let themes: [Theme]
  private var keys = KeyTable()
  private let sourceTitle: String
  private let formats: [String: String]

  init(_ house: House, _ stage: Stage, theme wanted: String?, remembered: Remembered) throws {
    let library = ThemeLibrary(folder: house.paths.themes)
    let name = wanted ?? house.configuration.themeName ?? remembered.theme ?? "terminal"
    let reading = try Self.read(name, library, isWanted: wanted != nil)
    theme = reading.theme
    notes = house.warnings + reading.notes
    themes = library.names.compactMap { try? library.theme($0).value }  // the picker shows those that can be read
    sourceTitle = stage.title
    formats = house.configuration.formats
    try readKeys(house)
  }

  /// A theme; where the one remembered or configured went away, the terminal's own: that must not keep the music from playing.
  private static func read(
    _ name: String, _ library: ThemeLibrary, isWanted: Bool
  ) throws -> (theme: Theme, notes: [String]) {
    do {
      let reading = try library.theme(name)
      return (reading.value, reading.warnings.map(\.description))
    } catch {
      if isWanted { throw error }
      return (try library.theme("terminal").value, ["\(error)"])
    }
  }

  /// The interface's settings for a set of glyphs.
  func settings(glyphs: GlyphSet) -> InterfaceState.Settings {
    InterfaceState.Settings(keys: keys, themes: themes, theme: theme.name, glyphs: glyphs, sourceName: sourceTitle)
  }

  private mutating func readKeys(_ house: House) throws {
    let written = house.configuration.keys
    guard let preset = Preset(rawValue: written.preset) else {
      let names = Preset.allCases.map(\.rawValue).joined(separator: ", ")
      throw Complaint("\(house.paths.configurationFile): keys.preset is one of \(names)", .badData)
    }
    var problems: [KeyTable.Problem] = []
    let changes = written.bindings.map { KeyTable.Change(keys: $0.key, action: $0.command) }
    keys = KeyTable(preset, changes: changes, problems: &problems)
    notes += problems.map { "\(written.bindings[$0.change].place): \($0.words)" }
  }
}

extension Configuration {
  /// The theme the listener chose, for the kind of terminal; nil where nothing was chosen.
  var themeName: String? {
    guard theme != Configuration().theme else { return nil }
    return Self.isLightTerminal ? theme.light : theme.dark
  }

  /// `COLORFGBG` is all that terminals say about their background unasked.
  private static var isLightTerminal: Bool {
    let background = ProcessInfo.processInfo.environment["COLORFGBG"]?.split(separator: ";").last.flatMap { Int($0) }
    return background == 7 || background == 15
  }
}
