import Foundation
import GRDB
import Listening

/// The frontier of a harvest. Each page is kept whole, with its questions, in one transaction.
extension SQLiteCatalogue: HarvestStore {
  /// Opens questions, unless they were ever opened.
  public func seed(_ questions: [HarvestStep.Question], source: SourceName) async throws {
    try await write { db in
      let frontier = Frontier(db: db, source: source)
      for question in questions { try frontier.open(question, distance: 0, weight: 0) }
    }
  }

  /// The next open question: nearest to the seeds first, then the least known.
  public func nextStep(source: SourceName) async throws -> HarvestStep? {
    try await read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT kind, key, mark, distance FROM question
          WHERE source = ? AND isOpen = 1 ORDER BY distance, weight, key LIMIT 1
          """, arguments: [source.rawValue])
      guard let row else { return nil }
      let key: String = row["key"]
      let kind: String = row["kind"]
      return HarvestStep(
        kind == "favouriters" ? .favouriters(TrackID(source, key)) : .favourites(key),
        mark: (row["mark"] as String?).map { PageMark($0) }, distance: row["distance"])
    }
  }

  /// Keeps what a page brought.
  public func store(
    _ yield: HarvestYield, of step: HarvestStep, next: PageMark?, source: SourceName
  ) async throws {
    try await write { db in
      let frontier = Frontier(db: db, source: source)
      switch yield {
      case .favouriters(let listeners):
        for listener in listeners { try frontier.open(.favourites(listener), distance: step.distance + 1, weight: 0) }
      case .favourites(let tracks): try frontier.keep(tracks, of: step)
      case .nothing: break
      }
      try frontier.move(step.question, to: next)
    }
  }

  /// How far it has come.
  public func progress(source: SourceName) async throws -> HarvestProgress {
    try await read { db in
      func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql, arguments: [source.rawValue]) ?? 0 }
      var progress = HarvestProgress()
      progress.favourites = try count(
        "SELECT COUNT(*) FROM favourite f JOIN listener l ON l.number = f.listener WHERE l.source = ?")
      progress.tracks = try count("SELECT COUNT(*) FROM track WHERE source = ?")
      progress.listeners = try count("SELECT COUNT(*) FROM listener WHERE source = ?")
      progress.pages = try count("SELECT COALESCE(SUM(pages), 0) FROM question WHERE source = ?")
      progress.waiting = try count("SELECT COUNT(*) FROM question WHERE source = ? AND isOpen = 1")
      return progress
    }
  }
}

private struct Frontier {
  let db: GRDB.Database
  let source: SourceName
  /// More pages of one listener than this teach little and cost breadth.
  static let mostPages = 5

  func open(_ question: HarvestStep.Question, distance: Int, weight: Int) throws {
    let (kind, key) = Self.columns(question)
    let statement = try db.cachedStatement(
      sql: "INSERT OR IGNORE INTO question (source, kind, key, distance, weight) VALUES (?, ?, ?, ?, ?)")
    try statement.execute(arguments: [source.rawValue, kind, key, distance, weight])
  }

  /// The listener's favourites, and a question about each new track: the least known first.
  func keep(_ tracks: [Track], of step: HarvestStep) throws {
    guard case .favourites(let listener) = step.question else { return }
    let writer = CatalogueWriter(db)
    let number = try writer.listener(source, listener)
    for track in tracks {
      try writer.favourite(number, writer.track(track))
      let fame = track.exposure.favourites ?? track.exposure.plays ?? 0
      try open(.favouriters(track.id), distance: step.distance + 1, weight: fame)
    }
  }

  func move(_ question: HarvestStep.Question, to next: PageMark?) throws {
    let (kind, key) = Self.columns(question)
    let statement = try db.cachedStatement(
      sql: """
        UPDATE question SET pages = pages + 1, mark = ?, isOpen = (? IS NOT NULL AND pages + 1 < ?)
        WHERE source = ? AND kind = ? AND key = ?
        """)
    try statement.execute(arguments: [next?.text, next?.text, Self.mostPages, source.rawValue, kind, key])
  }

  private static func columns(_ question: HarvestStep.Question) -> (String, String) {
    switch question {
    case .favouriters(let track): ("favouriters", track.key)
    case .favourites(let listener): ("favourites", listener)
    }
  }
}
