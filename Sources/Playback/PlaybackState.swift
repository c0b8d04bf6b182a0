/// What plays, how far, and through what: a pure state machine that follows the audio clock.
///
/// It changes by what the player says (`apply`) and by what it is told (`begin`, `pause` …). Events of entries that were
/// replaced are ignored.
public struct PlaybackState: Hashable, Sendable {
  /// The entry that plays; nil while there is none.
  public private(set) var current: Current?
  /// Whether the listener wants silence.
  public private(set) var isPaused: Bool
  /// The volume, 0 to 100.
  public private(set) var volume: Int
  /// Whether all sound is silenced.
  public private(set) var isMuted = false
  /// Where the sound goes.
  public private(set) var output = Output.unknown

  /// One entry on its way through the ear.
  public struct Current: Hashable, Sendable {
    /// Which.
    public let entry: PlaylistEntry
    /// What it is doing.
    public fileprivate(set) var activity = Activity.opening
    /// The audio clock, in seconds.
    public fileprivate(set) var position: Double
    /// The length in seconds: the catalogue's, else the stream's.
    public fileprivate(set) var duration: Double?
    /// Seconds of sound that reached the listener; seeking adds none.
    public fileprivate(set) var heard = 0.0
    /// Whether sound of it has run since it was opened.
    fileprivate var hasStarted = false
  }

  /// What an entry is doing.
  public enum Activity: Hashable, Sendable {
    /// Being opened; no sound yet.
    case opening
    /// Sound runs, unless paused.
    case running
    /// The stream ran dry; filled so far, 0 to 100.
    case buffering(Int)
  }

  /// Where the sound goes.
  public enum Output: Hashable, Sendable {
    /// Nothing was said yet.
    case unknown
    /// To this device.
    case device(String)
    /// To nowhere: there is no device, the time is counted in silence.
    case none
    /// No player at all: the sentence says what to do.
    case unavailable(String)
  }

  /// What an event meant for the session.
  public enum Change: Hashable, Sendable {
    /// Nothing beyond this state.
    case none
    /// Sound of the entry runs for the first time since it was opened.
    case started
    /// The entry is over.
    case ended(Outcome)
  }

  /// Silence, at this volume.
  public init(volume: Int = 80, isPaused: Bool = true) {
    self.volume = min(100, max(0, volume))
    self.isPaused = isPaused
  }

  /// Another entry takes the stage, or the same anew: what was heard of it stays heard.
  public mutating func begin(_ entry: PlaylistEntry, from position: Double = 0) {
    let heard = current?.entry.id == entry.id ? current?.heard : nil
    current = Current(entry: entry, position: position, duration: entry.duration, heard: heard ?? 0)
  }

  /// Nothing plays any more.
  public mutating func clear() { current = nil }

  /// The listener wants silence, or no longer.
  public mutating func pause(_ pauses: Bool) { isPaused = pauses }

  /// The listener moved the volume; it stays within 0 and 100.
  public mutating func turn(to volume: Int) { self.volume = min(100, max(0, volume)) }

  /// The listener silenced the sound, or no longer.
  public mutating func mute(_ mutes: Bool) { isMuted = mutes }

  /// The listener went to a place; the clock is believed there until the player says otherwise.
  public mutating func moved(to position: Double) { current?.position = position }

  /// Takes in what the player says.
  public mutating func apply(_ event: PlayerEvent) -> Change {
    switch event {
    case .output(let name): output = name.map { .device($0) } ?? .none
    case .unavailable(let sentence): output = .unavailable(sentence)
    case .unknownOutput: break
    case .opening(let id): change(id) { $0.activity = .opening }
    case .restarted(let id): return restarted(id)
    case .position(let id, let seconds): change(id) { $0.move(to: seconds) }
    case .duration(let id, let seconds): change(id) { $0.duration = $0.entry.duration ?? seconds }
    case .buffering(let id, let filled): change(id) { $0.activity = filled.map { .buffering($0) } ?? .running }
    case .ended(let id, let outcome): return current?.entry.id == id ? .ended(outcome) : .none
    }
    return .none
  }

  private mutating func restarted(_ id: EntryID) -> Change {
    guard current?.entry.id == id else { return .none }
    let isFirst = current?.hasStarted == false
    current?.hasStarted = true
    current?.activity = .running
    return isFirst ? .started : .none
  }

  private mutating func change(_ id: EntryID, _ body: (inout Current) -> Void) {
    guard var entry = current, entry.entry.id == id else { return }
    body(&entry)
    current = entry
  }
}

extension PlaybackState.Current {
  /// The longest step of the clock that is listening and not a seek, in seconds.
  private static let longestStep = 2.0

  fileprivate mutating func move(to seconds: Double) {
    let step = seconds - position
    if step > 0, step <= Self.longestStep { heard += step }
    if activity == .opening { activity = .running }
    position = seconds
  }
}
