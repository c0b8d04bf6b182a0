import Foundation
import GRDB
import Listening

/// Writes tracks, artists and favourites inside a transaction, remembering the numbers it has met.
///
/// What is known already is completed, never emptied: a missing field keeps the old value.
final class CatalogueWriter {
  private let db: Database
  private let numbers: TrackNumbers?
  private let met: MetTracks?
  private var artists: [ArtistID: (number: Int64, name: String)] = [:]
  /// Read where an address wants them: a batch opens its folders before it brings addresses.
  private var open: OpenFolders?
  private var listener: (source: SourceName, key: String, number: Int64)?
  /// How many tracks were new.
  private(set) var newTracks = 0
  /// How many listeners were new.
  private(set) var newListeners = 0
  /// How many favourites were new.
  private(set) var newFavourites = 0

  /// Writes within the transaction of `db`; `numbers` and `met` may be kept from one to the next, as long as all of them
  /// last.
  init(_ db: Database, numbers: TrackNumbers? = nil, met: MetTracks? = nil) {
    (self.db, self.numbers, self.met) = (db, numbers, met)
    numbers?.trim()
  }

  /// The number of a listener, made where new. Listeners come in runs: the last one is remembered.
  func listener(_ source: SourceName, _ key: String) throws -> Int64 {
    if let listener, listener.key == key, listener.source == source { return listener.number }
    let row = try row(.listener, [source.rawValue, key])
    if row.isNew { newListeners += 1 }
    listener = (source, key, row.number)
    return row.number
  }

  /// Keeps that a listener favoured a track.
  func favourite(_ listener: Int64, _ track: Int64) throws {
    let statement = try db.cachedStatement(sql: "INSERT OR IGNORE INTO favourite (listener, track) VALUES (?, ?)")
    try statement.execute(arguments: [listener, track])
    newFavourites += db.changesCount
  }

  /// Keeps that a listener favoured these tracks: in the order of the table, a hundred a statement.
  func favourites(_ listener: Int64, _ tracks: [Int64]) throws {
    var rest = tracks.sorted()[...]
    while !rest.isEmpty {
      let few = rest.prefix(Self.mostAtOnce)
      rest = rest.dropFirst(few.count)
      let statement = try db.cachedStatement(sql: Self.insertions[few.count])
      statement.setUncheckedArguments(StatementArguments([listener] + few))
      try statement.execute()
      newFavourites += db.changesCount
    }
  }

  private static let mostAtOnce = 100
  /// The statement for so many favourites of one listener.
  private static let insertions = (0...mostAtOnce).map { count in
    let places = repeatElement("(?)", count: count).joined(separator: ",")
    return "INSERT OR IGNORE INTO favourite SELECT ?, column1 FROM (VALUES \(places))"
  }

  /// The number of a track known by its name only, made where new: it is called what its key says until more is known.
  func track(_ id: TrackID) throws -> Int64 {
    if let number = numbers?.tracks[id] { return number }
    let found = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT number FROM track WHERE source = ? AND key = ?"),
      arguments: [id.source.rawValue, id.key])
    let number =
      try found ?? track(Track(id: id, title: id.key, artist: Credit(id: ArtistID(id.source, id.key), name: id.key)))
    numbers?.tracks[id] = number
    return number
  }

  /// The same for a track whose key is a whole number, without making a text of it each time.
  func track(_ source: SourceName, number key: Int) throws -> Int64 {
    if let number = numbers?.bare[key] { return number }
    let number = try track(TrackID(source, String(key)))
    numbers?.bare[key] = number
    return number
  }

  /// The address, if the player may be given it; of a file its path, which folders are compared with.
  func sound(at address: String) throws -> String? {
    try SQLiteCatalogue.address(address, db) {
      let open = try open ?? OpenFolders(db)
      self.open = open
      return open
    }.map { _ in SQLiteCatalogue.path(address) ?? address }
  }

  /// Keeps a track, and answers with its number.
  func track(_ track: Track, address: String? = nil) throws -> Int64 {
    let artist = try artist(Artist(id: track.artist.id, name: track.artist.name, followers: track.exposure.followers))
    let row = try row(
      .track,
      [
        track.id.source.rawValue, track.id.key, Words.storable(track.title), artist, track.duration,
        Tags.join(track.tags),
        track.page, address, track.exposure.plays, track.exposure.favourites,
      ])
    if row.isNew { newTracks += 1 }
    numbers?.tracks[track.id] = row.number
    return row.number
  }

  /// Keeps an artist, and answers with its number.
  func artist(_ artist: Artist) throws -> Int64 {
    if let met { return try met.number(of: artist) { try store(artist) } }
    if let known = artists[artist.id], known.name == artist.name, artist.followers == nil, artist.page == nil {
      return known.number
    }
    let number = try store(artist)
    artists[artist.id] = (number, artist.name)
    return number
  }

  private func store(_ artist: Artist) throws -> Int64 {
    try row(
      .artist,
      [
        artist.id.source.rawValue, artist.id.key, Words.storable(artist.name), artist.page, artist.followers,
        Tags.join(artist.tags),
      ]
    ).number
  }

  /// Takes away artists that stood for tracks known by their number only, until the tracks' own artists were told.
  static func dropPlaceholders(_ db: Database, source: SourceName) throws {
    try db.execute(
      sql: """
        DELETE FROM artist WHERE source = ? AND name = key AND followers IS NULL AND page IS NULL
          AND number NOT IN (SELECT artist FROM track)
        """, arguments: [source.rawValue])
  }

  /// Makes or completes a row, and answers with its number.
  ///
  /// Most rows of a harvest are new, and `RETURNING` makes SQLite open a table of its own each time: it is asked only where the
  /// row is known.
  private func row(_ kind: RowKind, _ values: StatementArguments) throws -> (number: Int64, isNew: Bool) {
    let insertion = try db.cachedStatement(sql: kind.insertion)
    insertion.setUncheckedArguments(values)
    try insertion.execute()
    if db.changesCount > 0 { return (db.lastInsertedRowID, true) }
    // RETURNING answers exactly one row for these statements.
    return (try Int64.fetchOne(db.cachedStatement(sql: kind.completion), arguments: values) ?? 0, false)
  }
}

/// How rows of a table are made and completed: what is not told anew stays. A title or name that is not told is the key.
private struct RowKind {
  let insertion: String
  let completion: String

  private init(_ insertion: String, _ completion: String) {
    self.insertion = insertion + " ON CONFLICT DO NOTHING"
    self.completion = insertion + " ON CONFLICT (source, key) DO UPDATE SET " + completion + " RETURNING number"
  }

  static let listener = RowKind("INSERT INTO listener (source, key) VALUES (?, ?)", "key = key")
  static let artist = RowKind(
    "INSERT INTO artist (source, key, name, page, followers, tags) VALUES (?, ?, ?, ?, ?, ?)",
    """
    name = IIF(excluded.name = key, name, excluded.name), page = COALESCE(excluded.page, page),
    followers = COALESCE(excluded.followers, followers), tags = COALESCE(excluded.tags, tags)
    """)
  /// Whether the artist was not told, where one is known who does not merely stand for the track.
  private static let isUntold = """
    EXISTS (
      SELECT 1 FROM artist AS told, artist AS known WHERE told.number = excluded.artist AND told.key = '\(Artist.unknown)'
        AND known.number = track.artist AND known.key <> track.key)
    """

  static let track = RowKind(
    """
    INSERT INTO track (source, key, title, artist, duration, tags, page, address, plays, favourites)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """,
    """
    title = IIF(excluded.title = key, title, excluded.title),
    artist = IIF(\(isUntold), track.artist, excluded.artist),
    duration = COALESCE(excluded.duration, duration),
    tags = COALESCE(excluded.tags, tags), page = COALESCE(excluded.page, page),
    address = COALESCE(excluded.address, address), plays = COALESCE(excluded.plays, plays),
    favourites = COALESCE(excluded.favourites, favourites)
    """)
}

/// The numbers of tracks met so far. Bounded: what is forgotten is looked up again.
final class TrackNumbers {
  /// By name.
  var tracks: [TrackID: Int64] = [:]
  /// By a key that is a whole number, within one source.
  var bare: [Int: Int64] = [:]
  private static let most = 500_000

  func trim() {
    if tracks.count > Self.most { tracks = [:] }
    if bare.count > Self.most { bare = [:] }
  }
}
