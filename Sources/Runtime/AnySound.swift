import Listening

/// A catalogue of which every track may be put on stage: for sessions that nobody hears.
public struct AnySound: Catalogue {
  private let base: any Catalogue

  /// Wraps a catalogue.
  public init(_ base: any Catalogue) { self.base = base }

  /// The tracks with these ids.
  public func tracks(_ ids: [TrackID]) async throws -> [Track] { try await base.tracks(ids) }
  /// The artists with these ids.
  public func artists(_ ids: [ArtistID]) async throws -> [Artist] { try await base.artists(ids) }
  /// What the catalogue finds.
  public func search(_ words: String, limit: Int) async throws -> [Favoured] {
    try await base.search(words, limit: limit)
  }
  /// The track's own name, as nobody listens.
  public func address(of track: TrackID) async throws -> StreamAddress? { .own(track) }
  /// The catalogue's corpus.
  public func corpus() async throws -> Corpus { try await base.corpus() }
}
