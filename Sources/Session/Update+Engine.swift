import Foundation
import Listening
import Playback

/// The engine: one question in flight, answers older than the state dropped, everything after the kept rows replaced.
extension State {
  /// Rows that a question asks for.
  static let rowsAsked = 30
  /// Fewer rows than this ask for more.
  static let rowsLow = 8
  /// The wait after a first failure, in seconds; it doubles up to a minute.
  static let firstWait = 1.0

  mutating func engine(_ status: EngineStatus) -> [Effect] {
    engine = status
    return []
  }

  mutating func engineIsReady() -> [Effect] {
    engine = .ready
    return profile == .ready ? [.learn(journal)] : refillIfNeeded()
  }

  mutating func engineFailed(_ sentence: String) -> [Effect] {
    engine = .unavailable(sentence)
    lacksMusic = true
    say(sentence, .error)
    return []
  }

  /// The taste moved: the queue behind the kept rows is asked for anew.
  mutating func learned(_ revision: Revision) -> [Effect] {
    learnedRevision = revision
    guard revision == journal.revision else { return [] }
    return ask() + [.taste]
  }

  mutating func radar(_ depth: RadarDepth) -> [Effect] {
    guard depth != self.depth else { return [] }
    self.depth = depth
    say("radar \(depth.rawValue)")
    return ask()
  }

  /// A question that failed was asked for a reason, however many rows are left.
  mutating func reminded() -> [Effect] { refusals > 0 ? ask() : refillIfNeeded() }

  mutating func refillIfNeeded() -> [Effect] {
    queue.entries.count < Self.rowsLow ? ask() : []
  }

  /// Asks, or marks the question in flight as stale so that it is asked again.
  mutating func ask() -> [Effect] {
    guard engine == .ready, profile != .loading else { return [] }
    guard question == nil else {
      question?.isStale = true
      return []
    }
    defer { nextQuestion += 1 }
    question = Question(number: nextQuestion)
    return [.ask(question: nextQuestion, request)]
  }

  private var request: RecommendationRequest {
    let kept = queue.keptEntries
    let waiting = pending.compactMap { $0.act.track?.id }
    let near = past.suffix(9).map(\.track) + [playing?.track].compactMap { $0 } + kept.map(\.track)
    // What a journal does not hold nobody else knows to have been heard.
    let unkept = profile == .ready ? [] : past.map(\.track.id)
    return RecommendationRequest(
      count: Self.rowsAsked,
      excluding: Set(near.map(\.id)).union(unkept).union(unplayable).union(removed).union(waiting),
      recentArtists: near.suffix(9).map(\.artist.id), recentTracks: near.suffix(9).map(\.id), depth: depth,
      explores: explores, needsSound: needsSound, source: source)
  }

  mutating func refilled(_ number: Int, _ refill: Refill) -> [Effect] {
    guard let question, question.number == number else { return [] }
    self.question = nil
    refusals = 0
    // An answer older than the state is dropped, unless there is nothing else to play.
    let isLate = question.isStale || refill.revision < journal.revision
    guard !isLate || queue.entries.isEmpty else { return ask() }
    place(refill)
    let effects = stageIfEmpty() + prepareHead()
    return isLate ? effects + ask() : effects
  }

  private mutating func place(_ refill: Refill) {
    let taken = Set(queue.keptEntries.map(\.track.id) + [playing?.track.id].compactMap { $0 })
      .union(removed).union(unplayable)
    let fresh = refill.tracks.filter { !taken.contains($0.track.id) && mayCome($0.track.id, asOf: refill.revision) }
    let liked = queue.rest { verdict(on: $0) == .saved || journal.isNamed($0) }
    queue.replaceRest(with: fresh.map { row(for: $0) })
    // What was liked in the queue waits to be heard where it stood, and the same key takes it back.
    liked.forEach { queue.insert($0) }
    // Said when it begins: said again with each answer it would hide what was just judged.
    let plight = fresh.isEmpty && queue.entries.isEmpty ? Plight.nothingLeft : refill.widened ? .widened(depth) : nil
    defer { self.plight = plight }
    if lacksMusic, !fresh.isEmpty {
      lacksMusic = false
      say("there are recommendations now")
    }
    guard plight != self.plight || playing == nil else { return }
    switch plight {
    // Before anything was heard nothing was used up.
    case .widened where playing == nil && past.isEmpty: break
    case .widened: say("nothing left at radar \(depth.rawValue): looking a little wider")
    case .nothingLeft: say("nothing left to recommend: import or harvest more", .warning)
    case nil: break
    }
  }

  /// The engine lets rest what was put off, as far as it has learned of it.
  private func mayCome(_ track: TrackID, asOf revision: Revision) -> Bool {
    guard let verdict = verdict(on: track) else { return true }
    guard verdict == .notNow, let row = journal.opinion(on: track) else { return false }
    return row.revision <= revision && !pending.contains { $0.act.track?.id == track }
  }

  /// A track that stays in the queue stays the same row, wherever it stands now.
  private mutating func row(for proposed: Proposed) -> QueuedTrack {
    guard let row = queue.row(of: proposed.track.id) else { return newEntry(proposed.track, proposed.proposal) }
    return QueuedTrack(id: row.entry.id, track: proposed.track, proposal: proposed.proposal)
  }

  mutating func refillFailed(_ number: Int, _ sentence: String) -> [Effect] {
    guard question?.number == number else { return [] }
    question = nil
    refusals += 1
    lacksMusic = true
    say("no recommendations yet: \(sentence)", .warning)
    return [.remind(after: min(60, Self.firstWait * pow(2, Double(refusals - 1))))]
  }

  mutating func tasted(_ taste: Taste, _ names: [ArtistID: String]) -> [Effect] {
    self.taste = taste
    artistNames = names
    return []
  }

  mutating func counted(_ exposures: [TrackID: Exposure]) -> [Effect] {
    self.exposures = exposures
    return []
  }
}
