import Foundation
import TextUI
import Themes

/// The bundled themes and the listener's own, which stand before bundled ones of the same name.
public struct ThemeLibrary: Sendable {
  /// The folder of the listener's own themes; nil for none.
  public let folder: String?

  /// Opens the library; the folder need not exist.
  public init(folder: String? = nil) { self.folder = folder }

  /// All names: the bundled ones in their order, then the listener's own by name. Cost: lists the folder.
  public var names: [String] {
    let bundled = Themes.bundled.map(\.name)
    return bundled + own.filter { !bundled.contains($0) }
  }

  /// Every theme that can be read, in the order of `names`; `theme` says what is wrong with the others. Cost: reads all files, a
  /// few milliseconds; not for before the first frame.
  public func all() -> [Theme] { names.compactMap { try? theme($0).value } }

  /// The file of a theme of the listener's own; nil for a bundled one. Cost: lists the folder.
  public func path(of name: String) -> String? {
    guard let folder, own.contains(name) else { return nil }
    return folder + "/" + name + ".yaml"
  }

  /// Reads a theme, named at `place`, and those it inherits from.
  /// - Throws: `SettingsError` when there is no such theme or one of the files is malformed.
  public func theme(_ name: String, at place: Place? = nil) throws(SettingsError) -> Reading<Theme> {
    let reading = try file(name, at: place)
    var theme = reading.value
    var warnings = reading.warnings
    var seen = [name]
    while let (parent, place) = theme.inherits {
      guard !seen.contains(parent) else { throw .circle(place, names: seen + [parent]) }
      seen.append(parent)
      let next = try file(parent, at: place)
      theme = theme.upon(next.value)
      warnings += next.warnings
    }
    var finished = theme.theme
    // A name stated inside the file cannot be looked up.
    finished.name = name
    return Reading(value: finished, warnings: warnings)
  }

  private func file(_ name: String, at place: Place?) throws(SettingsError) -> Reading<ThemeFile> {
    if let path = path(of: name) {
      return try ThemeFile.read(YAMLFile.text(at: path), name: name, file: path)
    }
    guard let bundled = Themes.bundled.first(where: { $0.name == name }) else {
      throw .unknownTheme(name, at: place, nearest: Spelling.nearest(to: name, among: names))
    }
    let file = "Themes/\(name).yaml"
    return try ThemeFile.read(YAMLFile.text(bundled.yaml, file: file), name: name, file: file)
  }

  /// Only what lies in the folder itself can be named, so that no name leads out of it.
  private var own: [String] {
    guard let folder, let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return [] }
    return files.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.map { String($0.dropLast(5)) }.sorted()
  }
}
