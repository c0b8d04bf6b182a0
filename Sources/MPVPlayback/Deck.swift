import Listening
import Playback

extension StreamAddress {
  /// Whether its loudness is even with others by itself: sound made inside the program is made so.
  fileprivate var isEven: Bool {
    if case .own = self { true } else { false }
  }
}

/// One instance of mpv and the entry that lies on it. Used by the desk's thread alone.
final class Deck {
  private let handle: MPVHandle
  /// What lies on it.
  private(set) var reel: Reel?
  /// The audio output in use; nil while there is none.
  private(set) var output: String?
  /// Whether libmpv went down by itself.
  private(set) var isDead = false
  private var unveiling: UInt64?
  private var seekWhenRunning: Double?

  init(_ handle: MPVHandle) { self.handle = handle }

  /// Puts an entry on, in place of the one that lies there. Requests are served in the order made.
  func load(_ entry: PlaylistEntry, text: String, from position: Double, paused: Bool) {
    unveiling = nil
    seekWhenRunning = nil
    handle.set("af", entry.address.isEven ? "" : MPVOptions.evenLoudness)
    handle.set("pause", paused)
    handle.set("start", position > 0 ? String(position) : "none")
    reel = Reel(entry, ticket: handle.command("loadfile", text, "replace"), from: position)
  }

  /// Lets the entry that was loaded paused be heard.
  func unveil(from position: Double, paused: Bool) {
    if position > 0 { seek(to: position) }
    let ticket = handle.set("pause", paused)
    // A seek tells of the restart by itself.
    if reel?.isRunning == true, position <= 0 { unveiling = ticket }
  }

  /// Takes the entry off.
  func unload() {
    guard reel != nil else { return }
    if reel?.isOver == false { handle.command("stop") }
    reel = nil
  }

  /// Goes to a place; where nothing runs yet, as soon as it does.
  func seek(to seconds: Double) {
    guard reel?.isRunning == true else {
      seekWhenRunning = seconds
      return
    }
    handle.command("seek", String(seconds), "absolute+exact")
  }

  /// Holds the sound, or lets it go on.
  func pause(_ pauses: Bool) { handle.set("pause", pauses) }

  /// Sets the volume, 0 to 100.
  func turn(to volume: Int) { handle.set("volume", Double(min(100, max(0, volume)))) }

  /// Silences, or no longer.
  func mute(_ mutes: Bool) { handle.set("mute", mutes) }

  /// Opens the sound device again: another deck held it when this one asked.
  func reopenOutput() { handle.command("ao-reload") }

  /// Takes in all that libmpv has said since, and the lines of its log.
  func listen() -> (events: [PlayerEvent], lines: [String]) {
    var heard: (events: [PlayerEvent], lines: [String]) = ([], [])
    while let event = handle.next() {
      if case .log(let line) = event { heard.lines.append(line) } else { heard.events += take(event) }
    }
    return heard
  }

  /// Judges an entry that is over, with the lines that may say why; `isLate` once they have been waited for.
  func settle(_ lines: [String], isLate: Bool) -> [PlayerEvent] {
    reel?.complain(lines)
    return reel?.settle(isLate: isLate) ?? []
  }

  /// Whether an entry is over and the line that says why may still come.
  var awaitsReason: Bool { reel?.awaitsReason == true }

  private func take(_ event: MPVEvent) -> [PlayerEvent] {
    switch event {
    case .output(let name): output = name
    case .shutdown: isDead = true
    case .reply(let ticket, _, _) where ticket == unveiling:
      unveiling = nil
      return reel.map { [.restarted($0.entry.id)] } ?? []
    default: break
    }
    let events = reel?.take(event) ?? []
    if event == .restarted, let seconds = seekWhenRunning, reel?.isRunning == true {
      seekWhenRunning = nil
      seek(to: seconds)
    }
    return events
  }

  /// Asks libmpv to end, without waiting.
  func quit() { handle.command("quit") }

  /// Ends the instance; may block while a server hangs.
  func destroy() { handle.destroy() }
}
