import Foundation
import Listening

/// Audius: keyless reading, a feed of its own under the radar, public favourites in both directions.
///
/// Unlisted callers share 5 questions a second; this one asks 2. `user_id` is never sent, as it would want a signature.
public struct AudiusSource: MusicSource {
  /// `audius`.
  public let name = SourceName.audius
  private let api: URL
  private let wire: Wire
  private let key: String?
  private static let pageSize = 100
  static let appName = "crescendo"

  /// Speaks to the service at `api`, such as `https://api.audius.co/v1`, with a key where the listener has one.
  public init(api: URL, key: String? = nil, http: any HTTPClient, perSecond: Double = 2) {
    self.api = api
    self.key = key
    wire = Wire(source: .audius, http: http, pacer: Pacer(perSecond: perSecond))
  }

  /// Artists and tracks whose name holds the words.
  public func search(_ words: String, limit: Int) async throws -> [Favoured] {
    let artists = try await list(AudiusAnswers.User.self, "users/search", ["query": words, "limit": String(limit)])
    let tracks = try await list(AudiusAnswers.Track.self, "tracks/search", ["query": words, "limit": String(limit)])
    return artists.map { .artist($0.artist) } + tracks.filter(\.isPlayable).map { .track($0.track) }
  }

  /// The underground trending feed: artists with fewer than 1,500 followers.
  public func discoveries(limit: Int) async throws -> [Track] {
    let size = String(min(limit, Self.pageSize))
    let found = try await list(AudiusAnswers.Track.self, "tracks/trending/underground", ["limit": size])
    return found.filter(\.isPlayable).map(\.track)
  }

  /// Listeners who favoured a track.
  public func favouriters(of track: TrackID, from mark: PageMark?) async throws -> Page<ListenerKey> {
    let page = try await page(AudiusAnswers.User.self, "tracks/\(escaped(track.key))/favorites", mark)
    return Page(page.items.map(\.id.text), next: page.next)
  }

  /// Tracks that a listener favoured, each whole in the one answer.
  public func favourites(of listener: ListenerKey, from mark: PageMark?) async throws -> Page<Track> {
    let page = try await page(
      AudiusAnswers.LibraryEntry.self, "users/\(escaped(listener))/library/tracks", mark, ["type": "favorite"])
    return Page(page.items.compactMap(\.item).filter(\.isPlayable).map(\.track), next: page.next)
  }

  /// Tracks by an artist.
  public func tracks(by artist: ArtistID, from mark: PageMark?) async throws -> Page<Track> {
    let page = try await page(AudiusAnswers.Track.self, "users/\(escaped(artist.key))/tracks", mark)
    return Page(page.items.filter(\.isPlayable).map(\.track), next: page.next)
  }

  /// The plain stream address: it redirects to a signed one and counts the play for the artist.
  public func address(of track: TrackID) async throws -> StreamAddress {
    var items = ["app_name": Self.appName]
    if let key { items["api_key"] = key }
    let url = try address("tracks/\(escaped(track.key))/stream", items)
    guard let address = StreamAddress(web: url.absoluteString) else { throw SourceError.notPlayable(.audius) }
    return address
  }

  /// A page by offset; the end is a page shorter than asked.
  private func page<Item: Decodable & Sendable>(
    _ type: Item.Type, _ path: String, _ mark: PageMark?, _ items: [String: String] = [:]
  ) async throws -> (items: [Item], next: PageMark?) {
    let offset = mark.flatMap { Int($0.text) } ?? 0
    let places = ["limit": String(Self.pageSize), "offset": String(offset)]
    let answer = try await raw(path, items.merging(places) { $1 })
    let found = try JSONAnswer.decode(AudiusAnswers.Wrapped<Tolerant<Item>>.self, from: answer, of: .audius).data
    let next = found.count >= Self.pageSize ? PageMark(String(offset + found.count)) : nil
    return (found.elements, next)
  }

  private func list<Item: Decodable & Sendable>(
    _ type: Item.Type, _ path: String, _ items: [String: String]
  ) async throws -> [Item] {
    let answer = try await raw(path, items)
    return try JSONAnswer.decode(AudiusAnswers.Wrapped<Tolerant<Item>>.self, from: answer, of: .audius).data.elements
  }

  private func raw(_ path: String, _ items: [String: String]) async throws -> Data {
    var items = items
    items["app_name"] = Self.appName
    var headers = ["Accept": "application/json"]
    if let key { headers["X-API-Key"] = key }
    return try await wire.ask(HTTPRequest(.get, address(path, items), headers: headers), what: "this").body
  }

  private func address(_ path: String, _ items: [String: String]) throws -> URL {
    var parts = URLComponents(url: api, resolvingAgainstBaseURL: false)
    parts?.percentEncodedPath += "/" + path
    parts?.queryItems = items.sorted { $0.key < $1.key }.map { URLQueryItem(name: $0.key, value: $0.value) }
    guard let url = parts?.url else { throw SourceError.malformed(.audius, cause: "an id that fits no address") }
    return url
  }

  private func escaped(_ key: String) -> String {
    key.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}
