import Listening

/// Keeps the listener's likes at a source in step with the verdicts here: a save likes, a save taken back unlikes.
///
/// The journal is the queue: what happened after the revision told last is still to be said, so nothing is lost while
/// offline or across restarts. Only what happens after the first call is told.
public actor LikesSync {
  private let source: any LikeKeeper
  private let record: any TellingRecord
  private var waiting: Journal?
  /// The newest revision that was handed over: calls may change places on their way.
  private var newest: Revision = 0
  /// After so many refusals and no like taken the account is what is refused, and asking on would be a storm.
  private static let mostRefusals = 3
  private var isTelling = false

  /// Tells `source`, remembers in `record` how far.
  public init(source: any LikeKeeper, record: any TellingRecord) {
    self.source = source
    self.record = record
  }

  /// Tells the source what is new in this journal, and answers with the faults that are not of the moment. Where all that
  /// was new is refused, it is told again with what is new next time.
  ///
  /// Called while it tells, it leaves the newer journal to the call under way.
  /// - Throws: `SourceError` that may pass or is this machine's; what was not told is told next time.
  public func follow(_ journal: Journal) async throws -> [SourceError] {
    guard journal.revision >= newest else { return [] }
    (waiting, newest) = (journal, journal.revision)
    guard !isTelling else { return [] }
    isTelling = true
    defer { isTelling = false }
    var faults: [SourceError] = []
    while let next = waiting {
      waiting = nil
      faults += try await tell(next)
    }
    return faults
  }

  /// Marks where telling begins, if it never began: what was judged before is not told, and all from here on is.
  public func begin(_ journal: Journal) async throws {
    guard try await record.told(source.name) == nil else { return }
    try await record.keepTold(source.name, upTo: journal.revision)
  }

  private func tell(_ journal: Journal) async throws -> [SourceError] {
    try await begin(journal)
    let told = try await record.told(source.name) ?? journal.revision
    var faults: [SourceError] = []
    // What is refused may be refused to the account and not for the track: it is given up once the source took another like.
    var (refusals, isTaken) = (0, false)
    for change in LikeChange.between(told, and: journal, source: source.name) {
      do {
        try await source.like(change.track, change.likes)
        isTaken = true
      } catch let error as SourceError {
        // What fails on this machine is not refused by the source: it is told when that is put right.
        if case .unkept = error { throw error }
        guard !error.isPassing, error != .notConnected(source.name) else { throw error }
        faults.append(error)
        if case .refused = error { refusals += 1 }
        guard isTaken || refusals < Self.mostRefusals else { return faults }
      }
      if let mark = change.mark, isTaken || refusals == 0 { try await record.keepTold(source.name, upTo: mark) }
    }
    guard isTaken || refusals == 0 else { return faults }
    try await record.keepTold(source.name, upTo: journal.revision)
    return faults
  }
}

/// One like to give or take back.
struct LikeChange: Hashable {
  let track: TrackID
  let likes: Bool
  /// How far the source is told once it knows this. Nil where another track was both saved and taken back around that row: the
  /// journal up to there says of it what the source was never told, and a change to come would be lost.
  let mark: Revision?

  /// What changed between a revision and now, in the order of the last rows that saved a track or took it back.
  ///
  /// Cost: linear in the journal.
  static func between(_ told: Revision, and journal: Journal, source: SourceName) -> [LikeChange] {
    let before = Journal(journal.interactions.prefix { $0.revision <= told })
    let turns = turns(from: before, to: journal, source)
    let wavering = turns.values.filter { $0.lowerBound < $0.upperBound }
    return turns.sorted { $0.value.upperBound < $1.value.upperBound }.compactMap { track, rows in
      let (was, likes, end) = (before.saves(track), journal.saves(track), rows.upperBound)
      let isClear = !wavering.contains { $0.lowerBound <= end && end < $0.upperBound }
      return was == likes ? nil : LikeChange(track: track, likes: likes, mark: isClear ? end : nil)
    }
  }

  /// The first and the last row that saved a track or took it back, for each track with such rows.
  private static func turns(
    from before: Journal, to journal: Journal, _ source: SourceName
  ) -> [TrackID: ClosedRange<Revision>] {
    var then = before
    var turns: [TrackID: ClosedRange<Revision>] = [:]
    for row in journal.rows(after: before.revision) {
      let track = journal.track(touchedBy: row.act)
      let was = track.map(then.saves)
      then.append(row)
      guard let track, track.source == source, then.saves(track) != was else { continue }
      turns[track] = (turns[track]?.lowerBound ?? row.revision)...row.revision
    }
    return turns
  }
}

extension Journal {
  /// Whether the track is saved.
  fileprivate func saves(_ track: TrackID) -> Bool { verdict(on: track) == .saved }
}
