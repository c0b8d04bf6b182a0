import Foundation
import Listening
import Yams

extension Configuration {
  /// Reads the file; one that does not exist says nothing.
  /// - Throws: `SettingsError` with file, line and column; nothing of the file is then used.
  public static func read(at path: String) throws(SettingsError) -> Reading<Configuration> {
    guard FileManager.default.fileExists(atPath: path) else { return Reading(value: Configuration(), warnings: []) }
    return try read(YAMLFile.text(at: path), file: path)
  }

  /// Reads a configuration from its text.
  /// - Throws: `SettingsError` with file, line and column.
  public static func read(_ text: String, file: String) throws(SettingsError) -> Reading<Configuration> {
    try read(text, file: file, without: [])
  }

  private static func read(
    _ text: String, file: String, without passedOver: Set<Place>
  ) throws(SettingsError) -> Reading<Configuration> {
    var fields = try YAMLFile.fields(text, file: file, without: passedOver)
    var warnings: [SettingsWarning] = []
    var configuration = Configuration()
    try configuration.readLooks(&fields, &warnings)
    try configuration.readListening(&fields, &warnings)
    try configuration.readKeys(&fields)
    return Reading(value: configuration, warnings: fields.warnings + warnings)
  }

  /// Reads as much of the file as is understood: each value that is not is passed over, and said.
  /// - Throws: `SettingsError` where it is no YAML.
  public static func readAround(at path: String) throws(SettingsError) -> Reading<Configuration> {
    guard FileManager.default.fileExists(atPath: path) else { return Reading(value: Configuration(), warnings: []) }
    let text = try YAMLFile.text(at: path)
    var faults: [SettingsWarning] = []
    while true {
      do {
        let reading = try read(text, file: path, without: Set(faults.map(\.place)))
        return Reading(value: reading.value, warnings: faults + reading.warnings)
      } catch {
        // What is no YAML, or no keys at all, cannot be passed over and comes again.
        guard case .malformed(let place, let expected, let found) = error,
          !faults.contains(where: { $0.place == place })
        else { throw error }
        faults.append(SettingsWarning(place: place, words: "expected \(expected), found \(found)"))
      }
    }
  }

  private mutating func readLooks(_ fields: inout Fields, _ warnings: inout [SettingsWarning]) throws(SettingsError) {
    try readTheme(&fields, &warnings)
    color = try fields.choice("color", of: Self.colors) ?? color
    mouse = try fields.flag("mouse") ?? mouse
    clock = try fields.flag("clock") ?? clock
    title = try fields.flag("title") ?? title
    guard var inner = try fields.fields("formats") else { return }
    for name in Self.formatNames {
      guard let node = inner.take(name) else { continue }
      formats[name] = try node.text(inner.file, expected: "a text")
      formatPlaces[name] = Place(node, inner.file)
    }
    warnings += inner.warnings
  }

  private mutating func readListening(
    _ fields: inout Fields, _ warnings: inout [SettingsWarning]
  ) throws(SettingsError) {
    let depths = RadarDepth.allCases.map(\.rawValue)
    radar = try fields.choice("radar", of: depths).flatMap(RadarDepth.init)
    startup = try fields.choice("startup", of: Startup.allCases.map(\.rawValue)).flatMap(Startup.init) ?? startup
    source = try fields.choice("source", of: Self.sources) ?? source
    exploration = try fields.flag("exploration") ?? exploration
    audioOutput = try fields.text("audio_output")
    hook = try fields.text("hook")
    mpris = try fields.flag("mpris") ?? mpris
    notifications = try fields.flag("notifications") ?? notifications
    guard var sources = try fields.fields("sources") else { return }
    if var audius = try sources.fields("audius") {
      audiusKey = try audius.text("key")
      try readAddresses(&audius, "audius", sources.file, &warnings)
    }
    if var soundcloud = try sources.fields("soundcloud") {
      try readSoundCloud(&soundcloud)
      try readAddresses(&soundcloud, "soundcloud", sources.file, &warnings)
    }
    warnings += sources.warnings
  }

  private mutating func readSoundCloud(_ inner: inout Fields) throws(SettingsError) {
    syncsSaves = try inner.flag("sync_saves") ?? syncsSaves
    usesYtDlp = try inner.flag("yt_dlp") ?? usesYtDlp
    guard let node = inner.take("redirect_port") else { return }
    let expected = "a port from 1024 to 65535"
    let text = try node.text(inner.file, expected: expected)
    guard let port = Int(text), (1024...65_535).contains(port) else {
      throw .malformed(Place(node, inner.file), expected: expected, found: node.words)
    }
    redirectPort = port
  }

  private mutating func readAddresses(
    _ inner: inout Fields, _ source: String, _ file: String, _ warnings: inout [SettingsWarning]
  ) throws(SettingsError) {
    for name in Self.addressNames where name.hasPrefix(source + ".") {
      guard let node = inner.take(String(name.dropFirst(source.count + 1))) else { continue }
      let expected = "an address such as https://example.org"
      let text = try node.text(file, expected: expected)
      guard StreamAddress(web: text) != nil else {
        throw .malformed(Place(node, file), expected: expected, found: node.words)
      }
      addresses[name] = text
    }
    warnings += inner.warnings
  }

  private mutating func readKeys(_ fields: inout Fields) throws(SettingsError) {
    guard var inner = try fields.fields("keys") else { return }
    keys.preset = try inner.choice("preset", of: Self.presets) ?? keys.preset
    for field in inner.rest {
      let command = try field.node.text(fields.file, expected: "the name of a command, or none")
      let place = Place(field.keyNode, fields.file)
      keys.bindings.append(Keys.Binding(key: field.key, command: command, place: place))
    }
  }

  private mutating func readTheme(_ fields: inout Fields, _ warnings: inout [SettingsWarning]) throws(SettingsError) {
    guard let node = fields.take("theme") else { return }
    guard case .mapping = node else {
      let name = try themeName(node, fields.file)
      theme = ThemeChoice(dark: name, light: name)
      return
    }
    var inner = try Fields(node, file: fields.file, without: fields.passedOver)
    var choice = ThemeChoice(dark: "terminal", light: "terminal")
    if let node = inner.take("dark") { choice.dark = try themeName(node, inner.file) }
    if let node = inner.take("light") { choice.light = try themeName(node, inner.file) }
    theme = choice
    warnings += inner.warnings
  }

  private mutating func themeName(_ node: Node, _ file: String) throws(SettingsError) -> String {
    let name = try node.text(file, expected: "the name of a theme")
    themePlaces[name] = Place(node, file)
    return name
  }
}
