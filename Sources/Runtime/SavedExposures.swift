import Listening

/// How well known the saved tracks are: each is looked up when it is saved, and no more at each verdict, as a listener may have
/// saved a hundred thousand.
struct SavedExposures: Sendable {
  private(set) var values: [TrackID: Exposure] = [:]
  /// The journal that `values` stand for; nil before the first look and after one that failed.
  private var revision: Revision?

  /// Moves to a journal; whether there is something to tell. Looks up what was saved since, and all that is saved at first, where
  /// the same journal comes anew and after a failure.
  mutating func follow(_ journal: Journal, in catalogue: any Catalogue) async throws -> Bool {
    let rows = revision.map(journal.rows(after:)) ?? []
    revision = nil
    if rows.isEmpty {
      try await look(up: journal.tracks(with: .saved).compactMap { $0.act.track?.id }, keeping: [:], in: catalogue)
      revision = journal.revision
      return true
    }
    let turned = Set(rows.compactMap { journal.track(touchedBy: $0.act) })
    let new = turned.filter { values[$0] == nil && journal.verdict(on: $0) == .saved }
    let gone = turned.filter { values[$0] != nil && journal.verdict(on: $0) != .saved }
    for track in gone { values[track] = nil }
    if !new.isEmpty { try await look(up: Array(new), keeping: values, in: catalogue) }
    revision = journal.revision
    return !new.isEmpty || !gone.isEmpty
  }

  private mutating func look(
    up tracks: [TrackID], keeping kept: [TrackID: Exposure], in catalogue: any Catalogue
  ) async throws {
    let found = try await catalogue.tracks(tracks).map { ($0.id, $0.exposure) }
    values = kept.merging(found) { first, _ in first }
  }
}
