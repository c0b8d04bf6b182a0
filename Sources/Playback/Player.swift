import Listening

/// The number of an entry, never used twice in a session. Everything the player says carries it.
public typealias EntryID = Int

/// One track on its way to the ear.
public struct PlaylistEntry: Hashable, Sendable {
  /// Its number.
  public let id: EntryID
  /// Where the sound is.
  public let address: StreamAddress
  /// The length that the catalogue says, in seconds; a stream that ends long before it was cut.
  public let duration: Double?

  /// Numbers an address.
  public init(id: EntryID, address: StreamAddress, duration: Double?) {
    self.id = id
    self.address = address
    self.duration = duration
  }
}

/// What a player is told. Never answered at once: what comes of it arrives as events.
public enum PlayerCommand: Hashable, Sendable {
  /// Play this entry now, from its beginning or from a position in seconds.
  case open(PlaylistEntry, from: Double, paused: Bool)
  /// Open this entry ahead, silently, to be ready when `open` names it; nil forgets the one prepared.
  case prepare(PlaylistEntry?)
  /// Stop the sound and hold the place, or go on.
  case pause(Bool)
  /// Go to a position in seconds.
  case seek(to: Double)
  /// Set the volume, 0 to 100.
  case volume(Int)
  /// Silence without moving the volume.
  case mute(Bool)
  /// Play nothing.
  case stop
}

/// What a player says. Entries are those of `open`; an event of an entry that was replaced may still arrive.
public enum PlayerEvent: Hashable, Sendable {
  /// The entry is being opened.
  case opening(EntryID)
  /// Sound of the entry runs, at first or again after a seek.
  case restarted(EntryID)
  /// The audio clock, in seconds. At most a few a second.
  case position(EntryID, Double)
  /// The length as the stream says it, in seconds.
  case duration(EntryID, Double)
  /// The stream ran dry (filled so far, 0 to 100), or runs again (nil).
  case buffering(EntryID, Int?)
  /// The entry is over.
  case ended(EntryID, Outcome)
  /// The sound goes to this output; nil where there is no device and the silence is counted.
  case output(String?)
  /// The listener asked for an output of this name, and there is none.
  case unknownOutput(String)
  /// The player cannot work at all: the sentence says what to do.
  case unavailable(String)
}

/// How an entry ended.
public enum Outcome: Hashable, Sendable {
  /// Heard to its end.
  case finished
  /// The stream broke off after so many seconds.
  case cut(at: Double)
  /// It could not be opened or decoded: one sentence for the listener; where `isPassing`, it may be later.
  case failed(String, isPassing: Bool = false)
  /// Replaced or stopped by a command.
  case stopped
}

/// The one that makes sound.
///
/// Contract: `send` returns at once from any thread; events arrive in order on the handler given at start, from a thread
/// of the player's own; after `shutDown` returns no event arrives and `send` does nothing.
public protocol Player: Sendable {
  /// Begins work; events go to `handler`. Called once.
  func start(_ handler: @escaping @Sendable (PlayerEvent) -> Void)
  /// Passes a command on.
  func send(_ command: PlayerCommand)
  /// Ends all sound and frees the device. Blocks until done, at most about half a second.
  func shutDown()
}
