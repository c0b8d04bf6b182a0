/// A service that tracks come from.
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
  /// A track as the source knows it today.
  func track(_ id: TrackID) async throws -> Track
  /// An artist as the source knows them today.
  func artist(_ id: ArtistID) async throws -> Artist
  /// Artists that the source holds to be related.
  func related(to artist: ArtistID, limit: Int) async throws -> [Artist]
  /// Listeners who favoured a track.
  func favouriters(of track: TrackID, from mark: PageMark?) async throws -> Page<Favouriter>
  /// Tracks that a listener favoured.
  func favourites(of listener: ListenerKey, from mark: PageMark?) async throws -> Page<Track>
  /// Tracks by an artist.
  func tracks(by artist: ArtistID, from mark: PageMark?) async throws -> Page<Track>
  /// The questions that a harvest begins with: diverse, one track an artist.
  func seeds(_ start: HarvestStart) async throws -> [HarvestStep.Question]
  /// Where the sound of a track is, asked just before it is played.
  func address(of track: TrackID) async throws -> StreamAddress
}

/// A source where the listener may keep likes of their own.
public protocol LikeKeeper: MusicSource {
  /// Likes a track there, or takes the like back.
  func like(_ track: TrackID, _ likes: Bool) async throws
}

/// A listener of a source, by the source's own name.
public typealias ListenerKey = String

/// A listener of a source who favoured something.
public struct Favouriter: Hashable, Sendable {
  /// The listener's name there.
  public var key: ListenerKey
  /// How many favourites the listener has, as far as the source says.
  public var favourites: Int?

  /// States a listener.
  public init(_ key: ListenerKey, favourites: Int? = nil) {
    self.key = key
    self.favourites = favourites
  }
}

/// Where a list goes on: the source's own words, passed back as they came.
public struct PageMark: Hashable, Sendable {
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
  /// Why the list ends here though the source named a next page: a link that may not be followed.
  public var complaint: SourceError?

  /// States a page.
  public init(_ items: [Item], next: PageMark? = nil, complaint: SourceError? = nil) {
    self.items = items
    self.next = next
    self.complaint = complaint
  }
}
