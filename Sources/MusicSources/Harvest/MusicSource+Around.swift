import Listening

extension MusicSource {
  /// What an artist likes, and who likes what the artist and the related ones make.
  func around(_ key: ListenerKey) async throws -> [HarvestStep.Question] {
    let artist = ArtistID(name, key)
    var made = try await tracks(by: artist, from: nil).items.prefix(20).map(\.id)
    for other in try await related(to: artist, limit: 10) {
      made += try await tracks(by: other.id, from: nil).items.prefix(3).map(\.id)
    }
    return [.favourites(key)] + made.map { .favouriters($0) }
  }
}
