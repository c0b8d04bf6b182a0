import Foundation
import Listening

/// SoundCloud through its official API, with the listener's own client id and secret.
///
/// The token goes to the API's own host and to no other: redirects are read, never followed with it, and a `next_href` on
/// a foreign host ends the list.
public struct SoundCloudSource: MusicSource {
  /// `soundcloud`.
  public let name = SourceName.soundcloud
  private let api: URL
  private let wire: Wire
  private let keeper: TokenKeeper
  private static let pageSize = "200"

  /// Speaks to the service at `api` and signs in at `auth`.
  public init(
    api: URL, auth: URL, store: any CredentialStore, http: any HTTPClient, perSecond: Double = 2
  ) {
    self.api = api
    wire = Wire(source: .soundcloud, http: http, pacer: Pacer(perSecond: perSecond))
    keeper = TokenKeeper(auth: auth, http: http, store: store)
  }

  /// Artists and tracks whose name holds the words. The service's search leans to the popular.
  public func search(_ words: String, limit: Int) async throws -> [Favoured] {
    let size = String(min(max(1, limit), 200))
    let artists = try await page(SoundCloudAnswers.User.self, address("users", ["q": words, "limit": size]))
    let tracks = try await page(
      SoundCloudAnswers.Track.self, address("tracks", ["q": words, "limit": size, "access": "playable"]))
    return artists.items.map { .artist($0.artist) } + tracks.items.filter(\.isPlayable).map { .track($0.track) }
  }

  /// Nothing: the API has no lists of its own; what is under the radar comes from a harvest.
  public func discoveries(limit: Int) async throws -> [Track] { [] }

  /// Listeners who favoured a track.
  public func favouriters(of track: TrackID, from mark: PageMark?) async throws -> Page<ListenerKey> {
    let page = try await list(SoundCloudAnswers.User.self, "tracks/\(urn("tracks", track.key))/favoriters", mark)
    return Page(page.items.map(\.key), next: page.next)
  }

  /// Tracks that a listener favoured.
  public func favourites(of listener: ListenerKey, from mark: PageMark?) async throws -> Page<Track> {
    try await tracks("users/\(urn("users", listener))/likes/tracks", mark)
  }

  /// Tracks by an artist.
  public func tracks(by artist: ArtistID, from mark: PageMark?) async throws -> Page<Track> {
    try await tracks("users/\(urn("users", artist.key))/tracks", mark)
  }

  /// Tracks the service holds to be related.
  public func related(to track: TrackID, from mark: PageMark?) async throws -> Page<Track> {
    try await tracks("tracks/\(urn("tracks", track.key))/related", mark)
  }

  /// The signed address of the best stream, good for about five minutes: asked for just before play.
  public func address(of track: TrackID) async throws -> StreamAddress {
    let response = try await ask(.get, address("tracks/\(urn("tracks", track.key))/streams"), what: "this stream")
    let streams = try JSONAnswer.decode(SoundCloudAnswers.Streams.self, from: response.body, of: .soundcloud)
    for text in streams.inOrder {
      guard let url = URL(string: text), isOwn(url) else { continue }
      let answer = try await ask(.head, url, what: "this stream")
      if let place = answer.headers["location"], let address = StreamAddress(web: place) { return address }
    }
    throw SourceError.notPlayable(.soundcloud)
  }

  /// Likes a track there, or takes the like back.
  public func like(_ track: TrackID, _ likes: Bool) async throws {
    _ = try await ask(likes ? .post : .delete, address("likes/tracks/\(urn("tracks", track.key))"), what: "likes")
  }

  /// The key of what a page on soundcloud.com shows: a track or a user.
  public func resolve(page: String) async throws -> String {
    let answer = try await ask(.get, address("resolve", ["url": page]), what: "this page")
    let place = answer.headers["location"]?.split(separator: "?").first
    guard let key = place?.split(whereSeparator: { ":/".contains($0) }).last
    else { throw SourceError.gone(.soundcloud) }
    return String(key)
  }

  private func tracks(_ path: String, _ mark: PageMark?) async throws -> Page<Track> {
    let page = try await list(SoundCloudAnswers.Track.self, path, mark, ["access": "playable"])
    return Page(page.items.filter(\.isPlayable).map(\.track), next: page.next)
  }

  private func list<Item: Decodable & Sendable>(
    _ type: Item.Type, _ path: String, _ mark: PageMark?, _ items: [String: String] = [:]
  ) async throws -> (items: [Item], next: PageMark?) {
    if let mark {
      guard let url = URL(string: mark.text), isOwn(url) else { return ([], nil) }
      return try await page(type, url)
    }
    let places = ["limit": Self.pageSize, "linked_partitioning": "true"]
    return try await page(type, address(path, items.merging(places) { $1 }))
  }

  private func page<Item: Decodable & Sendable>(
    _ type: Item.Type, _ url: URL
  ) async throws -> (items: [Item], next: PageMark?) {
    let response = try await ask(.get, url, what: "this list")
    let list = try JSONAnswer.decode(SoundCloudAnswers.List<Item>.self, from: response.body, of: .soundcloud)
    // A link to itself would never end; a link elsewhere would carry the token away.
    let next = list.next.flatMap { text in URL(string: text).flatMap { isOwn($0) && $0 != url ? PageMark(text) : nil } }
    return (list.items, next)
  }

  /// Asks with the token; one that is refused is renewed once.
  private func ask(_ method: HTTPRequest.Method, _ url: URL, what: String) async throws -> HTTPResponse {
    let token = try await keeper.token()
    do {
      return try await wire.ask(request(method, url, token: token), what: what)
    } catch SourceError.notConnected {
      let fresh = try await keeper.renewed(spent: token)
      return try await wire.ask(request(method, url, token: fresh), what: what)
    }
  }

  private func request(_ method: HTTPRequest.Method, _ url: URL, token: String) -> HTTPRequest {
    let headers = ["Authorization": "OAuth \(token)", "Accept": "application/json; charset=utf-8"]
    return HTTPRequest(method, url, headers: headers)
  }

  private func isOwn(_ url: URL) -> Bool {
    url.scheme == api.scheme && url.host == api.host && url.port == api.port
  }

  private func address(_ path: String, _ items: [String: String] = [:]) throws -> URL {
    var parts = URLComponents(url: api, resolvingAgainstBaseURL: false)
    parts?.percentEncodedPath += "/" + path
    if !items.isEmpty {
      parts?.queryItems = items.sorted { $0.key < $1.key }.map { URLQueryItem(name: $0.key, value: $0.value) }
    }
    guard let url = parts?.url else { throw SourceError.malformed(.soundcloud, cause: "an id that fits no address") }
    return url
  }

  private func urn(_ kind: String, _ key: String) -> String {
    "soundcloud:\(kind):\(key.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
  }
}
