/// Why there is no model.
public enum ModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file cannot be read or written.
  case unreadable(path: String, cause: String)
  /// The file is no model, was cut, or was changed.
  case damaged(path: String)
  /// The file was written by a newer or older program.
  case otherVersion(path: String)
  /// There is nothing to learn from.
  case nothingToLearn
  /// What it learned from was taken away while it learned.
  case outlived
  /// Training was called off.
  case cancelled

  /// One sentence that says what to do.
  public var description: String {
    switch self {
    case .unreadable(let path, let cause): "the model \(path) cannot be used: \(cause)"
    case .damaged(let path): "the model \(path) is damaged: make it again with `crescendo train`"
    case .otherVersion(let path): "the model \(path) is of another version: make it again with `crescendo train`"
    case .nothingToLearn: "there are no tracks to learn from: `crescendo import` or `crescendo harvest` some first"
    case .outlived: "what it learned from is no longer in the catalogue; `crescendo train` makes one of what is there"
    case .cancelled: "training was called off; the model before it stays in use"
    }
  }
}
