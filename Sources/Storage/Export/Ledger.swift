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
  /// Where the sound of a track of the listener's own is; nil for tracks of a service.
  public var address: String?

  /// What is known of both times.
  public var growth: Exposure.Growth? { now.flatMap(then.growth) }

  /// Reads the saved tracks of a journal, latest first, and what the catalogue says of them today.
  public static func read(_ journal: Journal, catalogue: some Catalogue) async throws -> [LedgerLine] {
    let rows = journal.tracks(with: .saved)
    let known = try await catalogue.tracks(rows.compactMap { $0.act.track?.id })
    let now = Dictionary(known.map { ($0.id, $0.exposure) }) { first, _ in first }
    var lines: [LedgerLine] = []
    for row in rows {
      guard let track = row.act.track else { continue }
      let own = track.id.source == .file ? try await catalogue.address(of: track.id) : nil
      lines.append(
        LedgerLine(track: track, saved: row.date, then: track.exposure, now: now[track.id], address: own?.text))
    }
    return lines
  }
}

extension StreamAddress {
  /// The address as a playlist writes it.
  fileprivate var text: String? {
    switch self {
    case .web(let url): url.absoluteString
    case .file(let path): path
    case .own: nil
    }
  }
}
