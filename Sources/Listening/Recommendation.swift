/// A track that the engine proposes, why, and how sure it is.
public struct Recommendation: Hashable, Sendable {
  /// What to play.
  public var track: TrackID
  /// The arithmetic behind it, by part.
  public var score: Score
  /// The largest shares of that arithmetic, in a form that can be put into words.
  public var reason: Reason
  /// The chance with which this track was drawn, where it was drawn and not chosen.
  public var propensity: Double?

  /// Proposes a track.
  public init(track: TrackID, score: Score, reason: Reason, propensity: Double? = nil) {
    self.track = track
    self.score = score
    self.reason = reason
    self.propensity = propensity
  }
}

/// A track's score, and the parts that add up to it.
public struct Score: Hashable, Sendable, Encodable {
  /// What the ranking went by.
  public var total: Double
  /// The share of the factors.
  public var factors: Double
  /// The share of neighbours of saved tracks.
  public var neighbours: Double
  /// The share of listeners of similar taste.
  public var listeners: Double
  /// The share of what the listener did with the artist before.
  public var artist: Double
  /// The share of the track's quality.
  public var quality: Double
  /// What the radar band multiplied the whole by, 0 to 1.
  public var taper: Double

  /// States a score by its parts.
  public init(
    total: Double, factors: Double = 0, neighbours: Double = 0, listeners: Double = 0, artist: Double = 0,
    quality: Double = 0, taper: Double = 1
  ) {
    self.total = total
    self.factors = factors
    self.neighbours = neighbours
    self.listeners = listeners
    self.artist = artist
    self.quality = quality
    self.taper = taper
  }
}

/// Why a track was chosen: the largest share of its score, true to the numbers.
public enum Reason: Hashable, Sendable {
  /// It lies near saved or named tracks; so many listeners of those saved it too.
  case near([TrackID], listeners: Int)
  /// So many listeners of similar taste saved it; the tracks are those shared with them.
  case listeners(Int, sharing: [TrackID])
  /// The listener kept other tracks by its artist.
  case artist(ArtistID)
  /// It lies in the direction of the listener's taste, most of all that of these tracks.
  case taste([TrackID])
  /// The crowd favours it, those who favour these tracks, which the listener turned down, less than others do.
  case apart([TrackID])
  /// Nothing the listener did speaks for it: the crowd's taste, or how many of those who heard it kept it.
  case introduction
  /// It was drawn to learn something new.
  case exploring

  /// The tracks it speaks of.
  public var tracks: [TrackID] {
    switch self {
    case .near(let tracks, _), .listeners(_, let tracks), .taste(let tracks), .apart(let tracks): tracks
    case .artist, .introduction, .exploring: []
    }
  }
}

/// What the engine is asked for.
public struct RecommendationRequest: Hashable, Sendable {
  /// How many tracks.
  public var count: Int
  /// Tracks not to propose again, beside those the journal knows: the playing one and the queue.
  public var excluding: Set<TrackID>
  /// Artists of the entries just before, the latest last: the one-in-ten rule counts them.
  public var recentArtists: [ArtistID]
  /// Their tracks: what is too like them is held back.
  public var recentTracks: [TrackID]
  /// How far under the radar.
  public var depth: RadarDepth
  /// Whether one slot in ten may be drawn.
  public var explores: Bool
  /// Whether tracks without sound are left out.
  public var needsSound: Bool
  /// The only source to take tracks from; nil takes them from all.
  public var source: SourceName?

  /// Asks for `count` tracks.
  public init(
    count: Int, excluding: Set<TrackID> = [], recentArtists: [ArtistID] = [],
    recentTracks: [TrackID] = [], depth: RadarDepth = .medium, explores: Bool = true, needsSound: Bool = true,
    source: SourceName? = nil
  ) {
    self.count = count
    self.excluding = excluding
    self.recentArtists = recentArtists
    self.recentTracks = recentTracks
    self.depth = depth
    self.explores = explores
    self.needsSound = needsSound
    self.source = source
  }
}

/// The engine's answer.
public struct Recommendations: Hashable, Sendable {
  /// The last interaction it has learned from.
  public var revision: Revision
  /// Best first.
  public var list: [Recommendation]
  /// Whether the radar band had to be widened to find them.
  public var widened: Bool

  /// States an answer.
  public init(revision: Revision, list: [Recommendation], widened: Bool = false) {
    self.revision = revision
    self.list = list
    self.widened = widened
  }
}
