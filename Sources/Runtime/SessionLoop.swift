import Foundation
import Session
import TextUI

/// The session at work: it holds the state, gives events to `update`, and effects to those who do the work.
///
/// Belongs to one thread; only `waker` is called from others.
public final class SessionLoop {
  /// The session now.
  public private(set) var state: State
  /// How often the listener went to another place of a track.
  private(set) var jumps = 0
  /// What could not be written when the session ended, a sentence each.
  private(set) var lost: [String] = []
  private let inbox: Inbox
  private let crew: Crew
  private let announce: @Sendable (HookEvent) -> Void
  private var hookEvents = HookEvents()
  /// What `update` wants done outside and nobody has begun.
  private var effects: [Effect] = []

  /// Who waits until all acts are written.
  private var waiting: [(State) -> Void] = []

  /// Prepares a session; `waker` is called whenever something has happened outside.
  public init(_ state: State, _ services: Services, waker: @escaping Waker) {
    self.state = state
    inbox = Inbox(waker)
    announce = services.announce
    crew = Crew(services, inbox)
  }

  /// Begins to open profile, catalogue, engine and player. Returns at once; what comes of it arrives as events.
  public func start() { crew.start() }

  /// What an event does: the new state at once; the work outside waits for `work`.
  public func take(_ event: Event) {
    let before = (entry: state.playing?.id, position: state.position, queue: state.queue)
    effects += update(&state, event)
    // Of all commands those alone move the clock that leave its track on stage.
    if case .command = event, state.playing?.id == before.entry, state.position != before.position { jumps += 1 }
    tellWritten()
    if let told = hookEvents.meant(by: event, state, after: before.queue) { announce(told) }
  }

  /// Begins the work outside: once what was asked for stands on the screen, which waits for nobody.
  public func work() {
    for effect in effects { crew.run(effect) }
    effects = []
  }

  /// Calls `tell` once all acts are on disk, or refused; at once where they are.
  func whenWritten(_ tell: @escaping (State) -> Void) {
    waiting.append(tell)
    tellWritten()
  }

  private func tellWritten() {
    guard state.isWritten else { return }
    defer { waiting = [] }
    for tell in waiting { tell(state) }
  }

  /// The listener wants something, now.
  public func obey(_ command: Command) { take(.command(command, at: Date())) }

  /// Writes the saved tracks into a file; a notice says what came of it, and `tell` hears of it, on any thread.
  public func export(to path: String, then tell: @escaping @Sendable (Exported) -> Void = { _ in }) {
    crew.export(to: path, then: tell)
  }

  /// Takes in what has happened outside; answers what it was.
  @discardableResult
  public func catchUp() -> [Event] {
    let events = inbox.take()
    for event in events { take(event) }
    return events
  }

  /// Ends the sound, waits until every act is on disk, and tells of the last ones.
  public func finish() {
    let last = state.notice?.number ?? 0
    work()
    // An undo may wait for the act that it takes back, and is an act of its own then.
    while crew.waitUntilWritten(), !state.pending.isEmpty, !catchUp().isEmpty { work() }
    crew.finish()
    catchUp()
    lost = state.notices.filter { $0.number > last && $0.kind == .error }.map(\.text)
    if case .unavailable(let sentence) = state.profile { lost.append("nothing was kept: \(sentence)") }
    if !state.pending.isEmpty { lost.append("the last of what you did could not be written in time") }
    announce(.quit)
  }
}

/// What came of writing the saved tracks into a file, in one sentence.
public enum Exported: Hashable, Sendable {
  case written(String)
  case refused(String)
}
