import Foundation
import GRDB
import Listening

/// The frontier of a harvest. Each page is kept whole, with its questions, in one transaction.
extension SQLiteCatalogue: HarvestStore {
  /// Opens questions, unless they were ever opened.
  public func seed(_ questions: [HarvestStep.Question], source: SourceName) async throws {
    try await write { db in
      var frontier = Frontier(db: db, source: source)
      for question in questions { try frontier.open(question, rank: 0, weight: 0) }
      try frontier.count()
    }
  }

  /// The next open question: nearest to the seeds first, then the one that promises most.
  public func nextStep(source: SourceName) async throws -> HarvestStep? {
    try await read { db in
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT kind, key, mark, rank FROM question
            WHERE source = ? AND isOpen = 1 ORDER BY rank, weight LIMIT 1
            """), arguments: [source.rawValue])
      guard let row else { return nil }
      let key: String = row["key"]
      let kind: String = row["kind"]
      return HarvestStep(
        kind == "favouriters" ? .favouriters(TrackID(source, key)) : .favourites(key),
        mark: (row["mark"] as String?).map { PageMark($0) }, rank: row["rank"])
    }
  }

  /// Keeps what a page brought.
  public func store(
    _ yield: HarvestYield, of step: HarvestStep, next: PageMark?, source: SourceName
  ) async throws {
    try await write { db in
      var frontier = Frontier(db: db, source: source)
      switch yield {
      case .favouriters(let listeners):
        for listener in listeners { try frontier.open(.favourites(listener), rank: step.rank + 1, weight: 0) }
      case .favourites(let tracks): try frontier.keep(tracks, of: step)
      case .nothing: break
      }
      try frontier.move(step.question, to: next)
      try frontier.count()
    }
  }

  /// Puts a question off; the third time closes it.
  public func postpone(_ step: HarvestStep, source: SourceName) async throws {
    try await write { db in
      var frontier = Frontier(db: db, source: source)
      try frontier.postpone(step.question)
      try frontier.count()
    }
  }

  /// How far it has come.
  public func progress(source: SourceName) async throws -> HarvestProgress {
    try await read { db in
      var progress = HarvestProgress()
      let row = try Row.fetchOne(
        db.cachedStatement(sql: "SELECT favourites, tracks, listeners, pages, waiting FROM harvest WHERE source = ?"),
        arguments: [source.rawValue])
      guard let row else { return progress }
      (progress.favourites, progress.tracks, progress.listeners) = (row[0], row[1], row[2])
      (progress.pages, progress.waiting) = (row[3], row[4])
      return progress
    }
  }
}

/// The open questions of one source, inside a transaction.
private struct Frontier {
  let db: GRDB.Database
  let source: SourceName
  private var change = HarvestProgress()
  /// More pages of one list than this teach little and cost breadth.
  static let mostPages = 5
  /// How far behind a question is put that could not be answered.
  static let delay = 4
  static let mostFailures = 3

  init(db: GRDB.Database, source: SourceName) {
    self.db = db
    self.source = source
  }

  mutating func open(_ question: HarvestStep.Question, rank: Int, weight: Int) throws {
    let (kind, key) = Self.columns(question)
    let statement = try db.cachedStatement(
      sql: "INSERT OR IGNORE INTO question (source, kind, key, rank, weight) VALUES (?, ?, ?, ?, ?)")
    try statement.execute(arguments: [source.rawValue, kind, key, rank, weight])
    change.waiting += db.changesCount
  }

  /// The listener's favourites, and a question about each track that promises listeners not met yet.
  mutating func keep(_ tracks: [Track], of step: HarvestStep) throws {
    guard case .favourites(let listener) = step.question else { return }
    let writer = try CatalogueWriter(db)
    let number = try writer.listener(source, listener)
    try writer.favourites(number, tracks.map { try writer.track($0) }[...])
    for track in tracks {
      guard let weight = Self.weight(track.exposure) else { continue }
      try open(.favouriters(track.id), rank: step.rank + 1, weight: weight)
    }
    change.favourites += writer.newFavourites
    change.tracks += writer.newTracks
    change.listeners += writer.newListeners
  }

  /// The order among tracks equally near: those whose favouriters fill a good part of a page first and the least known of
  /// them before the better known, then the unknown, then the nearly unknown, hits last. Nil for a track whose only
  /// favouriter is the one it was found with.
  private static func weight(_ exposure: Exposure) -> Int? {
    guard let favourites = exposure.favourites else { return 10_000 }
    return switch favourites {
    case ...1: nil
    case ..<20: 20_000 - favourites
    case ..<5_000: favourites
    default: 30_000 + min(favourites, 1 << 40)
    }
  }

  /// Moves a question to its next page, or closes it. Further pages of a track's favouriters wait until the listeners
  /// of the first have been asked: a page of listeners feeds two hundred pages of favourites.
  mutating func move(_ question: HarvestStep.Question, to next: PageMark?) throws {
    let (kind, key) = Self.columns(question)
    let step = if case .favouriters = question { 2 } else { 0 }
    let statement = try db.cachedStatement(
      sql: """
        UPDATE question SET pages = pages + 1, mark = ?1, rank = rank + ?2, failures = 0,
          isOpen = (?1 IS NOT NULL AND pages + 1 < ?3)
        WHERE source = ?4 AND kind = ?5 AND key = ?6 RETURNING isOpen
        """)
    let isOpen = try Bool.fetchOne(
      statement, arguments: [next?.text, step, Self.mostPages, source.rawValue, kind, key])
    change.pages += 1
    if isOpen == false { change.waiting -= 1 }
  }

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
