/// A piece of music by one artist, with all that is needed to show it and to credit it.
///
/// A track is a snapshot: what a verdict was given to stays readable when the catalogue is gone.
public struct Track: Hashable, Sendable, Codable {
  /// Its id.
  public var id: TrackID
  /// Its title as the artist wrote it; text from outside, cleaned only when drawn.
  public var title: String
  /// Who made it.
  public var artist: Credit
  /// Its length in seconds, where the source says so.
  public var duration: Double?
  /// Genres, scenes and moods, most telling first.
  public var tags: [String]
  /// The address of its page, for a person to open.
  public var page: String?
  /// How well known it was when this snapshot was taken.
  public var exposure: Exposure

  /// Describes a track.
  public init(
    id: TrackID, title: String, artist: Credit, duration: Double? = nil, tags: [String] = [],
    page: String? = nil, exposure: Exposure = Exposure()
  ) {
    self.id = id
    self.title = title
    self.artist = artist
    self.duration = duration
    self.tags = tags
    self.page = page
    self.exposure = exposure
  }
}

/// The artist as credited beside a track.
public struct Credit: Hashable, Sendable, Codable {
  /// The artist's id.
  public var id: ArtistID
  /// The name to show.
  public var name: String

  /// Credits an artist.
  public init(id: ArtistID, name: String) {
    self.id = id
    self.name = name
  }
}
