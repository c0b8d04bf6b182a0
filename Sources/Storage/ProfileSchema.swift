import GRDB

/// The schema of the profile. The schema, not the code, guards the journal: rows are numbered without gaps, and neither
/// changed nor taken away.
enum ProfileSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 journal") { try $0.execute(sql: journal) }
    migrator.registerMigration("2 told") { try $0.execute(sql: told) }
    migrator.registerMigration("3 propensity") { try $0.execute(sql: propensity) }
    return migrator
  }

  private static let journal = """
    CREATE TABLE interaction (
      revision INTEGER PRIMARY KEY CHECK (revision > 0),
      act TEXT NOT NULL CHECK (act IN
        ('save', 'discard', 'notNow', 'clear', 'skip', 'finish', 'nameTrack', 'nameArtist', 'undo', 'redo')),
      date REAL NOT NULL,
      track TEXT, title TEXT, duration REAL, trackTags TEXT, trackPage TEXT, plays INTEGER, favourites INTEGER,
      artist TEXT, artistName TEXT, artistTags TEXT, artistPage TEXT, followers INTEGER,
      heard REAL, heardOf REAL,
      target INTEGER REFERENCES interaction (revision),
      CHECK ((act IN ('undo', 'redo')) = (target IS NOT NULL)),
      CHECK ((act IN ('undo', 'redo', 'nameArtist')) = (track IS NULL)),
      CHECK ((act IN ('undo', 'redo')) = (artist IS NULL)),
      CHECK ((act IN ('discard', 'skip', 'finish')) = (heard IS NOT NULL))
    ) STRICT;
    CREATE TRIGGER interaction_in_order BEFORE INSERT ON interaction
      WHEN NEW.revision <> (SELECT COALESCE(MAX(revision), 0) + 1 FROM interaction)
      BEGIN SELECT RAISE(ABORT, 'rows are numbered without gaps'); END;
    CREATE TRIGGER interaction_stays BEFORE UPDATE ON interaction
      BEGIN SELECT RAISE(ABORT, 'a row is never changed'); END;
    CREATE TRIGGER interaction_remains BEFORE DELETE ON interaction
      BEGIN SELECT RAISE(ABORT, 'a row is never taken away'); END;
    """

  // How far each source has been told of the listener's verdicts, where the listener wished it.
  private static let told = """
    CREATE TABLE told (source TEXT PRIMARY KEY, revision INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    """

  // The chance with which a track was drawn for exploration: without it nothing can be told from what was saved of those.
  private static let propensity = """
    ALTER TABLE interaction ADD COLUMN propensity REAL CHECK (propensity > 0 AND propensity <= 1);
    """
}
