import Foundation
import Listening

/// Where a harvest of SoundCloud begins.
extension SoundCloudSource {
  /// What a page on soundcloud.com shows.
  public enum Shown: Hashable, Sendable {
    /// A listener or artist.
    case user(ListenerKey)
    /// A track.
    case track(TrackID)
  }

  /// Looks a page on soundcloud.com up.
  public func resolve(page: String) async throws -> Shown {
    let url = try door.address("resolve", ["url": page])
    let place = try await place(url)
    let parts = place.flatMap { URL(string: $0) }?.path.split(separator: "/").suffix(2) ?? []
    guard let kind = parts.first, let key = parts.last?.split(separator: ":").last, IdentifierKey.isOne(key) else {
      throw SourceError.gone(.soundcloud)
    }
    switch kind {
    case "users": return .user(String(key))
    case "tracks": return .track(TrackID(.soundcloud, String(key)))
    default: throw SourceError.refused(.soundcloud, what: "this page here: give a listener's, artist's or track's")
    }
  }

  /// A page that is not there is answered with 401 as well as with 404.
  private func place(_ url: URL) async throws -> String? {
    do {
      return try await door.ask(.get, url, what: "this page") { response in
        response.headers["location"] ?? JSON(response.body).flatMap { SoundCloudAnswers.Place($0) }?.location
      }
    } catch SourceError.refused {
      throw SourceError.gone(.soundcloud)
    }
  }

  /// The questions that a harvest begins with.
  public func seeds(_ start: HarvestStart) async throws -> [HarvestStep.Question] {
    switch start {
    case .discoveries, .me: try await mine()
    case .user(let page): try await shown(page) { [.favourites($0)] }
    case .artist(let page): try await shown(page, around)
    case .tag(let tag): try await tagged(tag)
    }
  }

  /// The listener's own likes, and those of the people they follow.
  private func mine() async throws -> [HarvestStep.Question] {
    guard try await door.keeper.speaksForListener() else {
      throw SourceError.refused(
        .soundcloud,
        what: "a look at your likes without a sign-in: give `--from user URL`, `--from artist URL` or `--from tag NAME`"
      )
    }
    let me = try await door.one(SoundCloudAnswers.User.self, door.address("me"), what: "a look at your account")
    let followed = try await door.list(SoundCloudAnswers.User.self, "me/followings", nil)
    return ([me.key] + followed.items.prefix(50).map(\.key)).map { .favourites($0) }
  }

  private func shown(
    _ page: String, _ user: (ListenerKey) async throws -> [HarvestStep.Question]
  ) async throws -> [HarvestStep.Question] {
    switch try await resolve(page: page) {
    case .track(let track): [.favouriters(track)]
    case .user(let key): try await user(key)
    }
  }

  private func tagged(_ tag: String) async throws -> [HarvestStep.Question] {
    let found = try await tracks("tracks", nil, ["tags": tag])
    return Variety.pick(found.items, count: 50).map { .favouriters($0.id) }
  }
}
