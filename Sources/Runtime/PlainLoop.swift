import Dispatch
import Foundation
import Interface
import Session
import Synchronization
import TextUI

/// A session in plain lines, for screen readers, logs and terminals that cannot place a cursor: a line for each change, no clock.
///
/// What is typed is a key or a command of the same table as on the screen, and Enter.
public struct PlainLoop {
  private let session: SessionLoop
  private let bell: DispatchSemaphore
  private let notes: [String]
  private let typed = Typed()
  private let control: ControlFeed
  /// The screen's own state, as far as lines have one.
  public private(set) var interface: InterfaceState

  /// A session that will be told in lines.
  public init(
    _ state: State, _ interface: InterfaceState, _ services: Services, notes: [String] = [],
    control: ControlFeed = ControlFeed()
  ) {
    self.control = control
    let bell = DispatchSemaphore(value: 0)
    self.bell = bell
    self.interface = interface
    // No hands: the address itself is told.
    self.interface.settings.copies = false
    self.interface.settings.opensPages = false
    self.notes = notes
    session = SessionLoop(state, services) { bell.signal() }
  }

  /// Runs the session until it is left or the lines end, and answers with its last state.
  public mutating func run(lines: @escaping @Sendable () -> String?, write: (String) -> Void) -> State {
    write("crescendo: type a key or a command and Enter; ? lists them.")
    for note in notes { session.take(.noted(note)) }
    var told = State()
    session.start()
    typed.read(lines, bell)
    control.start { [bell] in bell.signal() }
    while !session.state.isOver {
      tellChanges(since: told, write)
      told = session.state
      session.work()
      control.bulletin.tell(session, interface)
      bell.wait()
      session.catchUp()
      for line in typed.take() { obey(line, write) }
      for saying in control.take() { obey(saying) }
    }
    session.finish()
    tellChanges(since: told, write)
    return session.state
  }

  /// What of the session could not be kept, a sentence each.
  public var lost: [String] { session.lost }

  private func tellChanges(since old: State, _ write: (String) -> Void) {
    let keys = interface.settings.keys
    for line in PlainLines.changes(from: old, to: session.state, keys: keys) { write(line) }
  }

  private mutating func obey(_ line: String?, _ write: (String) -> Void) {
    guard let line else { return session.obey(.quit) }
    let (wishes, answers) = interface.obey(line: line, session.state, at: Date())
    for wish in wishes { grant(wish) }
    for answer in answers { write(answer) }
  }

  private mutating func obey(_ saying: ControlFeed.Saying) {
    switch saying {
    case .line(let text, let answer):
      let size = Size(columns: 80, rows: 24)
      ControlAnswer.give(to: text, session, &interface, size: size, grant, answer)
    case .remote(let command): session.follow(command)
    }
  }

  private func grant(_ wish: Wish) {
    switch wish {
    case .command(let command): session.obey(command)
    case .quit: session.obey(.quit)
    case .export(let path): session.export(to: path)
    case .open, .copy, .use, .redraw: break
    }
  }
}

/// Lines read on a thread of their own, as reading one blocks.
private final class Typed: Sendable {
  private let waiting = Mutex<[String?]>([])

  func read(_ lines: @escaping @Sendable () -> String?, _ bell: DispatchSemaphore) {
    Thread.detachNewThread { [self] in
      while true {
        let line = lines()
        waiting.withLock { $0.append(line) }
        bell.signal()
        if line == nil { return }
      }
    }
  }

  func take() -> [String?] {
    waiting.withLock { lines in
      defer { lines = [] }
      return lines
    }
  }
}
