import Foundation
import Listening
import MusicSources
import Storage

/// The catalogue on disk. What has no address there is asked of the service that it was harvested from: the model, which all
/// sessions share, takes such tracks for playable.
struct Shelf: Catalogue {
  let disk: SQLiteCatalogue
  let services: [any MusicSource]
  /// Finds SoundCloud's streams by page where it is not connected and the listener wishes it.
  let handOff: PageHandOff?

  func tracks(_ ids: [TrackID]) async throws -> [Track] { try await disk.tracks(ids) }
  func artists(_ ids: [ArtistID]) async throws -> [Artist] { try await disk.artists(ids) }
  func search(_ words: String, limit: Int) async throws -> [Favoured] { try await disk.search(words, limit: limit) }
  func corpus() async throws -> Corpus { try await disk.corpus() }
  func gone(since: Date) async throws -> Set<TrackID> { try await disk.gone(since: since) }

  func address(of track: TrackID) async throws -> StreamAddress? {
    if let own = try await disk.address(of: track) { return own }
    return try await services.first { $0.name == track.source }?.address(of: track, kept: disk, handOff)
  }
}
