import Foundation
import Listening
import Playback

/// Play, hold, seek, volume, and moves in the queue.
extension State {
  mutating func togglePause() -> [Effect] {
    if case .unavailable(let sentence) = player { say(sentence, .error) }
    playback.pause(!playback.isPaused)
    guard !playback.isPaused else { return [.player(.pause(true))] }
    return [.player(.pause(false))] + (awaitsOpening ? reopen() : prepareHead())
  }

  /// Goes to a place. A track that is still to be opened will begin there.
  mutating func seek(to seconds: Double) -> [Effect] {
    guard let playing else { return [] }
    let place = min(max(0, seconds), max(0, (length ?? .infinity) - 0.5))
    guard !awaitsOpening else {
      resumeAt[playing.track.id] = place
      return []
    }
    playback.moved(to: place)
    return [.player(.seek(to: place))]
  }

  mutating func seek(toShare share: Double) -> [Effect] {
    length.map { seek(to: share * $0) } ?? []
  }

  mutating func turn(to volume: Int) -> [Effect] {
    playback.turn(to: volume)
    playback.mute(false)
    return [.player(.volume(playback.volume)), .player(.mute(false))]
  }

  mutating func toggleMute() -> [Effect] {
    playback.mute(!playback.isMuted)
    return [.player(.mute(playback.isMuted))]
  }

  mutating func skip(at date: Date) -> [Effect] {
    guard let playing else { return stageIfEmpty() }
    // A track that would not play was not skipped.
    guard !hasStopped else { return advance() }
    let act = Act.skip(playing.track, heard: heard(of: playing.track.id))
    say(Self.words(for: act))
    return record(act, at: date, leaving: playing) + advance()
  }

  mutating func previous() -> [Effect] {
    if let current = playback.current, current.position > 5 { return seek(to: 0) }
    guard let last = past.popLast() else { return seek(to: 0) }
    if let playing { queue.pushHead(newEntry(playing.track, playing.proposal)) }
    queue.pushHead(newEntry(last.track, last.proposal))
    playing = nil
    return advance()
  }

  /// Plays a row of the queue, with sound where the session was held.
  mutating func play(_ id: EntryID, at date: Date) -> [Effect] {
    guard let entry = queue.remove(id) else { return [] }
    queue.pushHead(entry)
    playback.pause(false)
    return skip(at: date)
  }

  mutating func playNext(_ id: EntryID) -> [Effect] {
    guard let entry = queue.remove(id) else { return [] }
    queue.pushHead(entry)
    say("Next: \(Self.quoted(entry.track))")
    return prepareHead()
  }

  /// Plays a track that need not be in the queue. One that is on stage goes on, and does not begin anew.
  mutating func hear(_ track: Track, at date: Date) -> [Effect] {
    guard playing?.track.id != track.id else { return playback.isPaused ? togglePause() : [] }
    return play(row(of: track), at: date)
  }

  mutating func hearNext(_ track: Track) -> [Effect] {
    guard playing?.track.id != track.id else {
      say("That track plays: \(Self.quoted(track))", .warning)
      return []
    }
    return playNext(row(of: track))
  }

  /// The row of a track; one at the queue's head where there is none.
  private mutating func row(of track: Track) -> EntryID {
    if let row = queue.row(of: track.id) { return row.entry.id }
    let entry = newEntry(track, nil)
    queue.pushHead(entry)
    return entry.id
  }

  mutating func remove(_ id: EntryID) -> [Effect] {
    guard let entry = queue.remove(id) else { return [] }
    removed.insert(entry.track.id)
    say("Out of the queue, without a verdict: \(Self.quoted(entry.track))")
    return prepareHead() + refillIfNeeded()
  }
}
