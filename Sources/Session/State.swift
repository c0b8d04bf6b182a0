import Foundation
import Listening
import Playback

/// The whole session as a value. `update` is its only writer.
public struct State: Hashable, Sendable {
  /// What is on disk.
  public internal(set) var journal = Journal()
  /// Acts shown already, not yet on disk; oldest first.
  public internal(set) var pending: [Pending] = []
  /// Commands that wait until the pending acts are on disk.
  var deferred: [Deferred] = []
  /// How many favourites were named, and how many tracks have which verdict, on disk.
  public internal(set) var tally = Tally()

  /// The track on stage.
  public internal(set) var playing: QueuedTrack?
  /// What the player does with it.
  public internal(set) var playback: PlaybackState
  /// What comes next.
  public internal(set) var queue = Queue()
  /// Tracks that were on stage, oldest first.
  public internal(set) var past: [QueuedTrack] = []
  /// Tracks that could not be played in this session.
  public internal(set) var unplayable: Set<TrackID> = []
  /// Tracks that the listener took out of the queue in this session, without a verdict.
  var removed: Set<TrackID> = []
  /// Whether it was said that there are no recommendations.
  var lacksMusic = false
  /// The row taken out last, while nothing was done since that an undo would rather mean.
  var takenOut: Queue.Row?
  /// Where tracks begin that were left before and are still to be opened, in seconds.
  var resumeAt: [TrackID: Double] = [:]
  /// Tracks that left the stage or the queue by a discard, a skip or a "not now" of this session.
  var sentAway: [TrackID: Whereabouts] = [:]
  /// Entries whose address is being looked up.
  var resolving: Set<EntryID> = []
  /// Entries whose address was asked for once more, and how much of each had been heard then, in seconds.
  var askedAgain: [EntryID: Double] = [:]
  /// How many tracks in a row could not be played.
  var failures = 0
  /// How many tracks in a row had no sound when they were looked up ahead.
  var vainLookups = 0

  /// How far under the radar.
  public internal(set) var depth: RadarDepth
  /// Whether one slot in ten may be drawn to learn something new.
  let explores: Bool
  /// Whether only tracks with sound are asked for.
  let needsSound: Bool
  /// The only source that tracks are taken from; nil takes them from all.
  let source: SourceName?
  /// How long verdict keys are ignored after a verdict that changed the track, in seconds: type-ahead judges nothing.
  let lock: Double
  /// The engine.
  public internal(set) var engine = EngineStatus.loading
  /// The journal's revision that the engine has learned; nil before the first.
  var learnedRevision: Revision?
  /// The question that is on its way to the engine.
  var question: Question?
  /// What the last answer fell short of.
  var plight: Plight?
  /// How often in a row the engine failed.
  var refusals = 0
  /// The player.
  public internal(set) var player = PlayerStatus.loading
  /// The profile.
  public internal(set) var profile = ProfileStatus.loading
  /// What the last search found.
  public internal(set) var found: Found?
  /// What the engine believes.
  public internal(set) var taste: Taste?
  /// The names of the artists in `taste`.
  public internal(set) var artistNames: [ArtistID: String] = [:]
  /// How well known saved tracks are now, as far as that was looked up.
  public internal(set) var exposures: [TrackID: Exposure] = [:]
  /// What a new listener may pick favourites from.
  public internal(set) var suggestions: [Favoured] = []

  /// Sentences, oldest first; the last is the newest.
  public internal(set) var notices: [Notice] = []
  /// Until when verdict keys are ignored, after a verdict that changed the track.
  var lockedUntil = Date.distantPast
  /// When a verdict key was pressed last.
  var judgedAt = Date.distantPast
  /// Whether the session is over.
  public internal(set) var isOver = false
  var nextEntry: EntryID = 1
  var nextTicket = 1
  var nextQuestion = 1

  /// A session before anything is loaded. Without `needsSound` tracks that cannot be heard are proposed too; `lock` is how
  /// long verdict keys are ignored after a verdict that changed the track, in seconds.
  public init(
    depth: RadarDepth = .medium, volume: Int = 80, explores: Bool = true, startsPaused: Bool = true,
    needsSound: Bool = true, source: SourceName? = nil, lock: Double = 0.4
  ) {
    self.depth = depth
    self.explores = explores
    self.needsSound = needsSound
    self.source = source
    self.lock = lock
    playback = PlaybackState(volume: volume, isPaused: startsPaused)
  }

  /// Whether all acts are on disk, or were refused.
  public var isWritten: Bool { pending.isEmpty && deferred.isEmpty }

  /// Whether nothing is under way: all acts written, learned, and the queue answered.
  public var isSettled: Bool {
    guard profile != .loading, isWritten, question == nil else { return false }
    switch engine {
    case .loading, .training: return false
    case .unavailable: return true
    case .ready: return learnedRevision == journal.revision || profile != .ready
    }
  }

  /// An act on its way to the disk.
  public struct Pending: Hashable, Sendable {
    let ticket: Int
    /// What was done.
    public let act: Act
    /// What left the stage or the queue by it.
    let left: Whereabouts?
  }

  /// A command that waits until the acts before it are on disk.
  struct Deferred: Hashable, Sendable {
    let command: Command
    let date: Date
    /// The first ticket of what came after it.
    let ticket: Int
    /// The first act after it that is on disk: from there on nothing is meant.
    var limit: Revision?
  }

  /// Where a track is, or was before it was sent away.
  struct Whereabouts: Hashable, Sendable {
    let entry: QueuedTrack
    /// Its place in the queue; nil on stage.
    let place: Int?
    /// How far it had played, in seconds.
    let seconds: Double
  }

  /// What an answer fell short of.
  enum Plight: Hashable, Sendable {
    case widened(RadarDepth)
    case nothingLeft
  }

  /// A question to the engine.
  struct Question: Hashable, Sendable {
    let number: Int
    /// Whether something has changed since, so that it must be asked again.
    var isStale = false
  }

  /// Counts for the status line.
  public struct Tally: Hashable, Sendable {
    /// Favourites named.
    public var named = 0
    /// Tracks saved.
    public var saved = 0
    /// Tracks discarded.
    public var discarded = 0
  }

  /// What a search found.
  public struct Found: Hashable, Sendable {
    /// What was looked for.
    public var words: String
    /// Best first.
    public var favoured: [Favoured]
    /// Why nothing could be looked for.
    public var fault: String?
  }

  /// The engine's state.
  public enum EngineStatus: Hashable, Sendable {
    case loading
    /// Being trained; the share done, 0 to 1.
    case training(Double)
    case ready
    /// The sentence says what to do.
    case unavailable(String)
  }

  /// The player's state.
  public enum PlayerStatus: Hashable, Sendable {
    case loading, ready
    /// The sentence says what to do.
    case unavailable(String)
  }

  /// The profile's state.
  public enum ProfileStatus: Hashable, Sendable {
    case loading, ready
    /// The sentence says what to do; nothing is recorded.
    case unavailable(String)
  }
}

extension State {
  /// The opinion on a track as shown: pending acts count.
  public func verdict(on track: TrackID) -> Verdict? {
    guard let act = pending.last(where: { $0.act.isOpinion && $0.act.track?.id == track })?.act
    else { return journal.verdict(on: track) }
    return act.verdict
  }

  /// Where the track on stage is, in seconds; before it is opened, where it will begin.
  public var position: Double {
    guard let playing, awaitsOpening else { return playback.current?.position ?? 0 }
    return resumeAt[playing.track.id] ?? 0
  }

  /// How long the track on stage is, in seconds; nil while nobody knows.
  public var length: Double? { playback.current?.duration ?? playing?.track.duration }

  /// Whether the track on stage is still to be opened, at first or again.
  var awaitsOpening: Bool {
    guard let playing else { return false }
    return player != .ready || playback.current?.entry.id != playing.id || resumeAt[playing.track.id] != nil
  }

  /// The newest sentence.
  public var notice: Notice? { notices.last }

  /// Said once more, the newest sentence takes its own place: a key that is held down would fill the log.
  mutating func say(_ text: String, _ kind: Notice.Kind = .information) {
    let number = (notices.last?.number ?? 0) + 1
    if notice?.text == text { notices.removeLast() }
    notices.append(Notice(number: number, kind: kind, text: text))
    if notices.count > 500 { notices.removeFirst(100) }
  }

  mutating func newEntry(_ track: Track, _ proposal: Proposal?, origin: QueuedTrack.Origin = .asked) -> QueuedTrack {
    defer { nextEntry += 1 }
    return QueuedTrack(id: nextEntry, track: track, proposal: proposal, origin: origin)
  }

  /// An entry to be played once more, under a number of its own.
  mutating func again(_ entry: QueuedTrack) -> QueuedTrack {
    newEntry(entry.track, entry.proposal, origin: entry.origin)
  }
}
