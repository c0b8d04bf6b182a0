import Foundation
import GRDB
import Listening

/// The frontier of a harvest. Each page is kept whole, with its questions, in one transaction.
extension SQLiteCatalogue: HarvestStore {
  /// Opens questions, unless they were ever opened.
  public func seed(_ questions: [HarvestStep.Question], source: SourceName) async throws {
    try await write { db in
      var frontier = Frontier(db: db, source: source)
      for question in questions { try frontier.open(question, rank: 0) }
      try frontier.count()
    }
  }

  /// The next open question: the seeds first, then the one that promises most; when all are answered, about tracks not asked
  /// about so far.
  public func nextStep(source: SourceName) async throws -> HarvestStep? {
    if let step = try await openStep(source) { return step }
    let hasMore = try await write { db in
      var frontier = Frontier(db: db, source: source)
      let hasMore = try frontier.openWaiting()
      try frontier.count()
      return hasMore
    }
    return hasMore ? try await openStep(source) : nil
  }

  /// The next open question other than `step`; nil where there is none.
  public func nextStep(source: SourceName, besides step: HarvestStep) async throws -> HarvestStep? {
    try await openSteps(source, 2).first { $0.question != step.question }
  }

  private func openStep(_ source: SourceName) async throws -> HarvestStep? { try await openSteps(source, 1).first }

  private func openSteps(_ source: SourceName, _ count: Int) async throws -> [HarvestStep] {
    try await readOnce { db in
      let rows = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT kind, key, mark, rank FROM question
            WHERE source = ? AND isOpen = 1 ORDER BY rank, weight LIMIT ?
            """), arguments: [source.rawValue, count])
      return try rows.map { row in
        let key: String = try row.value("key")
        let kind: String = try row.value("kind")
        return try HarvestStep(
          kind == "favouriters" ? .favouriters(TrackID(source, key)) : .favourites(key),
          mark: (row.value("mark") as String?).map { PageMark($0) }, rank: row.value("rank"))
      }
    }
  }

  /// Keeps what a page brought.
  public func store(
    _ yield: HarvestYield, of step: HarvestStep, next: PageMark?, source: SourceName
  ) async throws {
    try await write { [met] db in
      var frontier = Frontier(db: db, source: source)
      switch yield {
      case .favouriters(let listeners):
        for listener in listeners { try frontier.open(listener) }
      case .favourites(let tracks): try frontier.keep(tracks, of: step, met: met)
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
    try await readOnce { db in
      var progress = HarvestProgress()
      let row = try Row.fetchOne(
        db.cachedStatement(sql: "SELECT favourites, tracks, listeners, pages, waiting FROM harvest WHERE source = ?"),
        arguments: [source.rawValue])
      guard let row else { return progress }
      (progress.favourites, progress.tracks, progress.listeners) = try (row.value(0), row.value(1), row.value(2))
      (progress.pages, progress.waiting) = try (row.value(3), row.value(4))
      return progress
    }
  }
}
