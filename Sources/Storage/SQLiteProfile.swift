import Foundation
import GRDB
import Listening

/// The profile in a SQLite file: one row an act, in order, for ever.
public final class SQLiteProfile: Profile, TellingRecord {
  private let database: DatabaseQueue
  private let path: String

  /// Opens or makes the profile at `url`.
  public init(at url: URL) throws {
    path = url.path
    database = try DatabaseFile.open(url, .precious, migrator: ProfileSchema.migrator)
  }

  /// Writes one act, durable on return. Cost: one `fdatasync`, waited for on the caller's own thread, since handing it to
  /// another and back takes longer than the disk does; no cancelled task takes it back.
  public func append(_ act: Act, at date: Date, propensity: Double?) async throws -> Interaction {
    try write(act, at: date, propensity)
  }

  private func write(_ act: Act, at date: Date, _ propensity: Double?) throws -> Interaction {
    do {
      return try database.write { [path] db in
        let last = try Int64.fetchOne(db.cachedStatement(sql: "SELECT MAX(revision) FROM interaction")) ?? 0
        guard last < Int64.max - 1_000 else {
          throw StorageError.damaged(path: path, cause: "its last row has no number")
        }
        let row = InteractionRow(Interaction(revision: last + 1, act: act, date: date, propensity: propensity))
        // What could not be read back must not be written: it would be lost at the next start.
        guard let interaction = row.interaction else { throw StorageError.unwritable(path: path) }
        try row.insert(db)
        return interaction
      }
    } catch {
      throw StorageError.sorting(error, path: path)
    }
  }

  /// All rows. Cost: linear, about 10 µs a row.
  public func journal() async throws -> Journal {
    try await withCheckedThrowingContinuation { continuation in
      database.asyncRead { [path] db in
        continuation.resume(
          with: Result {
            let rows = try InteractionRow.order(sql: "revision").fetchAll(db.get())
            return try Journal(rows.map { try $0.readable(path: path) })
          }.mapError { StorageError.sorting($0, path: path) })
      }
    }
  }

  /// How far a source has been told of the listener's verdicts; nil where it was never told.
  public func told(_ source: SourceName) async throws -> Revision? {
    do {
      return try await database.read {
        try Int64.fetchOne($0, sql: "SELECT revision FROM told WHERE source = ?", arguments: [source.rawValue])
      }
    } catch {
      throw StorageError.sorting(error, path: path)
    }
  }

  /// Keeps how far a source has been told.
  public func keepTold(_ source: SourceName, upTo revision: Revision) async throws {
    do {
      try await database.write {
        try $0.execute(
          sql: "INSERT INTO told VALUES (?, ?) ON CONFLICT DO UPDATE SET revision = excluded.revision",
          arguments: [source.rawValue, revision])
      }
    } catch {
      throw StorageError.sorting(error, path: path)
    }
  }

  /// The durability in force: 2 is FULL.
  func synchronous() throws -> Int? {
    try database.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
  }
}
