import Listening

/// What the journal adds up to, by the names of tracks and artists: it outlives every model.
///
/// A pure function of the journal. Following a journal that goes on costs only the new rows.
struct Opinions: Sendable {
  private(set) var tracks: [TrackID: Opinion] = [:]
  private(set) var artists: [ArtistID: Standing] = [:]
  /// Artists and tracks not to be heard for a while.
  private(set) var rest = Rest()
  /// The last row seen.
  private(set) var last: Interaction?
  private var namings: [ArtistID: [Revision]] = [:]

  /// What is thought of one track.
  struct Opinion: Hashable, Sendable {
    var artist: ArtistID
    /// What it says; nil where the acts say nothing.
    var evidence: Evidence?
    /// Whether the last word on it is `not now`: it comes back when it has waited.
    var isPutOff = false
    /// The last act on it.
    var revision: Revision
  }

  /// How often an artist was kept and turned down.
  struct Standing: Hashable, Sendable {
    var saves = 0
    var discards = 0
    var isNamed = false
  }

  /// What a step along the journal changed.
  struct Change {
    var tracks: Set<TrackID> = []
    /// Artists whose standing changed.
    var artists: Set<ArtistID> = []
    /// Artists who were named, or no longer are.
    var named: Set<ArtistID> = []
  }

  var revision: Revision { last?.revision ?? 0 }

  /// Whether this journal goes on where the last one ended.
  func isExtended(by journal: Journal) -> Bool { last == nil || journal.row(revision) == last }

  /// Moves to a journal that extends the last one; answers with what changed. Cost: the new rows.
  mutating func follow(_ journal: Journal) -> Change {
    var change = Change()
    for row in journal.rows(after: revision) { note(row, in: journal, &change) }
    for track in change.tracks { judge(track, journal, &change) }
    for artist in change.named {
      artists[artist, default: Standing()].isNamed = (namings[artist] ?? []).contains { journal.counts($0) }
    }
    last = journal.interactions.last
    rest = Rest(journal)
    return change
  }

  private mutating func note(_ row: Interaction, in journal: Journal, _ change: inout Change) {
    switch row.act {
    case .undo(let target), .redo(let target):
      guard target < row.revision, let turned = journal.row(target) else { return }
      touch(turned.act, &change)
    case .name(.artist(let artist)):
      namings[artist.id, default: []].append(row.revision)
      change.named.insert(artist.id)
    default: touch(row.act, &change)
    }
  }

  private func touch(_ act: Act, _ change: inout Change) {
    if let track = act.track { change.tracks.insert(track.id) }
    if case .name(.artist(let artist)) = act { change.named.insert(artist.id) }
  }

  private mutating func judge(_ id: TrackID, _ journal: Journal, _ change: inout Change) {
    let acts = journal.acts(on: id)
    let new = acts.last.flatMap { row in
      row.act.track.map {
        Opinion(
          artist: $0.artist.id, evidence: Evidence(acts), isPutOff: row.act.verdict == .notNow, revision: row.revision)
      }
    }
    if let old = tracks[id] { count(old, by: -1, &change) }
    if let new { count(new, by: 1, &change) }
    tracks[id] = new
  }

  private mutating func count(_ opinion: Opinion, by step: Int, _ change: inout Change) {
    guard let evidence = opinion.evidence else { return }
    change.artists.insert(opinion.artist)
    if evidence.isLiked { artists[opinion.artist, default: Standing()].saves += step }
    if evidence.isDisliked { artists[opinion.artist, default: Standing()].discards += step }
  }
}
