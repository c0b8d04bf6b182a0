import Foundation
import GRDB
import Listening

/// Writes tracks, artists and favourites inside a transaction, remembering the numbers it has met.
///
/// What is known already is completed, never emptied: a missing field keeps the old value.
final class CatalogueWriter {
  private let db: GRDB.Database
  private let numbers: TrackNumbers
  private let met: MetTracks?
  private var artists: [ArtistID: Int64] = [:]
  private var listener: (source: SourceName, key: String, number: Int64)?
  private var lastTrack: Int64
  private var lastListener: Int64
  /// How many tracks were new.
  private(set) var newTracks = 0
  /// How many listeners were new.
  private(set) var newListeners = 0
  /// How many favourites were new.
  private(set) var newFavourites = 0

  /// Writes within the transaction of `db`; `numbers` and `met` may be kept from one to the next, as long as all of them
  /// last.
  init(_ db: GRDB.Database, numbers: TrackNumbers = TrackNumbers(), met: MetTracks? = nil) throws {
    (self.db, self.numbers, self.met) = (db, numbers, met)
    numbers.trim()
    lastTrack = try Int64.fetchOne(db, sql: "SELECT MAX(number) FROM track") ?? 0
    lastListener = try Int64.fetchOne(db, sql: "SELECT MAX(number) FROM listener") ?? 0
  }

  /// The number of a listener, made where new. Listeners come in runs: the last one is remembered.
  func listener(_ source: SourceName, _ key: String) throws -> Int64 {
    if let listener, listener.key == key, listener.source == source { return listener.number }
    let number = try number(
      "INSERT INTO listener (source, key) VALUES (?, ?) ON CONFLICT DO UPDATE SET key = key RETURNING number",
      [source.rawValue, key])
    // Numbers rise, so a number above the highest is a new row.
    if number > lastListener { (lastListener, newListeners) = (number, newListeners + 1) }
    listener = (source, key, number)
    return number
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
    if let number = numbers.tracks[id] { return number }
    let found = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT number FROM track WHERE source = ? AND key = ?"),
      arguments: [id.source.rawValue, id.key])
    let number =
      try found ?? track(Track(id: id, title: id.key, artist: Credit(id: ArtistID(id.source, id.key), name: id.key)))
    numbers.tracks[id] = number
    return number
  }

  /// The same for a track whose key is a whole number, without making a text of it each time.
  func track(_ source: SourceName, number key: Int) throws -> Int64 {
    if let number = numbers.bare[key] { return number }
    let number = try track(TrackID(source, String(key)))
    numbers.bare[key] = number
    return number
  }

  /// Keeps a track, and answers with its number.
  func track(_ track: Track, address: String? = nil) throws -> Int64 {
    let artist = try artist(Artist(id: track.artist.id, name: track.artist.name, followers: track.exposure.followers))
    let number = try number(
      """
      INSERT INTO track (source, key, title, artist, duration, tags, page, address, plays, favourites)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (source, key) DO UPDATE SET title = excluded.title, artist = excluded.artist,
        duration = COALESCE(excluded.duration, duration), tags = COALESCE(excluded.tags, tags),
        page = COALESCE(excluded.page, page), address = COALESCE(excluded.address, address),
        plays = COALESCE(excluded.plays, plays), favourites = COALESCE(excluded.favourites, favourites)
      RETURNING number
      """,
      [
        track.id.source.rawValue, track.id.key, Words.storable(track.title), artist, track.duration,
        Tags.join(track.tags),
        track.page, address, track.exposure.plays, track.exposure.favourites,
      ])
    if number > lastTrack { (lastTrack, newTracks) = (number, newTracks + 1) }
    numbers.tracks[track.id] = number
    return number
  }

  /// Keeps an artist, and answers with its number.
  func artist(_ artist: Artist) throws -> Int64 {
    if let number = artists[artist.id], artist.followers == nil, artist.page == nil { return number }
    if let number = met?.number(of: artist) { return number }
    let number = try number(
      """
      INSERT INTO artist (source, key, name, page, followers, tags) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (source, key) DO UPDATE SET name = excluded.name, page = COALESCE(excluded.page, page),
        followers = COALESCE(excluded.followers, followers), tags = COALESCE(excluded.tags, tags)
      RETURNING number
      """,
      [
        artist.id.source.rawValue, artist.id.key, Words.storable(artist.name), artist.page, artist.followers,
        Tags.join(artist.tags),
      ])
    artists[artist.id] = number
    met?.add(artist, number)
    return number
  }

  /// Takes away artists that stood for tracks known by their number only, until the tracks' own artists were told.
  static func dropPlaceholders(_ db: GRDB.Database, source: SourceName) throws {
    try db.execute(
      sql: """
        DELETE FROM artist WHERE source = ? AND name = key AND followers IS NULL AND page IS NULL
          AND NOT EXISTS (SELECT 1 FROM track WHERE track.artist = artist.number)
        """, arguments: [source.rawValue])
  }

  private func number(_ sql: String, _ arguments: StatementArguments) throws -> Int64 {
    // RETURNING answers exactly one row for these statements.
    try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? 0
  }
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
