/// A place in a file that the listener wrote.
public struct Place: Hashable, Sendable, CustomStringConvertible {
  /// The file, as the listener would name it.
  public var file: String
  /// The line, from 1; nil where only the file is known.
  public var line: Int?
  /// The column, from 1.
  public var column: Int?

  /// States a place.
  public init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`, as editors read it.
  public var description: String {
    [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
  }
}

/// What can be wrong with the listener's files.
public enum SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A file cannot be read.
  case unreadable(file: String, cause: String)
  /// A file says something that is not understood; nothing of it is used.
  case malformed(Place, expected: String, found: String)
  /// There is no theme of that name.
  case unknownTheme(String, at: Place?, nearest: String?)
  /// A theme inherits from itself.
  case circle(Place, names: [String])
  /// Neither `HOME` nor `--home` says where to keep things.
  case noHome
  /// A folder cannot be made, or a file cannot be written.
  case cannotCreate(path: String, cause: String)
  /// A file that would be written is there.
  case alreadyThere(path: String)

  /// One sentence that says what to do next.
  public var description: String {
    switch self {
    case .unreadable(let file, let cause): "\(file) cannot be read (\(cause)): check the name and its permissions."
    case .malformed(let place, let expected, let found): "\(place): expected \(expected), found \(found)."
    case .unknownTheme(let name, let place, let nearest):
      (place.map { "\($0): " } ?? "") + "there is no theme “\(name)”: "
        + (nearest.map { "did you mean “\($0)”?" } ?? "`crescendo themes` lists them.")
    case .circle(let place, let names): "\(place): the theme inherits from itself (\(names.joined(separator: " → ")))."
    case .noHome: "HOME is not set: set it, or say --home DIR."
    case .cannotCreate(let path, let cause): "\(path) cannot be made (\(cause)): check the folder, or say --home DIR."
    case .alreadyThere(let path): "\(path) is there already: edit it, or move it away first."
    }
  }
}

/// Something in a file that was passed over.
public struct SettingsWarning: Hashable, Sendable, CustomStringConvertible {
  /// Where it stands.
  public var place: Place
  /// What it is.
  public var words: String

  /// One line for the log and the message line.
  public var description: String { "\(place): \(words)" }
}

/// What a file said, and what of it was passed over.
public struct Reading<Value: Sendable>: Sendable {
  /// What it said.
  public var value: Value
  /// What was passed over.
  public var warnings: [SettingsWarning]
}
