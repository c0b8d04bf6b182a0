import Foundation
import GRDB

/// Opens databases the one way in which they are safe.
///
/// One connection a file, WAL, and `synchronous=FULL` set after opening, since GRDB lowers it to NORMAL while it sets WAL
/// up: what was answered survives the loss of power.
enum Database {
  /// Opens or makes the file at `url`, refuses one with migrations this program does not know, and migrates the rest.
  static func open(_ url: URL, migrator: DatabaseMigrator) throws -> DatabaseQueue {
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      try refuseNewer(url, migrator)
      var settings = Configuration()
      settings.busyMode = .timeout(5)
      settings.journalMode = .wal
      let queue = try DatabaseQueue(path: url.path, configuration: settings)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: url.path)
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous=FULL") }
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
