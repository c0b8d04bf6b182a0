import Listening
import Playback
import Session

/// What a listener's own program is told of.
public enum HookEvent: Hashable, Sendable {
  /// The track begins to sound.
  case started(Track)
  /// An act was written.
  case acted(Interaction)
}

/// Tells what happens of a session's events, each once.
struct HookEvents {
  private var sounding: EntryID?

  /// What an event that the session has taken means; nil for most.
  mutating func meant(by event: Event, _ state: State) -> HookEvent? {
    switch event {
    case .recorded(let interaction, _): return .acted(interaction)
    // The clock of a track that was held when it was opened is the first to tell that it sounds.
    case .player(.restarted(let id), _), .player(.position(let id, _), _):
      guard id != sounding, let entry = state.playing, entry.id == id, !state.playback.isPaused else { return nil }
      sounding = id
      return .started(entry.track)
    default: return nil
    }
  }
}
