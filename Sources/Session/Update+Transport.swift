import Foundation
import Listening
import Playback

/// Play, hold, seek, volume, and moves in the queue.
extension State {
  mutating func togglePause() -> [Effect] {
    if case .unavailable(let sentence) = player { say(sentence, .error) }
    playback.pause(!playback.isPaused)
    guard !playback.isPaused else { return [.player(.pause(true))] }
    guard !awaitsOpening else { return [.player(.pause(false))] + reopen() }
    // What is still being opened plays when it says so itself.
    if let current = playback.current, current.activity != .opening { sounds() }
    return [.player(.pause(false))] + prepareHead()
  }

  /// Goes to a place. A track that is still to be opened will begin there.
  mutating func seek(to seconds: Double) -> [Effect] {
    guard let playing else { return nothingPlays() }
    let place = min(max(0, seconds), max(0, (length ?? .infinity) - 0.5))
    guard !awaitsOpening else {
      resumeAt[playing.track.id] = place
      return []
    }
    playback.moved(to: place)
    return [.player(.seek(to: place))]
  }

  mutating func seek(toShare share: Double) -> [Effect] {
    guard playing != nil else { return nothingPlays() }
    return length.map { seek(to: share * $0) } ?? []
  }

  /// Says why what is about the track on stage does nothing.
  mutating func nothingPlays() -> [Effect] {
    say("nothing plays yet", .warning)
    return []
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
    guard let playing else { return queue.entries.isEmpty ? nothingPlays() : advance() }
    // A track that would not play, or whose sound is still looked for, was not skipped.
    guard !hasStopped, !resolving.contains(playing.id) else { return advance() }
    let act = Act.skip(playing.track, heard: heard(of: playing.track.id))
    say(Self.words(for: act))
    return record(act, at: date, leaving: whereabouts(of: playing.track.id)) + advance()
  }

  mutating func previous() -> [Effect] {
    if let current = playback.current, current.position > 5 { return seek(to: 0) }
    guard let last = past.popLast() else { return seek(to: 0) }
    for entry in [playing, last].compactMap({ $0 }) {
      queue.remove(track: entry.track.id)
      queue.pushHead(again(entry))
    }
    playing = nil
    return advance()
  }

  /// Plays a track, with sound where the session was held. One that is on stage goes on, and does not begin anew.
  mutating func play(_ track: Track, at date: Date) -> [Effect] {
    guard playing?.track.id != track.id else {
      guard !playback.isPaused else { return togglePause() }
      say("That track plays: \(Self.quoted(track))", .warning)
      return []
    }
    bringToHead(track)
    playback.pause(false)
    return skip(at: date)
  }

  mutating func playNext(_ track: Track) -> [Effect] {
    guard playing?.track.id != track.id else {
      say("That track plays: \(Self.quoted(track))", .warning)
      return []
    }
    bringToHead(track)
    say("Next: \(Self.quoted(track))")
    return stageIfEmpty() + prepareHead()
  }

  /// The row of a track, or a new one, at the queue's head. One that is there stays, with its sound where that is known.
  private mutating func bringToHead(_ track: Track) {
    if queue.head?.track.id == track.id { return queue.keepHead() }
    let entry = queue.row(of: track.id).flatMap { queue.remove($0.entry.id) } ?? newEntry(track, nil)
    queue.pushHead(entry)
  }

  mutating func remove(_ track: Track) -> [Effect] {
    guard let row = queue.row(of: track.id) else {
      say("It has left the queue already: \(Self.quoted(track))", .warning)
      return []
    }
    queue.remove(track: track.id)
    removed.insert(track.id)
    takenOut = row
    say("Out of the queue: \(Self.quoted(track))  (u undoes)")
    return prepareHead() + refillIfNeeded()
  }

  /// Puts the row back that was taken out last.
  mutating func putBack(_ row: Queue.Row) -> [Effect] {
    takenOut = nil
    removed.remove(row.entry.track.id)
    if queue.row(of: row.entry.track.id) == nil { queue.insert(row) }
    say("Back in the queue: \(Self.quoted(row.entry.track))")
    return stageIfEmpty() + prepareHead()
  }
}
