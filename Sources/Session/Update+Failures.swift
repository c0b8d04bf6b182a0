import Foundation
import Listening
import Playback

/// What would not play: asked for once more, left behind, and after a few in a row no longer tried.
extension State {
  /// How many tracks in a row may fail before the session stops and explains.
  static let mostFailures = 3

  /// Whether the session has stopped because nothing would play. Sound forgives all failures.
  var hasStopped: Bool { failures >= Self.mostFailures }

  /// So much of a track is heard, in seconds, before its address is asked for yet another time.
  private static let heardBetween = 30.0

  /// Looks once more for the sound of a stream, to go on at that place: a service's addresses end after a while, as in a long
  /// pause, and a server's line breaks.
  mutating func askAgain(at seconds: Double) -> [Effect]? {
    guard let playing, case .web? = playback.current?.entry.address else { return nil }
    let heard = heard(of: playing.track.id).seconds
    if let before = askedAgain[playing.id], heard - before < Self.heardBetween { return nil }
    askedAgain[playing.id] = heard
    resumeAt[playing.track.id] = seconds
    return resolve(playing)
  }

  /// Leaves the track on stage behind and goes on; stops after a few in a row. What `isPassing` may be played later.
  mutating func failed(_ sentence: String, isPassing: Bool = false) -> [Effect] {
    failures += 1
    guard !hasStopped else { return stop(explaining: sentence) }
    if let playing, !isPassing { unplayable.insert(playing.track.id) }
    say(sentence, .warning)
    return advance()
  }

  /// Asks for nothing more. The track stays on stage, to be looked for again when the listener wants sound.
  private mutating func stop(explaining sentence: String) -> [Effect] {
    if let playing { resumeAt[playing.track.id] = position }
    playback.pause(true)
    let words =
      failures > Self.mostFailures ? "still nothing plays" : "stopped after \(failures) tracks that would not play"
    say("\(words); last: \(sentence)", .error)
    return [.player(.stop)]
  }

  /// Looks again for the sound of a track that is on stage without any.
  mutating func reopen() -> [Effect] {
    guard let playing, player == .ready else { return [] }
    return resolve(playing)
  }

  /// Whether tracks are looked up before their turn: not where one after the other has no sound.
  var canLookAhead: Bool { vainLookups < Self.mostFailures }

  mutating func leaveOut(_ tracks: Set<TrackID>) -> [Effect] {
    unplayable.formUnion(tracks)
    return []
  }

  mutating func unresolvable(_ id: EntryID, _ sentence: String, isPassing: Bool) -> [Effect] {
    guard resolving.remove(id) != nil else { return [] }
    if let playing, playing.id == id {
      return failed("\(Self.quoted(playing.track)): \(sentence)", isPassing: isPassing)
    }
    // What may pass keeps its row: it is asked for again when its turn comes.
    guard !isPassing else { return [] }
    vainLookups += 1
    // After a few in a row the rows stay: their turn will tell the listener why, and stop.
    guard canLookAhead, let entry = queue.remove(id) else { return [] }
    unplayable.insert(entry.track.id)
    return prepareHead() + refillIfNeeded()
  }
}
