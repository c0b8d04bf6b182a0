import DemoCatalogue
import Listening
import Storage

/// The catalogue on disk and the demo together, so that what was saved from either is found again.
struct Everywhere: Catalogue {
  private let disk: SQLiteCatalogue
  private let demo = DemoCatalogue()

  init(_ disk: SQLiteCatalogue) { self.disk = disk }

  func tracks(_ ids: [TrackID]) async throws -> [Track] { try await demo.tracks(ids) + disk.tracks(ids) }
  func artists(_ ids: [ArtistID]) async throws -> [Artist] { try await demo.artists(ids) + disk.artists(ids) }
  func search(_ words: String, limit: Int) async throws -> [Favoured] { try await disk.search(words, limit: limit) }
  func address(of track: TrackID) async throws -> StreamAddress? { try await disk.address(of: track) }
  func corpus() async throws -> Corpus { try await disk.corpus() }
}
