import Foundation
import Listening
import Playback

/// Verdicts: shown at once, then written, then learned; taken back on the screen where they cannot be written.
extension State {
  mutating func judge(_ verdict: Verdict, _ target: Target, at date: Date) -> [Effect] {
    // A key that is held down must not give and take its verdict in turn.
    defer { judgedAt = date }
    let isHeld = (0..<lock).contains(date.timeIntervalSince(judgedAt))
    guard !isLocked(at: date) else { return tooSoon() }
    guard let track = subject(of: target) else { return nothingPlays() }
    let act = act(for: verdict, on: track)
    if case .clear = act, isHeld { return tooSoon() }
    let leaves = act.verdict == .discarded || act.verdict == .notNow
    say(Self.words(for: act), .verdict)
    guard leaves else { return record(act, at: date) }
    let effects = record(act, at: date, leaving: whereabouts(of: track.id))
    queue.remove(track: track.id)
    guard playing?.track.id == track.id else { return effects + prepareHead() }
    lockedUntil = date.addingTimeInterval(lock)
    return effects + advance()
  }

  /// A track on stage or in the queue, and its place there; nil where it is in neither.
  func whereabouts(of track: TrackID) -> Whereabouts? {
    if let playing, playing.track.id == track { return Whereabouts(entry: playing, place: nil, seconds: position) }
    return queue.row(of: track).map { Whereabouts(entry: $0.entry, place: $0.place, seconds: 0) }
  }

  /// Whether the last verdict was so short ago. A lock further ahead than locks are long was set before the clock was put back.
  private func isLocked(at date: Date) -> Bool {
    let left = lockedUntil.timeIntervalSince(date)
    return left > 0 && left < 2 * lock
  }

  private mutating func tooSoon() -> [Effect] {
    say("too soon after the last verdict, so not counted  (u undoes the last)", .warning)
    return []
  }

  private func subject(of target: Target) -> Track? {
    switch target {
    case .playing: playing?.track
    case .track(let track): track
    }
  }

  /// The act that a verdict key means now: giving the verdict, or taking it off where it is given already. What came back all
  /// the same is sent away again.
  private func act(for verdict: Verdict, on track: Track) -> Act {
    let isGiven = self.verdict(on: track.id) == verdict
    guard !isGiven || verdict != .saved && whereabouts(of: track.id) != nil else { return .clear(track) }
    return switch verdict {
    case .saved: .save(track)
    case .discarded: .discard(track, heard: heard(of: track.id))
    case .notNow: .notNow(track)
    }
  }

  /// How much of a track was heard just now.
  func heard(of track: TrackID) -> Listened {
    guard playing?.track.id == track, let current = playback.current else { return Listened(seconds: 0) }
    return Listened(seconds: current.heard, of: current.duration)
  }

  /// Shows an act and asks for it to be written.
  mutating func record(_ act: Act, at date: Date, leaving: Whereabouts? = nil) -> [Effect] {
    if case .unavailable(let sentence) = profile {
      say(sentence, .error)
      // Whoever held the profile may have ended since: the next act is kept then.
      return [.openProfile]
    }
    if act.leavesTrack, let track = act.track { sentAway[track.id] = leaving }
    takenOut = nil
    defer { nextTicket += 1 }
    pending.append(Pending(ticket: nextTicket, act: act, left: leaving))
    return [.record(act, at: date, propensity: propensity(of: act.track?.id), ticket: nextTicket)]
  }

  /// The chance with which what plays or waits was drawn; nil where it was not.
  private func propensity(of track: TrackID?) -> Double? {
    let queued = ([playing].compactMap { $0 } + queue.entries).first { $0.track.id == track }
    return queued?.proposal?.recommendation.propensity.flatMap { $0 > 0 && $0 <= 1 ? $0 : nil }
  }

  mutating func recorded(_ interaction: Interaction, _ ticket: Int) -> [Effect] {
    pending.removeAll { $0.ticket == ticket }
    journal.append(interaction)
    tally = Tally(of: journal)
    for place in deferred.indices where deferred[place].limit == nil && deferred[place].ticket <= ticket {
      deferred[place].limit = interaction.revision
    }
    if let track = journal.track(touchedBy: interaction.act), !isLiked(track) { queue.outliveProposals(of: track) }
    return turned(by: interaction.act) + teach() + goOnWaiting()
  }

  mutating func recordFailed(_ ticket: Int, _ sentence: String) -> [Effect] {
    guard let index = pending.firstIndex(where: { $0.ticket == ticket }) else { return [] }
    let lost = pending.remove(at: index)
    // What waits was meant for this act, and would take back another.
    deferred = []
    say("not saved, so not learned: \(sentence)", .error)
    // A skip stays one: brought back, its track would be the next again and again.
    guard let left = lost.left, lost.act.isOpinion else { return [] }
    bringBack(left.entry.track, at: nil)
    return stageIfEmpty() + prepareHead()
  }

  mutating func opened(_ journal: Journal) -> [Effect] {
    self.journal = journal
    tally = Tally(of: journal)
    if case .unavailable = profile { say("what you do is kept from now on: do the last once more") }
    profile = .ready
    // What waits since an earlier session may have been sent away elsewhere.
    for row in queue.keptEntries where isSentAway(row.track.id) { queue.remove(track: row.track.id) }
    guard let playing, playing.origin == .leftOver, isSentAway(playing.track.id) else { return teach() }
    resumeAt[playing.track.id] = nil
    return advance() + teach()
  }

  private func isLiked(_ track: TrackID) -> Bool { verdict(on: track) == .saved || journal.isNamed(track) }

  private func isSentAway(_ track: TrackID) -> Bool { [.discarded, .notNow].contains(verdict(on: track)) }

  /// Has the engine learn the journal. One that is not ready yet is told when it is: journals that wait take much memory.
  private func teach() -> [Effect] { engine == .ready ? [.learn(journal)] : [] }

  mutating func profileFailed(_ sentence: String) -> [Effect] {
    if profile == .loading { say(sentence, .error) }
    profile = .unavailable(sentence)
    return refillIfNeeded()
  }

  static func words(for act: Act) -> String {
    switch act {
    case .save(let track): "Saved \(quoted(track))  (u undoes)"
    case .discard(let track, _): "Discarded \(quoted(track))  (u undoes)"
    case .notNow(let track): "Not now: \(quoted(track))  (u undoes)"
    case .clear(let track): "No verdict on \(quoted(track))  (u undoes)"
    case .skip(let track, _): "Skipped \(quoted(track))  (u undoes)"
    case .finish(let track, _): "Heard \(quoted(track))"
    case .name(let favoured): "Named \(favoured.title)  (u undoes)"
    case .undo, .redo: ""
    }
  }

  static func quoted(_ track: Track) -> String { "\"\(track.title)\" by \(track.artist.name)" }
}

extension State.Tally {
  init(of journal: Journal) {
    self.init()
    named = journal.named.count
    saved = journal.count(of: .saved)
    discarded = journal.count(of: .discarded)
  }
}
