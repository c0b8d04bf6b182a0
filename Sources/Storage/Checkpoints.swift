import Foundation
import GRDB
import Synchronization

/// Moves what a harvest wrote from SQLite's log into the file, on a thread and a connection of their own: moving it costs a fifth
/// of a harvest's time, most of it waiting for the disk.
///
/// SQLite does the same within a write when the log has grown (`wal_autocheckpoint`). What was moved here it finds done, so that
/// nothing is lost where this one fails or never comes to it.
final class Checkpoints: Sendable {
  private struct Work {
    var pages = 0
    var isUnderWay = false
    var connection: DatabaseQueue?
  }

  private let path: String
  private let work = Mutex(Work())
  private let thread = DispatchQueue(label: "checkpoints", qos: .utility)
  /// So many pages of a harvest leave some 1,600 pages of the file in the log.
  private static let every = 16

  /// Prepares it for the file at `path`; nothing is opened yet.
  init(path: String) { self.path = path }

  /// Counts a page, and begins to move where there is enough and nothing is being moved.
  func count() {
    let isDue = work.withLock { work in
      work.pages += 1
      guard work.pages % Self.every == 0, !work.isUnderWay else { return false }
      work.isUnderWay = true
      return true
    }
    if isDue { thread.async { self.move() } }
  }

  private func move() {
    let known = work.withLock { $0.connection }
    let connection = known ?? (try? DatabaseQueue(path: path))  // without it SQLite moves all within the writes
    // PASSIVE waits for nobody and holds nobody up; what it could not move the next one does.
    _ = try? connection?.writeWithoutTransaction { try $0.checkpoint(.passive) }
    work.withLock { work in
      work.connection = connection
      work.isUnderWay = false
    }
  }
}
