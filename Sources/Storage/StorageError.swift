import Foundation
import GRDB
import Listening

/// What can go wrong with the databases, in the listener's terms.
public enum StorageError: Error, Sendable {
  /// The file was made by a newer program.
  case newerSchema(path: String)
  /// The file is damaged, or no database.
  case damaged(path: String, cause: String)
  /// The disk refuses: full, read-only or gone.
  case disk(path: String, cause: String)
  /// Another instance writes there, and went on for long.
  case busy(path: String)
  /// An act about something whose name could not be read back.
  case unwritable(path: String)
  /// Another instance holds the lock at `path`.
  case inUse(path: String, by: String)
  /// What was taken away is still to be found in the file's bytes, as another instance reads it.
  case stillInFile(path: String)
  /// A file to import cannot be read.
  case unreadable(path: String, cause: String)
  /// A file to import is of no known form.
  case malformed(path: String, cause: String)

  /// Whether the same may go well later, with nobody doing anything about it.
  public var isPassing: Bool {
    switch self {
    case .disk, .busy: true
    default: false
    }
  }

  /// One sentence that says what to do.
  public var sentence: String {
    switch self {
    case .newerSchema(let path): "\(path) was written by a newer crescendo: update the program; nothing was touched"
    case .damaged(let path, let cause): "\(path) is damaged (\(cause)): \(Self.remedy(path))"
    case .disk(let path, let cause): "cannot write \(path) (\(cause)): check the free space and the rights"
    case .busy(let path): "another crescendo writes to \(path): try again when it is done"
    case .unwritable(let path): "cannot write to \(path): the track's name holds what no name may hold"
    // There is one catalogue, whatever the profile.
    case .inUse(let path, let holder) where path.hasSuffix("/catalogue.sqlite.lock"):
      "another crescendo (\(holder)) adds to the catalogue: wait until it is done, or quit it"
    case .inUse(_, let holder):
      "another crescendo (\(holder)) works on this profile: quit that one, or give --profile FILE"
    case .stillInFile(let path):
      "all was taken away, but \(path) still holds its bytes, as another crescendo reads it: quit that one, and purge again"
    case .unreadable(let path, let cause), .malformed(let path, let cause): "cannot import \(path): \(cause)"
    }
  }

  /// What is to be done about a damaged file. Its log must go with it: it would be read into a copy, too.
  private static func remedy(_ path: String) -> String {
    let copies = ProfileCopies(of: URL(fileURLWithPath: path)).folder.path
    guard FileManager.default.fileExists(atPath: copies) else { return "restore a copy, or move it away to begin anew" }
    return "move it and \(path)-wal away, and put the newest of \(copies) in its place"
  }

  /// Sorts a fault of the database by what the listener can do.
  static func sorting(_ error: any Error, path: String) -> any Error {
    if let error = error as? CocoaError { return StorageError.disk(path: path, cause: error.systemWords) }
    if error is RowDecodingError { return StorageError.damaged(path: path, cause: "a row makes no sense") }
    guard let error = error as? DatabaseError else { return error }
    return switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: StorageError.damaged(path: path, cause: error.message ?? "unreadable")
    case .SQLITE_BUSY, .SQLITE_LOCKED: StorageError.busy(path: path)
    default: StorageError.disk(path: path, cause: error.message ?? "code \(error.resultCode.rawValue)")
    }
  }
}
