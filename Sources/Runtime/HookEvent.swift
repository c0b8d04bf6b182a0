import Listening
import Playback
import Session

/// What a listener's own program is told of.
public enum HookEvent: Hashable, Sendable {
  /// The track begins to sound.
  case started(Track)
  /// An act was written.
  case acted(Interaction)
  /// The stream of a track that sounded ran dry, at that second of it.
  case buffering(Track, at: Double)
  /// It runs again.
  case resumed(Track, at: Double)
  /// The queue was filled anew: what comes next, the first of it.
  case refilled([Track])
  /// The engine works with a newer model.
  case trained
  /// The session is over.
  case quit
}

/// Tells what happens of a session's events, each once.
struct HookEvents {
  private var sounding: EntryID?
  private var isBuffering = false
  private var hasEngine = false

  /// How many rows of a queue are told.
  private static let rows = 10

  /// What an event that the session has taken means; nil for most. `queue` is what came next before it.
  mutating func meant(by event: Event, _ state: State, after queue: Queue) -> HookEvent? {
    if case .recorded(let interaction, _) = event { return .acted(interaction) }
    // The last acts are written after the end, and nothing else counts any more.
    guard !state.isOver else { return nil }
    switch event {
    case .player(let event, _): return heard(event, state)
    case .refilled:
      guard state.queue != queue else { return nil }
      return .refilled(state.queue.entries.prefix(Self.rows).map(\.track))
    case .engineReady:
      defer { hasEngine = true }
      return hasEngine ? .trained : nil
    default: return nil
    }
  }

  private mutating func heard(_ event: PlayerEvent, _ state: State) -> HookEvent? {
    guard let entry = state.playing, let current = state.playback.current, current.entry.id == entry.id else {
      return nil
    }
    switch event {
    // The clock of a track that was held when it was opened is the first to tell that it sounds.
    case .restarted(entry.id) where sounding != entry.id, .position(entry.id, _) where sounding != entry.id:
      guard !state.playback.isPaused else { return nil }
      (sounding, isBuffering) = (entry.id, false)
      return .started(entry.track)
    default: return flow(entry, current)
    }
  }

  /// A stream is told to run dry once, however often the player says how far it is filled.
  private mutating func flow(_ entry: QueuedTrack, _ current: PlaybackState.Current) -> HookEvent? {
    guard sounding == entry.id else { return nil }
    switch current.activity {
    case .buffering where !isBuffering:
      isBuffering = true
      return .buffering(entry.track, at: current.position)
    case .running where isBuffering:
      isBuffering = false
      return .resumed(entry.track, at: current.position)
    default: return nil
    }
  }
}
