import Interface
import Settings

/// What is configured, and what of it is not understood: the same for a session, `config check` and `doctor`.
extension House {
  /// What the configuration says that is not understood, a sentence each. Cost: reads the themes that are named there.
  var problems: [String] { warnings + themeProblems + keys.problems + formats.problems }

  /// The keys, and what is wrong with the changes to them.
  var keys: (table: KeyTable, problems: [String]) {
    let written = configuration.keys
    var problems: [KeyTable.Problem] = []
    let changes = written.bindings.map { KeyTable.Change(keys: $0.key, action: $0.command) }
    // The file's reader has refused other presets.
    let table = KeyTable(Preset(rawValue: written.preset) ?? .default, changes: changes, problems: &problems)
    return (table, problems.map { "\(written.bindings[$0.change].place): \($0.words)" })
  }

  /// How things are worded, and what is wrong with the words for it.
  var formats: (formats: Formats, problems: [String]) {
    var problems: [(name: String, problem: Format.Problem)] = []
    let formats = Formats(configuration.formats, problems: &problems)
    let sentences = problems.map { name, problem in
      let place = configuration.formatPlaces[name].map { "\($0)" } ?? paths.configurationFile
      return "\(place): formats.\(name): \(problem)"
    }
    return (formats, sentences)
  }

  private var themeProblems: [String] {
    guard let theme = configuration.theme else { return [] }
    let library = ThemeLibrary(folder: paths.themes)
    let (dark, light) = (theme.dark, theme.light)
    return (dark == light ? [dark] : [dark, light]).flatMap { name in
      do {
        return try library.theme(name, at: configuration.themePlaces[name]).warnings.map(\.description)
      } catch {
        return ["\(error)"]
      }
    }
  }
}
