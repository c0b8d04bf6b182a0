/// What the engine believes of the listener, in a form that can be shown.
public struct Taste: Hashable, Sendable {
  /// Artists nearest to the taste, nearest first, with their closeness from -1 to 1.
  public var artists: [Nearness]

  /// States a taste.
  public init(artists: [Nearness] = []) { self.artists = artists }

  /// How near an artist lies.
  public struct Nearness: Hashable, Sendable {
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
