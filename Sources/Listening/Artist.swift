/// Somebody who makes tracks.
public struct Artist: Hashable, Sendable, Codable {
  /// The name of whoever is not told, and the key of their id.
  public static let unknown = "unknown"

  /// The artist's name in its source.
  public var id: ArtistID
  /// The name to show.
  public var name: String
  /// The address of the artist's page, for a person to open.
  public var page: String?
  /// How many follow the artist there; nil where unknown.
  public var followers: Int?
  /// Genres, scenes and moods, most telling first.
  public var tags: [String]

  /// Describes an artist.
  public init(id: ArtistID, name: String, page: String? = nil, followers: Int? = nil, tags: [String] = []) {
    self.id = id
    self.name = name
    self.page = page
    self.followers = followers
    self.tags = tags
  }
}

/// Something a listener may name as a favourite, of any fame.
public enum Favoured: Hashable, Sendable {
  /// One track.
  case track(Track)
  /// All that an artist makes.
  case artist(Artist)

  /// The words to show for it.
  public var title: String {
    switch self {
    case .track(let track): "\(track.title) by \(track.artist.name)"
    case .artist(let artist): artist.name
    }
  }

  /// Whether it is an artist.
  public var isArtist: Bool { if case .artist = self { true } else { false } }

  /// Whether both are the same track or artist, whatever is known of it by now.
  public func isSame(as other: Favoured) -> Bool {
    switch (self, other) {
    case (.track(let mine), .track(let other)): mine.id == other.id
    case (.artist(let mine), .artist(let other)): mine.id == other.id
    default: false
    }
  }
}

extension [Favoured] {
  /// At most `limit` of them, artists before tracks; where there are many of both, half of each.
  public func artistsFirst(limit: Int) -> [Favoured] {
    let (artists, tracks) = (filter(\.isArtist), filter { !$0.isArtist })
    return Array((artists.prefix(Swift.max(limit / 2, limit - tracks.count)) + tracks).prefix(limit))
  }
}
