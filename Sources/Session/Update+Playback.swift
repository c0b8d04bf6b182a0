import Foundation
import Listening
import Playback

/// The stage: what plays, what follows, and what happens when it ends.
extension State {
  /// How many tracks in a row may fail before the session stops and explains.
  static let mostFailures = 3

  /// Puts a track on stage before anything is loaded, to go on where an earlier session left it.
  public mutating func begin(with track: Track, at seconds: Double) {
    playing = newEntry(track, nil)
    if seconds > 5 { resumeAt[track.id] = seconds }
  }

  mutating func playerIsReady() -> [Effect] {
    player = .ready
    let settings: [Effect] = [.player(.volume(playback.volume)), .player(.mute(playback.isMuted))]
    guard let playing else { return settings + stageIfEmpty() }
    return settings + [.resolve(playing.id, playing.track.id)]
  }

  mutating func hear(_ event: PlayerEvent, at date: Date) -> [Effect] {
    if case .unavailable(let sentence) = event {
      player = .unavailable(sentence)
      say(sentence, .error)
    }
    if case .output(nil) = event, playback.output != .none {
      say("no sound device: the time is counted in silence", .warning)
    }
    switch playback.apply(event) {
    case .none: return []
    case .started:
      failures = 0
      return prepareHead()
    case .ended(let outcome): return ended(outcome, at: date)
    }
  }

  private mutating func ended(_ outcome: Outcome, at date: Date) -> [Effect] {
    guard let playing else { return [] }
    switch outcome {
    case .finished:
      let act = Act.finish(playing.track, heard: heard(of: playing.track.id))
      return record(act, at: date) + advance()
    case .cut(let seconds):
      if let again = askAgain(at: seconds) { return again }
      return failed("the stream of \(Self.quoted(playing.track)) broke off after \(Int(seconds)) s")
    case .failed(let sentence):
      if let again = askAgain(at: 0) { return again }
      return failed("\(Self.quoted(playing.track)): \(sentence)")
    case .stopped: return []
    }
  }

  /// Asks a service once more where the sound is, to go on at that place: its addresses end after a while, as in a long pause.
  private mutating func askAgain(at seconds: Double) -> [Effect]? {
    guard let playing, ![.file, .demo].contains(playing.track.id.source), askedAgain.insert(playing.id).inserted
    else { return nil }
    resumeAt[playing.track.id] = seconds
    return [.resolve(playing.id, playing.track.id)]
  }

  /// Marks the track on stage as unplayable and goes on; stops after a few in a row.
  private mutating func failed(_ sentence: String) -> [Effect] {
    if let playing { unplayable.insert(playing.track.id) }
    failures += 1
    guard failures < Self.mostFailures else {
      failures = 0
      playback.pause(true)
      say("stopped after \(Self.mostFailures) tracks that would not play; last: \(sentence)", .error)
      return advance()
    }
    say(sentence, .warning)
    return advance()
  }

  /// Brings the next track on stage; refills behind it.
  mutating func advance() -> [Effect] {
    if let playing { past.append(playing) }
    if past.count > 200 { past.removeFirst(100) }
    guard let (entry, address) = queue.popHead() else {
      playing = nil
      playback.clear()
      return [.player(.stop)] + refillIfNeeded()
    }
    playing = entry
    return open(entry, address) + refillIfNeeded()
  }

  /// Brings a track on stage where there is none.
  mutating func stageIfEmpty() -> [Effect] {
    guard playing == nil, !queue.entries.isEmpty else { return [] }
    return advance()
  }

  private mutating func open(_ entry: QueuedTrack, _ address: StreamAddress?) -> [Effect] {
    guard let address else {
      playback.clear()
      return [.resolve(entry.id, entry.track.id)]
    }
    return start(entry, address)
  }

  private mutating func start(_ entry: QueuedTrack, _ address: StreamAddress) -> [Effect] {
    let item = PlaylistEntry(id: entry.id, address: address, duration: entry.track.duration)
    let position = resumeAt[entry.track.id] ?? 0
    playback.begin(item, from: position)
    guard player == .ready else { return [] }
    resumeAt[entry.track.id] = nil
    return [.player(.open(item, from: position, paused: playback.isPaused))]
  }

  mutating func resolved(_ id: EntryID, _ address: StreamAddress) -> [Effect] {
    if let playing, playing.id == id { return start(playing, address) }
    guard let head = queue.head, head.id == id else { return [] }
    queue.commitHead(address)
    return [.player(.prepare(PlaylistEntry(id: id, address: address, duration: head.track.duration)))]
  }

  mutating func unresolvable(_ id: EntryID, _ sentence: String) -> [Effect] {
    if let playing, playing.id == id { return failed("\(Self.quoted(playing.track)): \(sentence)") }
    guard let entry = queue.remove(id) else { return [] }
    unplayable.insert(entry.track.id)
    return prepareHead() + refillIfNeeded()
  }

  /// Has the next track opened ahead, so that it answers at once.
  mutating func prepareHead() -> [Effect] {
    guard let head = queue.head else { return [.player(.prepare(nil))] }
    guard queue.headAddress == nil else { return [] }
    return [.resolve(head.id, head.track.id)]
  }
}
