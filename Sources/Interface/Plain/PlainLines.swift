import Listening
import Playback
import Session
import TextUI

/// The session as plain lines, for screen readers and terminals that cannot move a cursor (`--plain`): a line for each
/// change, no signs, no clock.
public enum PlainLines {
  /// What changed between two states, in the order a listener wants to hear it, told in these keys. Clean text, one line each.
  public static func changes(from old: State, to new: State, keys: KeyTable = KeyTable()) -> [String] {
    let parts = [
      notices(old, new, keys), stage(old, new), player(old, new), engine(old, new), found(old, new),
      new.isOver && !old.isOver ? [end(old, new)] : [],
    ]
    return parts.joined().map(Text.clean)
  }

  private static func notices(_ old: State, _ new: State, _ keys: KeyTable) -> [String] {
    let last = old.notice?.number ?? 0
    return new.notices.filter { $0.number > last }.map(keys.words)
  }

  private static func end(_ old: State, _ new: State) -> String {
    if case .unavailable = new.profile { return "The session is over; nothing was kept." }
    let wentWrong = new.notices.contains { $0.number > old.notice?.number ?? 0 && $0.kind == .error }
    return wentWrong || !new.pending.isEmpty
      ? "The session is over; not everything could be saved." : "The session is over; everything is saved."
  }

  private static func stage(_ old: State, _ new: State) -> [String] {
    guard old.playing?.id != new.playing?.id else { return [] }
    guard let playing = new.playing else { return ["Nothing plays."] }
    let track = playing.track
    let facts = [
      track.duration.map { "length \(Words.clock($0))" }, track.exposure.heardBy.map { "heard by \(Words.count($0))" },
      ReasonText.long(playing), track.page,
    ]
    let lead = new.playback.isPaused ? "On stage, paused" : "Now"
    return ["\(lead): \(track.title) by \(track.artist.name)"] + facts.compactMap { $0 }.map { "  \($0)" }
  }

  private static func player(_ old: State, _ new: State) -> [String] {
    var lines: [String] = []
    if old.playback.isPaused != new.playback.isPaused { lines.append(new.playback.isPaused ? "Paused." : "Playing.") }
    if old.playback.volume != new.playback.volume { lines.append("Volume \(new.playback.volume).") }
    if old.playback.isMuted != new.playback.isMuted { lines.append(new.playback.isMuted ? "Muted." : "Not muted.") }
    // How full the buffer is would be a line a second.
    if isBuffering(new) && !isBuffering(old) { lines.append("Buffering.") }
    if isBuffering(old) && !isBuffering(new) && new.playing?.id == old.playing?.id {
      lines.append("The sound runs again.")
    }
    return lines
  }

  private static func isBuffering(_ state: State) -> Bool {
    if case .buffering = state.playback.current?.activity { true } else { false }
  }

  private static func engine(_ old: State, _ new: State) -> [String] {
    switch (old.engine, new.engine) {
    case (.loading, .training): ["Learning the catalogue."]
    case (.ready, .ready): []
    case (_, .ready): ["Ready to recommend."]
    default: []
    }
  }

  private static func found(_ old: State, _ new: State) -> [String] {
    guard let found = new.found, found != old.found else { return [] }
    if let fault = found.fault { return ["The search failed: \(fault)"] }
    guard !found.favoured.isEmpty else { return ["Nothing found for \(found.words)."] }
    return ["Found for \(found.words); name and a number names one:"]
      + found.favoured.enumerated().map { number, favoured in
        switch favoured {
        case .artist(let artist): "  \(number + 1)  \(artist.name), artist, \(artist.id)"
        case .track(let track): "  \(number + 1)  \(favoured.title), track, \(track.id)"
        }
      }
  }
}
