import Listening

/// Asks a source how well known saved tracks and their artists are today, so that the ledger can tell.
public struct ExposureRefresh: Sendable {
  private let source: any MusicSource
  private let keeper: any TrackKeeper

  /// Asks `source`, keeps with `keeper`.
  public init(source: any MusicSource, keeper: any TrackKeeper) {
    self.source = source
    self.keeper = keeper
  }

  /// Looks up saved tracks of the source, `most` of them taken at random, and answers how many it could; those that are
  /// gone, refused or answered oddly are passed over.
  ///
  /// - Throws: `SourceError` where the source itself stops; what was looked up before is kept.
  public func run(_ journal: Journal, most: Int = .max) async throws -> Int {
    let saved = journal.tracks(with: .saved).compactMap(\.act.track).filter { $0.id.source == source.name }
    var count = 0
    for track in saved.shuffled().prefix(most) {
      do {
        var today = try await source.track(track.id)
        if today.exposure.followers == nil {
          today.exposure.followers = try await source.artist(today.artist.id).followers
        }
        try await keeper.keep([.track(today)])
        count += 1
      } catch let error as SourceError where error.isOfOneTrack {
        continue
      }
    }
    return count
  }
}

extension SourceError {
  /// Whether another track may be answered all the same.
  fileprivate var isOfOneTrack: Bool {
    switch self {
    case .gone, .refused, .malformed: true
    default: false
    }
  }
}
