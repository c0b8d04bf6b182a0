/// What the engine trains on: tracks, artists, and the crowd's favourites as compressed rows.
///
/// Tracks, artists and tags are numbered from 0 by their place in the arrays. Row `l` of the favourites is
/// `favourites[offsets[l] ..< offsets[l + 1]]`: the tracks of listener `l`, rising, none twice.
public struct Corpus: Sendable {
  /// The tracks, in order of their names, so that ties are settled alike everywhere.
  public var tracks: [Entry]
  /// The artists' names.
  public var artists: [ArtistID]
  /// How many follow each artist; -1 where unknown.
  public var followers: [Int32]
  /// The tags that tracks speak of by number.
  public var tags: [String]
  /// Where each listener's row begins, and one end more.
  public var offsets: [Int]
  /// Track numbers, row by row.
  public var favourites: [Int32]

  /// One track as the engine sees it.
  public struct Entry: Sendable {
    /// The track's name.
    public var id: TrackID
    /// The number of its artist.
    public var artist: Int32
    /// How often it was played; -1 where unknown.
    public var plays: Int32
    /// The numbers of its tags.
    public var tags: [Int32]
    /// Whether it has sound that can be played.
    public var isPlayable: Bool

    /// States a track.
    public init(id: TrackID, artist: Int32, plays: Int32 = -1, tags: [Int32] = [], isPlayable: Bool = true) {
      self.id = id
      self.artist = artist
      self.plays = plays
      self.tags = tags
      self.isPlayable = isPlayable
    }
  }

  /// States a corpus; `offsets` holds one more than there are listeners.
  public init(
    tracks: [Entry], artists: [ArtistID], followers: [Int32], tags: [String], offsets: [Int], favourites: [Int32]
  ) {
    self.tracks = tracks
    self.artists = artists
    self.followers = followers
    self.tags = tags
    self.offsets = offsets
    self.favourites = favourites
  }

  /// How many listeners there are.
  public var listenerCount: Int { max(0, offsets.count - 1) }

  /// The tracks of one listener.
  public func row(_ listener: Int) -> ArraySlice<Int32> { favourites[offsets[listener]..<offsets[listener + 1]] }
}
