import Foundation
import GRDB
import Listening

/// The catalogue as the engine trains on it.
extension SQLiteCatalogue {
  /// Reads everything: about a second a million favourites, 4 bytes each in memory.
  public func corpus() async throws -> Corpus {
    try await read { db in
      var builder = CorpusBuilder()
      try builder.readArtists(db)
      try builder.readTracks(db)
      try builder.readFavourites(db)
      return builder.corpus
    }
  }
}

private struct CorpusBuilder {
  var corpus = Corpus(tracks: [], artists: [], followers: [], tags: [], offsets: [0], favourites: [])
  private var artistPlace: [Int64: Int32] = [:]
  private var trackPlace: [Int64: Int32] = [:]
  private var tagPlace: [String: Int32] = [:]

  mutating func readArtists(_ db: Database) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT number, source, key, followers FROM artist ORDER BY number")
    while let row = try rows.next() {
      guard let source = try SourceName(rawValue: row.value(1)) else { continue }
      try artistPlace[row.value(0)] = Int32(corpus.artists.count)
      try corpus.artists.append(ArtistID(source, row.value(2)))
      corpus.followers.append(Int32(clamping: try row.value(3) as Int? ?? -1))
    }
  }

  /// In order of their names, so that ties are settled alike everywhere.
  mutating func readTracks(_ db: Database) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT number, source, key, artist, plays, tags,
          address IS NOT NULL OR source IN ('audius', 'soundcloud', 'demo') FROM track
        """)
    var numbered: [(number: Int64, entry: Corpus.Entry)] = []
    while let row = try rows.next() {
      guard let source = try SourceName(rawValue: row.value(1)), let artist = try artistPlace[row.value(3)] else {
        continue
      }
      let tags = try Tags.split(row.value(5)).prefix(16).map { tag($0) }
      let entry = try Corpus.Entry(
        id: TrackID(source, row.value(2)), artist: artist, plays: Int32(clamping: row.value(4) as Int? ?? -1),
        tags: tags,
        isPlayable: row.value(6))
      try numbered.append((row.value(0), entry))
    }
    numbered.sort { $0.entry.id < $1.entry.id }
    for (place, item) in numbered.enumerated() { trackPlace[item.number] = Int32(place) }
    corpus.tracks = numbered.map(\.entry)
  }

  private mutating func tag(_ text: String) -> Int32 {
    let word = text.lowercased()
    if let place = tagPlace[word] { return place }
    let place = Int32(corpus.tags.count)
    tagPlace[word] = place
    corpus.tags.append(word)
    return place
  }

  mutating func readFavourites(_ db: Database) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT listener, track FROM favourite ORDER BY listener")
    var listener: Int64?
    var row: [Int32] = []
    while let next = try rows.next() {
      let number: Int64 = try next.value(0)
      if let before = listener, number != before { close(&row) }
      listener = number
      if let place = try trackPlace[next.value(1)] { row.append(place) }
    }
    if listener != nil { close(&row) }
  }

  private mutating func close(_ row: inout [Int32]) {
    corpus.favourites += row.sorted()
    corpus.offsets.append(corpus.favourites.count)
    row.removeAll(keepingCapacity: true)
  }
}
