import Foundation

/// This listener's journal on disk.
///
/// Contract: what `append` has answered survives the loss of power; rows are numbered without gaps from 1; a row is never
/// changed. Appends are served in the order asked, and a cancelled task does not take one back.
public protocol Profile: Sendable {
  /// Writes one act, durable on return, and answers with its row; `propensity` as in `Interaction`.
  func append(_ act: Act, at date: Date, propensity: Double?) async throws -> Interaction
  /// All rows, oldest first.
  func journal() async throws -> Journal
}

extension Profile {
  /// Writes an act on a track that was not drawn, or on none.
  public func append(_ act: Act, at date: Date) async throws -> Interaction {
    try await append(act, at: date, propensity: nil)
  }
}

/// What is known of tracks and artists. Can always be made again.
public protocol Catalogue: Sendable {
  /// The tracks with these ids, in the order asked; unknown ones are left out.
  func tracks(_ ids: [TrackID]) async throws -> [Track]
  /// The artists with these ids, in the order asked; unknown ones are left out.
  func artists(_ ids: [ArtistID]) async throws -> [Artist]
  /// Artists and tracks whose name holds the words, best first, for a listener who names favourites.
  func search(_ words: String, limit: Int) async throws -> [Favoured]
  /// Where the sound of a track is; nil for a track without sound. The address may be short-lived: ask just before play.
  func address(of track: TrackID) async throws -> StreamAddress?
  /// Tracks, artists and favourites as the engine trains on them. Cost: reads everything.
  func corpus() async throws -> Corpus
  /// Tracks that their sources no longer had when they were asked for since then; none where no source is asked.
  func gone(since: Date) async throws -> Set<TrackID>
}

extension Catalogue {
  /// None: this catalogue asks no source.
  public func gone(since: Date) async throws -> Set<TrackID> { [] }

  /// Tracks that are not proposed, as their sources no longer had them. After a month they are asked for again: some are hidden
  /// for a while.
  public func recentlyGone() async throws -> Set<TrackID> { try await gone(since: Date() - 30 * 86_400) }
}

/// The embedded recommender. Its state is a pure function of the base model and the journal.
public protocol RecommendationEngine: Sendable {
  /// Moves the listener's state to this journal and answers with its revision.
  func learn(_ journal: Journal) async -> Revision
  /// Proposes tracks from the state as learned last.
  func recommend(_ request: RecommendationRequest) async throws -> Recommendations
  /// What it believes of the listener.
  func taste() async throws -> Taste
}
