import GRDB

/// The schema of the catalogue. It can always be made again, so it may change freely by migration.
enum CatalogueSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 tracks, artists, favourites") { try $0.execute(sql: first) }
    migrator.registerMigration("2 harvest") { try $0.execute(sql: harvest) }
    // A page of a harvest wrote as much into this index as into the tracks; only a purge and an import ever asked it.
    migrator.registerMigration("3 no index of artists") { try $0.execute(sql: "DROP INDEX track_artist") }
    // Closing a folder would not know its files by another spelling.
    migrator.registerMigration("4 files by their paths") { db in
      for row in try Row.fetchAll(db, sql: "SELECT number, address FROM track WHERE address LIKE 'file:%'") {
        let path = (row["address"] as String?).flatMap(SQLiteCatalogue.path)
        try db.execute(sql: "UPDATE track SET address = ? WHERE number = ?", arguments: [path, row["number"] as Int64])
      }
    }
    migrator.registerMigration("5 tracks that are gone") { try $0.execute(sql: gone) }
    return migrator
  }

  private static let first = """
    CREATE TABLE artist (
      number INTEGER PRIMARY KEY, source TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL,
      page TEXT, followers INTEGER, tags TEXT, UNIQUE (source, key)
    ) STRICT;
    CREATE TABLE track (
      number INTEGER PRIMARY KEY, source TEXT NOT NULL, key TEXT NOT NULL, title TEXT NOT NULL,
      artist INTEGER NOT NULL REFERENCES artist (number), duration REAL, tags TEXT, page TEXT, address TEXT,
      plays INTEGER, favourites INTEGER, UNIQUE (source, key)
    ) STRICT;
    CREATE INDEX track_artist ON track (artist);
    CREATE TABLE listener (
      number INTEGER PRIMARY KEY, source TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (source, key)
    ) STRICT;
    CREATE TABLE favourite (
      listener INTEGER NOT NULL, track INTEGER NOT NULL, PRIMARY KEY (listener, track)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE folder (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE unfinishedImport (
      path TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, place INTEGER NOT NULL, lines INTEGER NOT NULL,
      items INTEGER NOT NULL, malformed INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  // `at` is in seconds since 1970, when the source said so last.
  private static let gone = """
    CREATE TABLE gone (
      source TEXT NOT NULL, key TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (source, key)
    ) STRICT, WITHOUT ROWID;
    """

  // `rank` is the order of asking, as `Frontier` has it, more for what was put off; `weight` orders those of one rank. `total` is how many favourites a listener has, where the source says so.
  private static let harvest = """
    CREATE TABLE question (
      source TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('favouriters', 'favourites')), key TEXT NOT NULL,
      rank INTEGER NOT NULL, weight INTEGER NOT NULL, total INTEGER, mark TEXT,
      isOpen INTEGER NOT NULL DEFAULT 1, pages INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (source, kind, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX question_next ON question (source, rank, weight) WHERE isOpen = 1;
    CREATE TABLE harvest (
      source TEXT PRIMARY KEY, favourites INTEGER NOT NULL DEFAULT 0, tracks INTEGER NOT NULL DEFAULT 0,
      listeners INTEGER NOT NULL DEFAULT 0, pages INTEGER NOT NULL DEFAULT 0, waiting INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID;
    """
}
