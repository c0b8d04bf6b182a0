import Foundation
import GRDB

/// Opens databases the one way in which they are safe.
///
/// One connection a file, and WAL. `synchronous` is set after opening, since GRDB lowers it to NORMAL while it sets WAL up.
enum Database {
  /// What a file is for, and so what it may lose.
  enum Care {
    /// Nothing: what was answered survives the loss of power.
    case precious
    /// What can be made again: what was answered survives the end of the process, however it comes. The loss of power
    /// may take the last pages of a harvest, which then are asked for again; the file stays whole. Written in large amounts,
    /// so pages are kept in memory and moved into the file in fewer rounds.
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
      try refuseNewer(url, migrator)
      var settings = Configuration()
      settings.busyMode = .timeout(5)
      settings.journalMode = .wal
      settings.foreignKeysEnabled = care.checksReferences
      let queue = try DatabaseQueue(path: url.path, configuration: settings)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: url.path)
      try queue.writeWithoutTransaction { try $0.execute(sql: care.settings) }
      try migrator.migrate(queue)
      return queue
    } catch {
      throw StorageError.sorting(error, path: url.path)
    }
  }

  /// Looks read-only, so that a newer file is left as it is to the last byte.
  private static func refuseNewer(_ url: URL, _ migrator: DatabaseMigrator) throws {
    guard FileManager.default.fileExists(atPath: url.path) else { return }
    var settings = Configuration()
    settings.readonly = true
    settings.busyMode = .timeout(5)
    let isNewer = try DatabaseQueue(path: url.path, configuration: settings).read { try migrator.hasBeenSuperseded($0) }
    if isNewer { throw StorageError.newerSchema(path: url.path) }
  }
}
