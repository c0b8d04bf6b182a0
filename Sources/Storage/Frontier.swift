import Foundation
import GRDB
import Listening

/// The open questions of one source, inside a transaction.
///
/// A page costs the same whatever it brings. One page of a track's favouriters opens hundreds of full pages of favourites, so
/// it is asked for when no full page is left: first the seeds, then a few tracks that the seeds' listeners favour, then full
/// pages, then one more track at a time, and what fills less of a page when nothing else is left.
struct Frontier {
  let db: Database
  let source: SourceName
  private var change = HarvestProgress()
  /// More pages of one list than this teach little and cost breadth.
  static let mostPages = 5
  /// How many favourites a full page holds.
  static let page = 200
  /// So much less on a page puts it a rank behind.
  static let step = 64
  /// How much less is expected of a page of which nobody knows what it holds: it counts among the full ones, as their last.
  static let unknown = 63
  /// The ranks that the order is made of, seeds being 0. Pages of listeners that are not full come among the tracks and behind.
  enum Rank {
    static let nearTrack = 1
    static let listener = 2
    static let track = 3
  }
  /// How far behind a question is put that could not be answered.
  static let delay = 4
  static let mostFailures = 3
  /// So many tracks of a page are asked about; the others can wait until nothing else is left.
  static let mostTracks = 4
  /// So many tracks of the seeds' pages are asked about before anybody's full page: near the seeds, breadth is worth a page.
  static let mostNear = 100

  init(db: Database, source: SourceName) {
    self.db = db
    self.source = source
  }

  /// Opens a question unless it was ever opened.
  mutating func open(_ question: HarvestStep.Question, rank: Int, weight: Int = 0, total: Int? = nil) throws {
    let (kind, key) = Self.columns(question)
    let statement = try db.cachedStatement(
      sql: "INSERT OR IGNORE INTO question (source, kind, key, rank, weight, total) VALUES (?, ?, ?, ?, ?, ?)")
    try statement.execute(arguments: [source.rawValue, kind, key, rank, weight, total])
    change.waiting += db.changesCount
  }

  /// Opens the question what a listener favoured.
  mutating func open(_ listener: Favouriter) throws {
    let weight = listener.favourites.map { Self.page - min(Self.page, $0) } ?? Self.unknown
    try open(
      .favourites(listener.key), rank: Rank.listener + weight / Self.step, weight: weight, total: listener.favourites)
  }

  /// Opens questions about the most promising of these tracks.
  private mutating func open(_ promising: [(track: TrackID, weight: Int)], isSeed: Bool) throws {
    let best = promising.sorted { $0.weight < $1.weight }.prefix(Self.mostTracks)
    let isNear = try isSeed && openNear() < Self.mostNear
    for one in best {
      try open(.favouriters(one.track), rank: isNear ? Rank.nearTrack : Rank.track, weight: one.weight)
    }
  }

  private func openNear() throws -> Int {
    let statement = try db.cachedStatement(
      sql: "SELECT COUNT(*) FROM question WHERE source = ? AND isOpen = 1 AND rank = \(Rank.nearTrack)")
    return try Int.fetchOne(statement, arguments: [source.rawValue]) ?? 0
  }

  /// The listener's favourites, and questions about the tracks that promise most listeners not met yet.
  mutating func keep(_ tracks: [Track], of step: HarvestStep, met: MetTracks) throws {
    guard case .favourites(let listener) = step.question else { return }
    let writer = CatalogueWriter(db, met: met)
    var numbers: [Int64] = []
    var promising: [(track: TrackID, weight: Int)] = []
    for track in tracks {
      let number = try met.number(of: track) {
        if let weight = Self.weight(track.exposure.favourites) { promising.append((track.id, weight)) }
        return try writer.track(track)
      }
      numbers.append(number)
    }
    try open(promising, isSeed: step.rank == 0)
    try writer.favourites(writer.listener(source, listener), numbers)
    change.favourites += writer.newFavourites
    change.tracks += writer.newTracks
    change.listeners += writer.newListeners
  }

  /// Opens questions about tracks never asked about, for want of others; false where there are none.
  ///
  /// Cost: reads past all tracks that were asked about, so many are opened at once.
  mutating func openWaiting() throws -> Bool {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT key, favourites FROM track WHERE source = ?1 AND (favourites IS NULL OR favourites > 1)
          AND NOT EXISTS (SELECT 1 FROM question WHERE source = ?1 AND kind = 'favouriters' AND key = track.key)
        ORDER BY number LIMIT 1000
        """, arguments: [source.rawValue])
    for row in rows {
      guard let weight = try Self.weight(row.value(1)) else { continue }
      try open(.favouriters(TrackID(source, row.value(0))), rank: Rank.track, weight: weight)
    }
    return change.waiting > 0
  }

  /// The order among tracks equally near: those whose favouriters fill a good part of a page first and the least known of
  /// them before the better known, then the unknown, then the nearly unknown, hits last. Nil for a track whose only
  /// favouriter is the one it was found with.
  private static func weight(_ favourites: Int?) -> Int? {
    guard let favourites else { return 10_000 }
    return switch favourites {
    case ...1: nil
    case ..<20: 20_000 - favourites
    case ..<5_000: favourites
    default: 30_000 + min(favourites, 1 << 40)
    }
  }

  /// Moves a question to its next page, or closes it.
  ///
  /// Further pages of a track's favouriters wait until the listeners of the first have been asked: a page of listeners
  /// feeds two hundred pages of favourites. Further pages of a listener's favourites go by what is left of the total.
  mutating func move(_ question: HarvestStep.Question, to next: PageMark?) throws {
    let (kind, key) = Self.columns(question)
    let statement = try db.cachedStatement(
      sql: """
        UPDATE question SET pages = pages + 1, mark = ?1, failures = 0, isOpen = (?1 IS NOT NULL AND pages + 1 < ?2),
          rank = rank + IIF(kind = 'favouriters', \(Rank.track), \(Self.left) / ?4 - weight / ?4),
          weight = IIF(kind = 'favouriters', weight, \(Self.left))
        WHERE source = ?5 AND kind = ?6 AND key = ?7 RETURNING isOpen
        """)
    let isOpen = try Bool.fetchOne(
      statement, arguments: [next?.text, Self.mostPages, Self.page, Self.step, source.rawValue, kind, key])
    change.pages += 1
    if isOpen == false { change.waiting -= 1 }
  }

  /// How much the next page of a listener falls short of a full one.
  private static let left = "(?3 - MAX(?3 / 20, MIN(?3, COALESCE(total - ?3 * (pages + 1), ?3 - \(unknown)))))"

  mutating func postpone(_ question: HarvestStep.Question) throws {
    let (kind, key) = Self.columns(question)
    let isOpen = try Bool.fetchOne(
      db,
      sql: """
        UPDATE question SET failures = failures + 1, rank = rank + ?, isOpen = (failures + 1 < ?)
        WHERE source = ? AND kind = ? AND key = ? RETURNING isOpen
        """, arguments: [Self.delay, Self.mostFailures, source.rawValue, kind, key])
    if isOpen == false { change.waiting -= 1 }
  }

  /// Adds what this transaction changed to the source's counts.
  func count() throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO harvest VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET favourites = favourites + ?2,
          tracks = tracks + ?3, listeners = listeners + ?4, pages = pages + ?5, waiting = waiting + ?6
        """)
    try statement.execute(arguments: [
      source.rawValue, change.favourites, change.tracks, change.listeners, change.pages, change.waiting,
    ])
  }

  private static func columns(_ question: HarvestStep.Question) -> (String, String) {
    switch question {
    case .favouriters(let track): ("favouriters", track.key)
    case .favourites(let listener): ("favourites", listener)
    }
  }
}
