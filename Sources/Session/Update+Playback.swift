import Foundation
import Listening
import Playback

/// The stage: what plays, what follows, and what happens when it ends.
extension State {
  /// Puts a track on stage before anything is loaded, to go on where an earlier session left it.
  public mutating func begin(with track: Track, at seconds: Double) {
    playing = newEntry(track, nil, origin: .leftOver)
    if seconds > 5, seconds.isFinite { resumeAt[track.id] = seconds }
  }

  /// Puts tracks at the queue's head, in their order, to wait there as an earlier session left them.
  public mutating func lineUp(_ tracks: [Track]) {
    for track in tracks.reversed() where track.id != playing?.track.id {
      queue.pushHead(newEntry(track, nil, origin: .leftOver))
    }
  }

  /// Tracks at the queue's head that stay when the rest is replaced: placed by the listener, or opened ahead.
  public var linedUp: [Track] { queue.keptEntries.map(\.track) }

  mutating func playerIsReady() -> [Effect] {
    player = .ready
    let settings: [Effect] = [.player(.volume(playback.volume)), .player(.mute(playback.isMuted))]
    guard let playing else { return settings + stageIfEmpty() }
    return settings + (mayOpen(playing) ? resolve(playing) : [])
  }

  mutating func hear(_ event: PlayerEvent, at date: Date) -> [Effect] {
    if case .unavailable(let sentence) = event {
      player = .unavailable(sentence)
      say(sentence, .error)
    }
    if case .output(nil) = event, playback.output != .none {
      say("no sound device: the time is counted in silence", .warning)
    }
    if case .unknownOutput(let name) = event {
      say(
        "mpv knows no sound output \"\(name)\": correct the name or leave it out; the time is counted in silence",
        .warning)
    }
    switch playback.apply(event) {
    case .none: return []
    case .started:
      sounds()
      return prepareHead()
    case .ended(let outcome): return ended(outcome, at: date)
    }
  }

  /// What stood on the screen of tracks that would not play is no longer so, once there is sound.
  mutating func sounds() {
    if hasStopped {
      guard let playing, !playback.isPaused else { return }
      say("Plays again: \(Self.quoted(playing.track))")
    }
    failures = 0
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
    case .failed(let sentence, let isPassing):
      if let again = askAgain(at: position) { return again }
      return failed("\(Self.quoted(playing.track)): \(sentence)", isPassing: isPassing)
    case .stopped: return []
    }
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
      // Nothing of the track before is heard while the address is looked up.
      playback.clear()
      return [.player(.stop)] + (mayOpen(entry) ? resolve(entry) : [])
    }
    return start(entry, address)
  }

  /// Whether a track may be opened before there is to be sound: a service counts what it is asked for as played.
  private func mayOpen(_ entry: QueuedTrack) -> Bool { !playback.isPaused || entry.isOfThisMachine }

  private mutating func start(_ entry: QueuedTrack, _ address: StreamAddress) -> [Effect] {
    let item = PlaylistEntry(id: entry.id, address: address, duration: entry.track.duration)
    let position = resumeAt[entry.track.id] ?? 0
    playback.begin(item, from: position)
    guard player == .ready else { return [] }
    resumeAt[entry.track.id] = nil
    return [.player(.open(item, from: position, paused: playback.isPaused))]
  }

  /// Asks where an entry's sound is, unless the answer is on its way.
  mutating func resolve(_ entry: QueuedTrack) -> [Effect] {
    resolving.insert(entry.id).inserted ? [.resolve(entry.id, entry.track.id)] : []
  }

  /// Calls off the lookups of entries that neither play nor come next. Who needs one after all asks anew.
  mutating func callOffLookups() -> [Effect] {
    let idle = resolving.subtracting([playing?.id, queue.head?.id].compactMap { $0 })
    resolving.subtract(idle)
    return idle.sorted().map { .callOff($0) }
  }

  mutating func resolved(_ id: EntryID, _ address: StreamAddress) -> [Effect] {
    guard resolving.remove(id) != nil else { return [] }
    vainLookups = 0
    if let playing, playing.id == id { return start(playing, address) }
    guard let head = queue.head, head.id == id else { return [] }
    queue.commitHead(address)
    return [.player(.prepare(PlaylistEntry(id: id, address: address, duration: head.track.duration)))]
  }

  /// Has the next track opened ahead, so that it answers at once. While the session is held nothing follows: it waits until
  /// there is sound.
  mutating func prepareHead() -> [Effect] {
    guard let head = queue.head else { return [.player(.prepare(nil))] }
    guard queue.headAddress == nil, !playback.isPaused, canLookAhead else { return [] }
    return resolve(head)
  }
}
