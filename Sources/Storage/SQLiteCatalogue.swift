import Foundation
import GRDB
import Listening

/// The catalogue in a SQLite file: tracks, artists and the crowd's favourites.
public final class SQLiteCatalogue: Catalogue, TrackKeeper {
  let database: DatabaseQueue
  let path: String
  let met = MetTracks()

  /// Opens or makes the catalogue at `url`.
  public init(at url: URL) throws {
    path = url.path
    database = try DatabaseFile.open(url, .plentiful, migrator: CatalogueSchema.migrator)
  }

  /// The tracks with these ids, in the order asked.
  public func tracks(_ ids: [TrackID]) async throws -> [Track] {
    try await read { db in
      let statement = try db.cachedStatement(sql: Self.trackSQL + " WHERE t.source = ? AND t.key = ?")
      return try ids.compactMap { id in
        try Row.fetchOne(statement, arguments: [id.source.rawValue, id.key]).flatMap(Self.track)
      }
    }
  }

  /// The artists with these ids, in the order asked.
  public func artists(_ ids: [ArtistID]) async throws -> [Artist] {
    try await read { db in
      let statement = try db.cachedStatement(sql: "SELECT * FROM artist WHERE source = ? AND key = ?")
      return try ids.compactMap { id in
        try Row.fetchOne(statement, arguments: [id.source.rawValue, id.key]).flatMap(Self.artist)
      }
    }
  }

  /// Where the sound of a track is: a web address, or a file that was imported or lies below an imported folder.
  public func address(of track: TrackID) async throws -> StreamAddress? {
    try await read { db in
      let text = try String.fetchOne(
        db, sql: "SELECT address FROM track WHERE source = ? AND key = ?",
        arguments: [track.source.rawValue, track.key])
      return try text.flatMap { try Self.address($0, db) { try OpenFolders(db) } }
    }
  }

  /// Keeps tracks and artists; what is known already is completed.
  public func keep(_ favoured: [Favoured]) async throws {
    try await write { db in
      let writer = CatalogueWriter(db)
      for one in favoured {
        switch one {
        case .track(let track): _ = try writer.track(track)
        case .artist(let artist): _ = try writer.artist(artist)
        }
      }
    }
  }

  /// Keeps that a source no longer had a track when it was asked for.
  public func note(gone track: TrackID, at date: Date) async throws {
    try await write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO gone (source, key, at) VALUES (?, ?, ?)",
        arguments: [track.source.rawValue, track.key, date.timeIntervalSince1970])
    }
  }

  /// Tracks that their sources no longer had when they were asked for since then.
  public func gone(since: Date) async throws -> Set<TrackID> {
    try await read { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT source, key FROM gone WHERE at >= ?", arguments: [since.timeIntervalSince1970])
      return try Set(
        rows.compactMap { row in
          try SourceName(rawValue: row.value("source")).map { TrackID($0, try row.value("key")) }
        })
    }
  }

  /// Keeps tracks of the listener's own, each with the path or address of its sound, and opens these folders, and files that
  /// stand for themselves, to the player: a path outside these is never played.
  public func keep(_ own: [(track: Track, address: String)], folders: [String]) async throws {
    try await write { db in
      for folder in folders {
        try db.execute(sql: "INSERT OR IGNORE INTO folder (path) VALUES (?)", arguments: [folder])
      }
      let writer = CatalogueWriter(db)
      for one in own { _ = try writer.track(one.track, address: one.address) }
    }
  }

  /// Takes the sound off the tracks whose files below a folder are gone; answers how many. Cost: a look at each file.
  public func closeGone(below folder: String) async throws -> Int {
    try await write { db in
      // "0" follows "/".
      let rows = try Row.fetchAll(
        db, sql: "SELECT number, address FROM track WHERE address >= ? AND address < ?",
        arguments: [folder + "/", folder + "0"])
      let gone = try rows.filter { try !FileManager.default.fileExists(atPath: $0.value("address")) }
      for row in gone {
        let number: Int64 = try row.value("number")
        try db.execute(sql: "UPDATE track SET address = NULL WHERE number = ?", arguments: [number])
      }
      return gone.count
    }
  }

  /// How many tracks, artists, listeners and favourites there are. Cost: counts them.
  public func counts() async throws -> CatalogueCounts {
    try await read { db in
      func count(_ table: String) throws -> Int { try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table)") ?? 0 }
      return try CatalogueCounts(
        tracks: count("track"), artists: count("artist"), listeners: count("listener"), favourites: count("favourite"))
    }
  }

  /// How many favourites there are. Cost: counts them.
  public func favouriteCount() async throws -> Int {
    try await read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM favourite") ?? 0 }
  }

  /// How many purges there were. Whoever derives something from the catalogue compares this before and after, and keeps the
  /// result only where it is the same.
  public func purges() async throws -> Int {
    try await read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
  }

  /// Takes everything collected from a source away; `rewrite` then takes it out of the file, too. The listener's own verdicts
  /// live in the profile and stay readable. Answers how many rows there were.
  @discardableResult
  public func purge(_ source: SourceName) async throws -> Int {
    try await write { [met] db in
      met.forget()
      let before = db.totalChangesCount
      for sql in [
        "DELETE FROM favourite WHERE track IN (SELECT number FROM track WHERE source = ?)",
        "DELETE FROM favourite WHERE listener IN (SELECT number FROM listener WHERE source = ?)",
        "DELETE FROM listener WHERE source = ?", "DELETE FROM track WHERE source = ?",
        "DELETE FROM artist WHERE source = ? AND number NOT IN (SELECT artist FROM track)",
        "DELETE FROM question WHERE source = ?", "DELETE FROM harvest WHERE source = ?",
        "DELETE FROM gone WHERE source = ?",
      ] {
        try db.execute(sql: sql, arguments: [source.rawValue])
      }
      let gone = db.totalChangesCount - before
      // An import gone on with would lack what it had brought before the purge.
      try db.execute(sql: "DELETE FROM unfinishedImport")
      try db.execute(sql: Self.closingSQL)
      let purges = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      try db.execute(sql: "PRAGMA user_version = \(purges + 1)")
      return gone
    }
  }

  /// Rewrites the file without what was taken away. Cost: the file.
  /// - Throws: `StorageError.stillInFile` where another program holds it; purging again then empties the file.
  public func rewrite() async throws {
    do {
      try await database.vacuum()
      // In WAL the file keeps its old pages until the new ones are moved into it.
      _ = try await database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED {
      throw StorageError.stillInFile(path: path)
    } catch {
      throw StorageError.sorting(error, path: path)
    }
  }

  /// Closes the folders, and files, of which no track is left. Cost: a look at every track, and at the files for each folder.
  private static let closingSQL = """
    WITH own AS MATERIALIZED (SELECT address FROM track WHERE address LIKE '/%')
    DELETE FROM folder WHERE path NOT IN own AND NOT EXISTS (
      SELECT 1 FROM own WHERE substr(address, 1, length(rtrim(path, '/')) + 1) = rtrim(path, '/') || '/')
    """

  func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await database.read(body)
    } catch {
      throw StorageError.sorting(error, path: path)
    }
  }

  /// Reads with one statement alone. GRDB's `read` switches `query_only` on and off, at which SQLite compiles every prepared
  /// statement anew: a third of a millisecond each page of a harvest.
  func readOnce<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await database.unsafeRead(body)
    } catch {
      throw StorageError.sorting(error, path: path)
    }
  }

  func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await database.write(body)
    } catch {
      met.forget()
      throw StorageError.sorting(error, path: path)
    }
  }
}

/// How much a catalogue holds.
public struct CatalogueCounts: Hashable, Sendable {
  /// Tracks known.
  public var tracks: Int
  /// Artists known.
  public var artists: Int
  /// Listeners whose favourites are known.
  public var listeners: Int
  /// Favourites known.
  public var favourites: Int
}
