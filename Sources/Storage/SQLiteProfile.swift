import Foundation
import GRDB
import Listening

/// The profile in a SQLite file: one row an act, in order, for ever.
///
/// Writes run on the database's own queue, so that neither a cancelled task takes one back nor a slow disk holds up others.
public final class SQLiteProfile: Profile {
  private let database: DatabaseQueue
  private let path: String

  /// Opens or makes the profile at `url`.
  public init(at url: URL) throws {
    path = url.path
    database = try Database.open(url, migrator: ProfileSchema.migrator)
  }

  /// Writes one act, durable on return.
  public func append(_ act: Act, at date: Date) async throws -> Interaction {
    try await withCheckedThrowingContinuation { continuation in
      database.asyncWrite { db in
        let last = try Int64.fetchOne(db, sql: "SELECT MAX(revision) FROM interaction") ?? 0
        let interaction = Interaction(revision: last + 1, act: act, date: date)
        try InteractionRow(interaction).insert(db)
        return interaction
      } completion: { [path] _, result in
        continuation.resume(with: result.mapError { StorageError.sorting($0, path: path) })
      }
    }
  }

  /// All rows. Cost: linear, about 10 µs a row.
  public func journal() async throws -> Journal {
    try await withCheckedThrowingContinuation { continuation in
      database.asyncRead { [path] db in
        continuation.resume(
          with: Result {
            let rows = try InteractionRow.order(sql: "revision").fetchAll(db.get())
            return Journal(rows.compactMap(\.interaction))
          }.mapError { StorageError.sorting($0, path: path) })
      }
    }
  }

  /// The durability in force: 2 is FULL.
  func synchronous() throws -> Int? {
    try database.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
  }
}
