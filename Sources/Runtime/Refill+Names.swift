import Listening
import Session

extension Refill {
  /// An answer of the engine with its tracks looked up, and the names that its reasons speak of; tracks that the catalogue
  /// does not know are left out.
  public init(_ answer: Recommendations, from catalogue: any Catalogue) async throws {
    let ids = answer.list.map(\.track) + answer.list.flatMap(\.reason.tracks)
    let tracks = try await catalogue.tracks(Array(Set(ids)))
    let artists = try await catalogue.artists(answer.list.compactMap(\.reason.namedArtist))
    let trackOf = Dictionary(tracks.map { ($0.id, $0) }) { first, _ in first }
    let artistOf = Dictionary(artists.map { ($0.id, $0.name) }) { first, _ in first }
    let proposed = answer.list.compactMap { recommendation -> Proposed? in
      guard let track = trackOf[recommendation.track] else { return nil }
      let makers = recommendation.reason.tracks.compactMap { trackOf[$0]?.artist.name }
      let named = recommendation.reason.namedArtist.flatMap { artistOf[$0] }
      let names = Self.distinct(makers + [named].compactMap { $0 })
      return Proposed(track, Proposal(recommendation, names: names, keptShare: track.exposure.keptShare))
    }
    self.init(revision: answer.revision, tracks: proposed, widened: answer.widened)
  }

  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}

extension Reason {
  /// The artist it speaks of.
  fileprivate var namedArtist: ArtistID? { if case .artist(let artist) = self { artist } else { nil } }
}
