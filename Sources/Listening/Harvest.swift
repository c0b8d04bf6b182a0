import Foundation

/// Where a harvest begins.
public enum HarvestStart: Hashable, Sendable {
  /// What the source itself holds to be under the radar.
  case discoveries
  /// The listener's own likes there.
  case me
  /// The favourites of the listener whose page this is.
  case user(page: String)
  /// Those who favoured what the artist whose page this is has made.
  case artist(page: String)
  /// Those who favoured tracks with this tag.
  case tag(String)
}

/// One question of a harvest, and where in its answer it stands.
public struct HarvestStep: Hashable, Sendable {
  /// What is asked.
  public enum Question: Hashable, Sendable {
    /// Who favoured this track?
    case favouriters(TrackID)
    /// What did this listener favour?
    case favourites(ListenerKey)
  }

  /// What is asked.
  public var question: Question
  /// The page to ask for; nil for the first.
  public var mark: PageMark?
  /// Its place in the order of asking: 0 for a seed, more for what promises less and for what was put off.
  public var rank: Int

  /// States a step.
  public init(_ question: Question, mark: PageMark? = nil, rank: Int = 0) {
    self.question = question
    self.mark = mark
    self.rank = rank
  }
}

/// What one page of a harvest brought.
public enum HarvestYield: Sendable {
  /// Listeners who favoured the track that was asked about.
  case favouriters([Favouriter])
  /// Tracks that the listener asked about favoured.
  case favourites([Track])
  /// The question cannot be answered, now or ever.
  case nothing
}

/// How far a harvest has come.
public struct HarvestProgress: Hashable, Sendable {
  /// Favourites stored.
  public var favourites = 0
  /// Tracks stored.
  public var tracks = 0
  /// Listeners whose favourites are stored.
  public var listeners = 0
  /// Pages asked.
  public var pages = 0
  /// Questions still open.
  public var waiting = 0

  /// Nothing yet.
  public init() {}
}

/// The frontier and the fruit of a harvest on disk.
///
/// Contract: `store` keeps a page's fruit, moves or closes its question and opens new ones in one transaction, so that a
/// harvest killed at any moment goes on without loss or repeat beyond the page in flight.
public protocol HarvestStore: Sendable {
  /// Opens questions about these tracks and listeners, unless they were ever opened.
  func seed(_ questions: [HarvestStep.Question], source: SourceName) async throws
  /// The next open question: seeds, then the fullest pages first, least-known tracks before hits; nil when all is answered.
  func nextStep(source: SourceName) async throws -> HarvestStep?
  /// The next open question other than `besides`; nil where there is none.
  func nextStep(source: SourceName, besides: HarvestStep) async throws -> HarvestStep?
  /// Keeps what a page brought; `next` is where its list goes on.
  func store(_ yield: HarvestYield, of step: HarvestStep, next: PageMark?, source: SourceName) async throws
  /// Puts a question off that could not be answered; the third time closes it.
  func postpone(_ step: HarvestStep, source: SourceName) async throws
  /// How far it has come. Cost: one row.
  func progress(source: SourceName) async throws -> HarvestProgress
}

/// Keeps what was met of tracks and artists, so that it is known later without asking again.
public protocol TrackKeeper: Sendable {
  /// Keeps them; what is known already is completed, never emptied.
  func keep(_ favoured: [Favoured]) async throws
  /// Keeps that a source no longer had a track when it was asked for.
  func note(gone track: TrackID, at date: Date) async throws
}
