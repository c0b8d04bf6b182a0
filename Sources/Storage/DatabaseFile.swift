import Foundation
import GRDB
import Glibc

/// Opens databases the one way in which they are safe.
///
/// One connection for all that is done to a file, and WAL. `synchronous` is set after opening, since GRDB lowers it to NORMAL
/// while it sets WAL up.
enum DatabaseFile {
  /// What a file is for, and so what it may lose.
  enum Care {
    /// Nothing: what was answered survives the loss of power.
    case precious
    /// What can be made again: what was answered survives the end of the process, however it comes. The loss of power
    /// may take the last pages of a harvest, which then are asked for again; the file stays whole. Written in large amounts,
    /// so pages are kept in memory and moved into the file in fewer rounds: by SQLite itself, within a write. Up to 3.51.2 it may
    /// spoil a file that one connection writes to while another moves.
    case plentiful

    /// Whether each row's references are looked up when it is written or taken away. The catalogue has one, track to artist, whose
    /// both ends are written in one place, and no index for it.
    fileprivate var checksReferences: Bool { self == .precious }

    fileprivate var settings: String {
      switch self {
      case .precious: "PRAGMA synchronous=FULL"
      case .plentiful: "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8192"
      }
    }
  }

  /// Opens or makes the file at `url`, refuses one with migrations this program does not know, and migrates the rest.
  static func open(_ url: URL, _ care: Care, migrator: DatabaseMigrator) throws -> DatabaseQueue {
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      if try !make(url) {
        try refuseNewer(url, migrator)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: url.path)
      }
      var settings = Configuration()
      settings.busyMode = .timeout(5)
      settings.journalMode = .wal
      settings.foreignKeysEnabled = care.checksReferences
      let queue = try DatabaseQueue(path: url.path, configuration: settings)
      try queue.writeWithoutTransaction { try $0.execute(sql: care.settings) }
      try migrator.migrate(queue)
      return queue
    } catch {
      throw StorageError.sorting(error, path: url.path)
    }
  }

  /// Makes an empty file that only the listener may read: SQLite gives its side files the same rights. False where there is one.
  private static func make(_ url: URL) throws -> Bool {
    // One that is there is not opened: closing it would give up the locks that this process holds on it.
    let descriptor = Glibc.open(url.path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor < 0 else {
      close(descriptor)
      return true
    }
    guard errno == EEXIST else { throw StorageError.disk(path: url.path, cause: String(cString: strerror(errno))) }
    return false
  }

  /// Looks read-only, so that a newer file is left as it is to the last byte.
  private static func refuseNewer(_ url: URL, _ migrator: DatabaseMigrator) throws {
    var settings = Configuration()
    settings.readonly = true
    settings.busyMode = .timeout(5)
    let isNewer = try DatabaseQueue(path: url.path, configuration: settings).read { try migrator.hasBeenSuperseded($0) }
    if isNewer { throw StorageError.newerSchema(path: url.path) }
  }
}
