import Foundation
import Interface
import Runtime
import Settings
import TextUI

/// How the session looks and which keys do what: themes and keys, read from the listener's files.
struct Look {
  let theme: Theme
  /// What the listener should know about those files, a sentence each.
  private(set) var notes: [String]
  private var keys = KeyTable()
  private let sourceTitle: String
  private let remembered: Remembered
  private let library: ThemeLibrary
  private var formats = Formats()
  private let places: [InterfaceState.Place]
  private let clock: Bool

  init(_ house: House, _ stage: Stage, theme wanted: String?, remembered: Remembered) throws {
    library = ThemeLibrary(folder: house.paths.themes)
    self.remembered = remembered
    let name = wanted ?? house.configuration.themeName ?? remembered.theme ?? "terminal"
    let reading = try Self.read(name, library, isWanted: wanted != nil)
    theme = reading.theme
    notes = house.warnings + reading.notes
    sourceTitle = stage.title
    places = house.paths.all.map { InterfaceState.Place(name: $0.name, path: $0.path) }
    clock = house.configuration.clock
    try readKeys(house)
    readFormats(house)
  }

  /// Adds something that the listener should know.
  mutating func note(_ sentence: String) { notes.append(sentence) }

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

  /// The interface to begin with, for a set of glyphs; it knows the theme in use, the others come from the feed.
  func interface(glyphs: GlyphSet) -> InterfaceState {
    let settings = InterfaceState.Settings(
      keys: keys, themes: [theme], theme: theme.name, glyphs: glyphs, sourceName: sourceTitle, clock: clock,
      formats: formats, places: places)
    var interface = InterfaceState(settings, isFirstMeeting: !remembered.hasBegun)
    if let screen = remembered.screen { interface.screenName = screen }
    return interface
  }

  /// Every theme, read behind the first frame.
  func feed() -> ThemeFeed {
    let library = library
    return ThemeFeed { library.all().themes }
  }

  /// Every theme, read now.
  var themes: [Theme] { library.all().themes }

  /// Has the themes read anew when a file in the listener's folder changes; nil where there is no such folder.
  func watch(_ house: House, _ feed: ThemeFeed) -> FolderWatch? {
    FolderWatch(house.paths.themes) { feed.refresh() }
  }

  private mutating func readFormats(_ house: House) {
    var problems: [(name: String, problem: Format.Problem)] = []
    formats = Formats(house.configuration.formats, problems: &problems)
    notes += problems.map { name, problem in
      let place = house.configuration.formatPlaces[name].map { "\($0)" } ?? house.paths.configurationFile
      return "\(place): formats.\(name): \(problem)"
    }
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
