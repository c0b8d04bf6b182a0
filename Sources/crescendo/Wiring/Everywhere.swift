import DemoCatalogue
import Listening
import Storage

/// The catalogue on disk and the demo together, so that what was saved from either is found again.
struct Everywhere: Catalogue {
  private let disk: SQLiteCatalogue
  private let demo = DemoCatalogue()

  init(_ disk: SQLiteCatalogue) { self.disk = disk }

  func tracks(_ ids: [TrackID]) async throws -> [Track] {
    let found = try await demo.tracks(ids) + disk.tracks(ids)
    return Self.inOrder(ids, found.map { ($0.id, $0) })
  }

  func artists(_ ids: [ArtistID]) async throws -> [Artist] {
    let found = try await demo.artists(ids) + disk.artists(ids)
    return Self.inOrder(ids, found.map { ($0.id, $0) })
  }

  func search(_ words: String, limit: Int) async throws -> [Favoured] {
    try await (disk.search(words, limit: limit) + demo.search(words, limit: limit)).artistsFirst(limit: limit)
  }

  func address(of track: TrackID) async throws -> StreamAddress? {
    if let own = try await demo.address(of: track) { return own }
    return try await disk.address(of: track)
  }

  /// The disk's alone: the demo has a model of its own, and nothing is ranked across both.
  func corpus() async throws -> Corpus { try await disk.corpus() }

  private static func inOrder<ID: Hashable, Found>(_ ids: [ID], _ found: [(ID, Found)]) -> [Found] {
    let foundOf = Dictionary(found) { first, _ in first }
    return ids.compactMap { foundOf[$0] }
  }
}
