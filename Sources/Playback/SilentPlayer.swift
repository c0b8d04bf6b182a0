import Synchronization

/// A player that makes no sound: for sessions without a screen and for tests. Time passes only when it is told to.
public final class SilentPlayer: Player {
  private struct Stage {
    var handler: (@Sendable (PlayerEvent) -> Void)?
    var entry: PlaylistEntry?
    var commands: [PlayerCommand] = []
    var isOver = false
  }

  private let stage = Mutex(Stage())
  private let keepsCommands: Bool

  /// A player at rest; one that is to tell of its commands keeps all of them.
  public init(keepsCommands: Bool = false) { self.keepsCommands = keepsCommands }

  /// Begins work.
  public func start(_ handler: @escaping @Sendable (PlayerEvent) -> Void) {
    stage.withLock { $0.handler = handler }
    tell(.output("silence"))
  }

  /// Takes a command; an entry that is opened runs at once.
  public func send(_ command: PlayerCommand) {
    let isOver = stage.withLock { stage in
      if keepsCommands { stage.commands.append(command) }
      return stage.isOver
    }
    guard !isOver else { return }
    switch command {
    case .open(let entry, let position, _): open(entry, from: position)
    case .seek(let position): if let entry = current { tell(.position(entry.id, position)) }
    case .stop: end(.stopped)
    case .prepare, .pause, .volume, .mute: break
    }
  }

  /// No event arrives any more.
  public func shutDown() {
    stage.withLock {
      $0.isOver = true
      $0.handler = nil
    }
  }

  /// All commands so far, oldest first.
  public var commands: [PlayerCommand] { stage.withLock { $0.commands } }

  /// The entry that plays.
  public var current: PlaylistEntry? { stage.withLock { $0.entry } }

  /// Lets the clock of the current entry show `seconds`.
  public func advance(to seconds: Double) {
    if let entry = current { tell(.position(entry.id, seconds)) }
  }

  /// Ends the current entry.
  public func end(_ outcome: Outcome) {
    let entry = stage.withLock { stage in
      defer { stage.entry = nil }
      return stage.entry
    }
    if let entry { tell(.ended(entry.id, outcome)) }
  }

  private func open(_ entry: PlaylistEntry, from position: Double) {
    end(.stopped)
    stage.withLock { $0.entry = entry }
    tell(.opening(entry.id))
    tell(.restarted(entry.id))
    if position > 0 { tell(.position(entry.id, position)) }
  }

  private func tell(_ event: PlayerEvent) {
    stage.withLock { $0.handler }?(event)
  }
}
