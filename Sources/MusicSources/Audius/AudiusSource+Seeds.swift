import Foundation
import Listening

/// Where a harvest of Audius begins.
extension AudiusSource {
  /// The questions that a harvest begins with.
  public func seeds(_ start: HarvestStart) async throws -> [HarvestStep.Question] {
    switch start {
    case .discoveries:
      return Variety.pick(try await discoveries(limit: 200), count: 50).map { .favouriters($0.id) }
    case .me:
      throw SourceError.refused(
        .audius, what: "a look at your likes without a sign-in: give `--from user URL` with the page of your profile")
    case .user(let page): return try await shown(page) { [.favourites($0)] }
    case .artist(let page): return try await shown(page, around)
    case .tag(let tag): return try await tagged(tag)
    }
  }

  private func shown(
    _ page: String, _ user: (ListenerKey) async throws -> [HarvestStep.Question]
  ) async throws -> [HarvestStep.Question] {
    let (kind, key) = try await door.resolve(page)
    switch kind {
    case "tracks": return [.favouriters(TrackID(.audius, key))]
    case "users": return try await user(key)
    default: throw SourceError.refused(.audius, what: "this page here: give a listener's, artist's or track's")
    }
  }

  /// A genre's underground feed, or where the word is no genre of theirs, what a search finds.
  private func tagged(_ tag: String) async throws -> [HarvestStep.Question] {
    let size = String(AudiusDoor.pageSize)
    let feed = try await door.list(
      AudiusAnswers.Track.self, "tracks/trending/underground", ["genre": tag, "limit": size])
    var found = Self.playable(feed)
    if found.isEmpty {
      found = Self.playable(
        try await door.list(AudiusAnswers.Track.self, "tracks/search", ["query": tag, "limit": size]))
    }
    return Variety.pick(found, count: 50).map { .favouriters($0.id) }
  }
}
