import Foundation
import Interface
import Playback
import Session
import TextUI

/// What a listener wants of the world beside the session.
public struct Hands {
  /// Opens a page for a person to read.
  public var open: (String) -> Void
  /// Puts a text where it can be pasted from.
  public var copy: (String) -> Void
  /// Names the window.
  public var title: (String) -> Void

  /// States them.
  public init(
    open: @escaping (String) -> Void = { _ in }, copy: @escaping (String) -> Void = { _ in },
    title: @escaping (String) -> Void = { _ in }
  ) {
    self.open = open
    self.copy = copy
    self.title = title
  }
}

/// A session on a screen: input → update → frame, on one thread, which sleeps while nothing happens.
public struct ScreenLoop {
  private let screen: any Screen
  private let session: SessionLoop
  private let hands: Hands
  /// Whether the clock of the playing track is worth a frame.
  private let showsClock: Bool
  private let themes: ThemeFeed
  private let control: ControlFeed
  /// The window's title as it is.
  private var title = ""
  /// Sentences to begin with.
  private let notes: [String]
  /// The screen's own state.
  public private(set) var interface: InterfaceState

  /// A session that will run on `screen`.
  public init(
    _ screen: any Screen, _ state: State, _ interface: InterfaceState, _ services: Services, notes: [String] = [],
    hands: Hands = Hands(), themes: ThemeFeed = ThemeFeed(), control: ControlFeed = ControlFeed(),
    showsClock: Bool = true
  ) {
    self.themes = themes
    self.control = control
    self.notes = notes
    self.screen = screen
    self.interface = interface
    self.hands = hands
    self.showsClock = showsClock
    session = SessionLoop(state, services, waker: screen.waker)
  }

  /// Runs the session to its end, and answers with its last state. The first frame is shown before anything is opened.
  public mutating func run() -> State {
    for note in notes { session.take(.noted(note)) }
    present()
    themes.start(screen.waker)
    control.start(screen.waker)
    session.start()
    while !session.state.isOver {
      control.bulletin.tell(session, interface)
      if step() { present() }
      session.work()
    }
    session.finish()
    return session.state
  }

  /// What of the session could not be kept, a sentence each: the screen is gone when it is known.
  public var lost: [String] { session.lost }

  /// Waits for something to happen and takes all of it in; answers whether it is worth a frame.
  private mutating func step() -> Bool {
    guard let first = screen.next(milliseconds: nil) else { return false }
    var isVisible = handle(first)
    while !session.state.isOver, let input = screen.next(milliseconds: 0) {
      isVisible = handle(input) || isVisible
    }
    if let offered = themes.take() {
      for wish in interface.offer(offered) { grant(wish) }
      isVisible = true
    }
    for saying in control.take() {
      obey(saying)
      isVisible = true
    }
    return session.catchUp().contains { showsClock || !$0.isClock } || isVisible
  }

  private mutating func handle(_ input: Input) -> Bool {
    guard input != .woken else { return false }
    for wish in interface.handle(input, session.state, size: screen.size, at: Date()) { grant(wish) }
    return true
  }

  private mutating func obey(_ saying: ControlFeed.Saying) {
    switch saying {
    case .line(let text, let answer):
      ControlAnswer.give(to: text, session, &interface, size: screen.size, grant, answer)
    case .remote(let command): session.follow(command)
    }
  }

  private func grant(_ wish: Wish) {
    switch wish {
    case .command(let command): session.obey(command)
    case .open(let page): hands.open(page)
    case .copy(let text): hands.copy(text)
    case .export(let path): session.export(to: path)
    case .use(let theme): screen.use(theme)
    case .redraw: screen.redraw()
    case .quit: session.obey(.quit)
    }
  }

  private mutating func present() {
    screen.present(interface.frame(session.state, size: screen.size, now: Date()))
    let now = interface.windowTitle(session.state)
    guard now != title else { return }
    title = now
    hands.title(now)
  }
}

extension Event {
  /// Whether it only says how far the playing track is.
  fileprivate var isClock: Bool {
    guard case .player(let event, _) = self, case .position = event else { return false }
    return true
  }
}
