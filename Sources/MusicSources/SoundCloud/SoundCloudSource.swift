import Foundation
import Listening

/// SoundCloud through its official API, with the listener's own client id and secret.
public struct SoundCloudSource: MusicSource {
  /// `soundcloud`.
  public let name = SourceName.soundcloud
  let door: SoundCloudDoor

  /// Speaks to the service at `api` and signs in at `auth`.
  /// - Parameters:
  ///   - perSecond: how many questions a second at most.
  ///   - patience: the waits before a question is asked again that met a passing fault.
  ///   - backoff: shared by all who ask it.
  ///   - signInBackoff: shared by all who sign in there.
  public init(
    api: URL, auth: URL, store: any CredentialStore, http: any HTTPClient, perSecond: Double = 2,
    patience: [Duration] = [.milliseconds(500), .seconds(2), .seconds(5)], backoff: Backoff = Backoff(),
    signInBackoff: Backoff = Backoff()
  ) {
    let wire = Wire(
      source: .soundcloud, http: http, pacer: Pacer(perSecond: perSecond, backoff: backoff), patience: patience)
    let keeper = TokenKeeper(auth: auth, http: http, store: store, backoff: signInBackoff)
    door = SoundCloudDoor(api: api, wire: wire, keeper: keeper)
  }

  /// Artists and tracks whose name holds the words. The service's search leans to the popular.
  public func search(_ words: String, limit: Int) async throws -> [Favoured] {
    let items = ["q": words, "limit": String(min(max(1, limit), 200))]
    let artists = try await door.list(SoundCloudAnswers.User.self, "users", nil, items)
    let tracks = try await tracks("tracks", nil, items)
    return artists.items.map { .artist($0.artist) } + tracks.items.map { .track($0) }
  }

  /// Tracks related to the listener's latest likes. The API has no lists of its own: without a sign-in there are none.
  public func discoveries(limit: Int) async throws -> [Track] {
    guard try await door.keeper.speaksForListener() else { return [] }
    let likes = try await tracks("me/likes/tracks", nil, ["limit": "20"])
    var found: [Track] = []
    for like in likes.items.prefix(10) where found.count < limit * 3 {
      found += try await related(to: like.id).items
    }
    return Variety.pick(found, count: limit)
  }

  /// A track as it stands today.
  public func track(_ id: TrackID) async throws -> Track {
    let url = try door.address("tracks/\(door.urn("tracks", id.key))")
    return try await door.one(SoundCloudAnswers.Track.self, url, what: "this track").track
  }

  /// An artist as they stand today.
  public func artist(_ id: ArtistID) async throws -> Artist {
    let url = try door.address("users/\(door.urn("users", id.key))")
    return try await door.one(SoundCloudAnswers.User.self, url, what: "this artist").artist
  }

  /// Artists the service holds to be related.
  public func related(to artist: ArtistID, limit: Int) async throws -> [Artist] {
    let path = "users/\(door.urn("users", artist.key))/related"
    return try await door.list(SoundCloudAnswers.User.self, path, nil).items.prefix(limit).map(\.artist)
  }

  /// Listeners who favoured a track.
  public func favouriters(of track: TrackID, from mark: PageMark?) async throws -> Page<Favouriter> {
    let path = "tracks/\(door.urn("tracks", track.key))/favoriters"
    return try await door.list(SoundCloudAnswers.User.self, path, mark).map {
      Favouriter($0.key, favourites: $0.favourites)
    }
  }

  /// Tracks that a listener favoured.
  public func favourites(of listener: ListenerKey, from mark: PageMark?) async throws -> Page<Track> {
    try await tracks("users/\(door.urn("users", listener))/likes/tracks", mark)
  }

  /// Tracks by an artist.
  public func tracks(by artist: ArtistID, from mark: PageMark?) async throws -> Page<Track> {
    try await tracks("users/\(door.urn("users", artist.key))/tracks", mark)
  }

  /// Tracks the service holds to be related.
  public func related(to track: TrackID) async throws -> Page<Track> {
    try await tracks("tracks/\(door.urn("tracks", track.key))/related", nil)
  }

  /// A page of tracks that may be played here.
  func tracks(_ path: String, _ mark: PageMark?, _ items: [String: String] = [:]) async throws -> Page<Track> {
    let items = items.merging(["access": "playable"]) { $1 }
    let page = try await door.list(SoundCloudAnswers.Track.self, path, mark, items)
    return Page(page.items.filter(\.isPlayable).map(\.track), next: page.next, complaint: page.complaint)
  }
}

extension Page {
  /// The same page of other things.
  func map<Other: Sendable>(_ transform: (Item) -> Other) -> Page<Other> {
    Page<Other>(items.map(transform), next: next, complaint: complaint)
  }
}
