import Foundation
import Listening

/// One line of the ear's ledger: how well known an artist was when the listener saved a track, and how well known since.
public struct LedgerLine: Codable, Hashable, Sendable {
  /// What was saved.
  public var track: Track
  /// When.
  public var saved: Date
  /// How well known it was then.
  public var then: Exposure
  /// How well known it is now, as far as the catalogue says; nil where it says nothing.
  public var now: Exposure?

  /// Reads the saved tracks of a journal, latest first, and what the catalogue says of them today.
  public static func read(_ journal: Journal, catalogue: some Catalogue) async throws -> [LedgerLine] {
    let rows = journal.tracks(with: .saved)
    let known = try await catalogue.tracks(rows.compactMap { $0.act.track?.id })
    let now = Dictionary(known.map { ($0.id, $0.exposure) }) { first, _ in first }
    return rows.compactMap { row in
      row.act.track.map { LedgerLine(track: $0, saved: row.date, then: $0.exposure, now: now[$0.id]) }
    }
  }
}
