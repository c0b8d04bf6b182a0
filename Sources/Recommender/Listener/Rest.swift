import Listening

/// What rests at the end of a journal: an artist after a discard for a while, after two without a save for long; a track after
/// `not now` for a while.
struct Rest: Sendable, Equatable {
  /// For so many tracks after a discard, or after `not now`.
  static let afterOne = 30
  /// For so many tracks after a second discard.
  static let afterTwo = 300
  /// Of the journal, this many rows are looked back on.
  private static let rows = 1000

  /// Artists not to be heard for a while.
  private(set) var artists: Set<ArtistID> = []
  /// Tracks not wanted for a while.
  private(set) var tracks: Set<TrackID> = []

  /// Nothing rests.
  init() {}

  /// Looks back. Cost: at most a thousand rows.
  init(_ journal: Journal) {
    var heard = Set<TrackID>(minimumCapacity: Self.afterTwo)
    var discards: [ArtistID: Int] = [:]
    var kept: Set<ArtistID> = []
    var named: Set<ArtistID> = []
    for row in journal.interactions.suffix(Self.rows).reversed() where journal.counts(row.revision) {
      if let artist = row.act.namedArtist { named.insert(artist) }
      guard let track = row.act.track, heard.insert(track.id).inserted else { continue }
      guard heard.count <= Self.afterTwo else { break }
      let isRecent = heard.count <= Self.afterOne
      // Of a track the latest row that counts comes first: where it gives the opinion, none has to be looked up.
      switch row.act.isOpinion ? row.act.verdict : journal.verdict(on: track.id) {
      case .saved: kept.insert(track.artist.id)
      // Who is named after it need not rest.
      case .discarded where !named.contains(track.artist.id):
        discards[track.artist.id, default: 0] += 1
        if isRecent { artists.insert(track.artist.id) }
      case .notNow where isRecent: tracks.insert(track.id)
      default: break
      }
    }
    artists.formUnion(discards.filter { $0.value >= 2 && !kept.contains($0.key) }.keys)
  }
}

extension Act {
  /// The artist that is named, or whose track is.
  fileprivate var namedArtist: ArtistID? {
    switch self {
    case .name(.artist(let artist)): artist.id
    case .name(.track(let track)): track.artist.id
    default: nil
    }
  }
}
