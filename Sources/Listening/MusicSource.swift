/// A service or folder that tracks come from.
///
/// Contract: every call asks only the service's own hosts, paces itself below the service's limit, and throws `SourceError`;
/// a page may be empty and still have a next one.
public protocol MusicSource: Sendable {
  /// Its name in identifiers.
  var name: SourceName { get }
  /// Artists and tracks whose name holds the words.
  func search(_ words: String, limit: Int) async throws -> [Favoured]
  /// Tracks by artists under the radar, as far as the source knows such a list.
  func discoveries(limit: Int) async throws -> [Track]
  /// Listeners who favoured a track.
  func favouriters(of track: TrackID, from mark: PageMark?) async throws -> Page<ListenerKey>
  /// Tracks that a listener favoured.
  func favourites(of listener: ListenerKey, from mark: PageMark?) async throws -> Page<Track>
  /// Tracks by an artist.
  func tracks(by artist: ArtistID, from mark: PageMark?) async throws -> Page<Track>
  /// Where the sound of a track is, asked just before it is played.
  func address(of track: TrackID) async throws -> StreamAddress
}

/// A listener of a source, by the source's own name.
public typealias ListenerKey = String

/// Where a list goes on: the source's own words, passed back as they came.
public struct PageMark: Hashable, Sendable, Codable {
  /// The source's own words.
  public let text: String

  /// Marks a place.
  public init(_ text: String) { self.text = text }
}

/// A piece of a list.
public struct Page<Item: Sendable>: Sendable {
  /// What it holds; may be empty though more follows.
  public var items: [Item]
  /// Where the list goes on; nil at its end.
  public var next: PageMark?

  /// States a page.
  public init(_ items: [Item], next: PageMark? = nil) {
    self.items = items
    self.next = next
  }
}
