import Foundation
import Listening

/// Audius: keyless reading, a feed of its own under the radar, public favourites in both directions.
///
/// Unlisted callers share 5 questions a second; this one asks 2. `user_id` is never sent, as it would want a signature.
public struct AudiusSource: MusicSource {
  /// `audius`.
  public let name = SourceName.audius
  let door: AudiusDoor

  /// Speaks to the service at `api`, such as `https://api.audius.co/v1`, with a key where the listener has one.
  /// - Parameters:
  ///   - perSecond: how many questions a second at most.
  ///   - patience: the waits before a question is asked again that met a passing fault.
  ///   - backoff: shared by all who ask it.
  public init(
    api: URL, key: String? = nil, http: any HTTPClient, perSecond: Double = 2,
    patience: [Duration] = [.milliseconds(500), .seconds(2), .seconds(5)], backoff: Backoff = Backoff()
  ) {
    let wire = Wire(
      source: .audius, http: http, pacer: Pacer(perSecond: perSecond, backoff: backoff), patience: patience)
    door = AudiusDoor(api: api, wire: wire, key: key)
  }

  /// Artists and tracks whose name holds the words.
  public func search(_ words: String, limit: Int) async throws -> [Favoured] {
    let items = ["query": words, "limit": String(min(max(1, limit), AudiusDoor.pageSize))]
    let artists = try await door.list(AudiusAnswers.User.self, "users/search", items)
    let tracks = try await door.list(AudiusAnswers.Track.self, "tracks/search", items)
    return artists.elements.map { .artist($0.artist) } + Self.playable(tracks).map { .track($0) }
  }

  /// The underground trending feed of this week, then of this month and of all time: artists with fewer than 1,500
  /// followers.
  public func discoveries(limit: Int) async throws -> [Track] {
    var found: [Track] = []
    for time in ["week", "month", "allTime"] where found.count < limit {
      let items = ["limit": String(AudiusDoor.pageSize), "time": time]
      let page = try await door.list(AudiusAnswers.Track.self, "tracks/trending/underground", items)
      found += Self.playable(page).filter { track in !found.contains { $0.id == track.id } }
    }
    // It always has some: nothing at all is a fault, and passes.
    guard !found.isEmpty else { throw SourceError.malformed(.audius, cause: "no tracks") }
    return Array(found.prefix(limit))
  }

  /// A track as it stands today.
  public func track(_ id: TrackID) async throws -> Track {
    try await door.one(AudiusAnswers.Track.self, "tracks/\(Form.escaped(id.key))").track
  }

  /// An artist as they stand today.
  public func artist(_ id: ArtistID) async throws -> Artist {
    try await door.one(AudiusAnswers.User.self, "users/\(Form.escaped(id.key))").artist
  }

  /// Artists the service holds to be related.
  public func related(to artist: ArtistID, limit: Int) async throws -> [Artist] {
    let items = ["limit": String(min(max(1, limit), AudiusDoor.pageSize))]
    let page = try await door.list(AudiusAnswers.User.self, "users/\(Form.escaped(artist.key))/related", items)
    return page.elements.map(\.artist)
  }

  /// Listeners who favoured a track.
  public func favouriters(of track: TrackID, from mark: PageMark?) async throws -> Page<Favouriter> {
    let page = try await door.page(AudiusAnswers.User.self, "tracks/\(Form.escaped(track.key))/favorites", mark)
    return page.map { Favouriter($0.id) }
  }

  /// Tracks that a listener favoured, each whole in the one answer; where the service keeps its library shut, the bare
  /// favourites and then their tracks.
  public func favourites(of listener: ListenerKey, from mark: PageMark?) async throws -> Page<Track> {
    let user = "users/\(Form.escaped(listener))"
    do {
      let page = try await door.page(
        AudiusAnswers.LibraryEntry.self, user + "/library/tracks", mark, ["type": "favorite"])
      return Page(page.items.compactMap(\.item).filter(\.isPlayable).map(\.track), next: page.next)
    } catch let error as SourceError where !error.isPassing {
      let page = try await door.page(AudiusAnswers.Favourite.self, user + "/favorites", mark)
      return Page(try await tracks(page.items.compactMap(\.track)), next: page.next)
    }
  }

  /// Tracks by an artist.
  public func tracks(by artist: ArtistID, from mark: PageMark?) async throws -> Page<Track> {
    let page = try await door.page(AudiusAnswers.Track.self, "users/\(Form.escaped(artist.key))/tracks", mark)
    return Page(page.items.filter(\.isPlayable).map(\.track), next: page.next)
  }

  /// The signed address that the stream's own leads to. That one counts a play for the artist each time it is asked, so it is
  /// asked once, here: a player would ask it again at each leap and after each break.
  public func address(of track: TrackID) async throws -> StreamAddress {
    let place = try await door.redirect("tracks/\(Form.escaped(track.key))/stream", what: "this stream")
    guard let address = place.flatMap(StreamAddress.init(web:)) else { throw SourceError.notPlayable(.audius) }
    return address
  }

  /// The tracks of these ids in one answer.
  private func tracks(_ ids: [String]) async throws -> [Track] {
    guard !ids.isEmpty else { return [] }
    return try await Self.playable(door.list(AudiusAnswers.Track.self, "tracks", ["id": ids]))
  }

  static func playable(_ page: Tolerant<AudiusAnswers.Track>) -> [Track] {
    page.elements.filter(\.isPlayable).map(\.track)
  }
}
