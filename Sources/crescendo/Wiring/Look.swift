import Foundation
import Interface
import Runtime
import Settings
import TextUI

/// How the session looks and which keys do what: themes and keys, read from the listener's files.
struct Look {
  let theme: Theme
  /// The theme remembered, where the one to be used cannot be read: the terminal's own stands in for it.
  let missing: String?
  /// What the listener should know about those files, a sentence each.
  private(set) var notes: [String]
  private let keys: KeyTable
  private let sourceTitle: String
  private let remembered: Remembered
  private let library: ThemeLibrary
  private let formats: Formats
  private let places: [InterfaceState.Place]
  private let clock: Bool

  init(_ house: House, _ source: SessionSource, theme wanted: String?, remembered: Remembered) throws {
    library = ThemeLibrary(folder: house.paths.themes)
    self.remembered = remembered
    let name = wanted ?? house.configuration.themeName ?? remembered.theme ?? Self.standIn
    let place = wanted == nil ? house.configuration.themePlaces[name] : nil
    let reading = try Self.read(name, at: place, library, isWanted: wanted != nil)
    theme = reading.theme
    // A name that stands in the configuration alone is forgotten with it.
    missing = reading.missing == nil ? nil : remembered.theme
    let problems = house.problems
    // On one line of the screen the file's whole path would leave no room for what is wrong in it.
    notes = (problems + reading.notes.filter { !problems.contains($0) }).map {
      $0.replacingOccurrences(of: house.paths.configurationFile, with: "config.yaml")
    }
    keys = house.keys.table
    formats = house.formats.formats
    sourceTitle = source.title
    places = house.paths.all.map { InterfaceState.Place(name: $0.name, path: $0.path) }
    clock = house.configuration.clock
  }

  /// The terminal's own theme.
  static let standIn = "terminal"

  /// Adds something that the listener should know.
  mutating func note(_ sentence: String) { notes.append(sentence) }

  /// A theme; where the one remembered or configured went away, the terminal's own: that must not keep the music from playing.
  private static func read(
    _ name: String, at place: Place?, _ library: ThemeLibrary, isWanted: Bool
  ) throws -> (theme: Theme, missing: String?, notes: [String]) {
    do {
      let reading = try library.theme(name, at: place)
      return (reading.value, nil, reading.warnings.map(\.description))
    } catch {
      if isWanted, case SettingsError.unknownTheme(_, at: nil, nearest: _) = error {
        throw Complaint("\(error)", .usage)
      }
      if isWanted { throw error }
      return (try library.theme(standIn).value, name, ["\(error)"])
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
    return ThemeFeed { library.all() }
  }

  /// Every theme, read now.
  var themes: [Theme] { library.all() }

  /// Has the themes read anew when a file in the listener's folder changes, which is made where there is none; nil where it cannot
  /// be.
  func watch(_ house: House, _ feed: ThemeFeed) -> FolderWatch? {
    // Where this fails there is nothing to watch.
    try? FileManager.default.createDirectory(atPath: house.paths.themes, withIntermediateDirectories: true)
    return FolderWatch(house.paths.themes) { feed.refresh() }
  }
}

extension Configuration {
  /// The theme the listener chose, for the kind of terminal; nil where nothing was chosen.
  var themeName: String? {
    theme.map { Self.isLightTerminal ? $0.light : $0.dark }
  }

  /// `COLORFGBG` is all that terminals say about their background unasked.
  private static var isLightTerminal: Bool {
    let background = ProcessInfo.processInfo.environment["COLORFGBG"]?.split(separator: ";").last.flatMap { Int($0) }
    return background == 7 || background == 15
  }
}
