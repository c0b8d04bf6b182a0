import Listening
import Playback

/// A track in the queue, and why it is there, in a form that can be put into words.
public struct QueuedTrack: Hashable, Sendable, Identifiable {
  /// Its number in this session, never used twice.
  public let id: EntryID
  /// What it is.
  public var track: Track
  /// How it was chosen; nil where nobody proposed it, or where that was not kept.
  public var proposal: Proposal?
  /// Where it comes from, where there is no proposal.
  private(set) var origin: Origin

  /// Queues a track.
  public init(id: EntryID, track: Track, proposal: Proposal? = nil) {
    self.init(id: id, track: track, proposal: proposal, origin: .asked)
  }

  /// Whether its sound is here: no service is asked for it, and none counts it.
  var isOfThisMachine: Bool { [.file, .demo].contains(track.id.source) }

  /// How a track came into the queue that nobody proposed.
  enum Origin: Hashable, Sendable {
    /// Played or put next from a list.
    case asked
    /// An earlier session left it to go on with.
    case leftOver
    /// An undo brought it back.
    case broughtBack
    /// It was proposed, and what spoke for it was taken back since.
    case outlived
  }

  /// Forgets how it was chosen, as that is no longer so.
  mutating func outliveProposal() { (proposal, origin) = (nil, .outlived) }

  init(id: EntryID, track: Track, proposal: Proposal?, origin: Origin) {
    self.id = id
    self.track = track
    self.proposal = proposal
    self.origin = origin
  }
}

/// A recommendation together with the names that its reason speaks of.
public struct Proposal: Hashable, Sendable {
  /// The engine's own words.
  public var recommendation: Recommendation
  /// The names of the tracks, or of the artist, in the reason; in its order.
  public var names: [String]
  /// The share of those who heard the track that kept it, 0 to 1, where both were counted.
  public var keptShare: Double?

  /// Joins them.
  public init(_ recommendation: Recommendation, names: [String] = [], keptShare: Double? = nil) {
    self.recommendation = recommendation
    self.names = names
    self.keptShare = keptShare
  }

  /// Whether what speaks for the track is that many keep it, and the counts beside it say so, too: of one that nobody has heard
  /// the engine hopes as much.
  var isKeptByMany: Bool { recommendation.score.quality > 0 && keptShare ?? 0 > 0 }
}

/// A track to queue, with how it was chosen.
public struct Proposed: Hashable, Sendable {
  /// What it is.
  public var track: Track
  /// How it was chosen.
  public var proposal: Proposal

  /// Joins both.
  public init(_ track: Track, _ proposal: Proposal) {
    self.track = track
    self.proposal = proposal
  }
}

/// What a question to the engine brought, tracks and names looked up.
public struct Refill: Hashable, Sendable {
  /// The last interaction it has seen.
  public var revision: Revision
  /// Best first.
  public var tracks: [Proposed]
  /// Whether the radar band had to be widened.
  public var widened: Bool

  /// States an answer.
  public init(revision: Revision, tracks: [Proposed], widened: Bool = false) {
    self.revision = revision
    self.tracks = tracks
    self.widened = widened
  }
}
