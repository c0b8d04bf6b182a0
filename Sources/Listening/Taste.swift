/// What the engine believes of the listener, in words' reach.
public struct Taste: Hashable, Sendable, Codable {
  /// The last interaction it has learned from.
  public var revision: Revision
  /// Tags by how much they draw the listener, strongest first; negative ones push away.
  public var tags: [Leaning]
  /// Artists nearest to the taste, nearest first, with their closeness from -1 to 1.
  public var artists: [Nearness]

  /// States a taste.
  public init(revision: Revision, tags: [Leaning] = [], artists: [Nearness] = []) {
    self.revision = revision
    self.tags = tags
    self.artists = artists
  }

  /// How much a tag draws the listener.
  public struct Leaning: Hashable, Sendable, Codable {
    /// The tag.
    public var tag: String
    /// From -1 (pushes away) to 1 (draws).
    public var weight: Double

    /// States a leaning.
    public init(tag: String, weight: Double) {
      self.tag = tag
      self.weight = weight
    }
  }

  /// How near an artist lies.
  public struct Nearness: Hashable, Sendable, Codable {
    /// The artist.
    public var artist: ArtistID
    /// From -1 to 1.
    public var closeness: Double
    /// In which direction it lies from the taste, in turns from 0 to 1: artists in like directions are alike. Nil where that
    /// was not worked out.
    public var direction: Double?

    /// States a nearness.
    public init(artist: ArtistID, closeness: Double, direction: Double? = nil) {
      self.artist = artist
      self.closeness = closeness
      self.direction = direction
    }
  }
}
