import Foundation
import Interface
import Playback
import Session
import Synchronization

/// What other programs are told of a session: how it stands, whenever that has changed, and where the clock is whenever they ask.
public final class Bulletin: Sendable {
  /// Hears of a change on the session's thread, and keeps it waiting for nothing; the line is the answer to `ctl status`.
  public typealias Watcher = @Sendable (NowPlaying, _ line: () -> String) -> Void

  private struct Told {
    var now = NowPlaying()
    var clock = Clock()
    /// What the message line said then.
    var said = ""
    var watchers: [Int: Watcher] = [:]
    var nextNumber = 1
  }

  private let told = Mutex(Told())

  /// Nothing was told yet.
  public init() {}

  /// Tells `watcher` of every change from now on, until `unwatch` is called with the number. From any thread.
  @discardableResult
  public func watch(_ watcher: @escaping Watcher) -> Int {
    told.withLock { told in
      defer { told.nextNumber += 1 }
      told.watchers[told.nextNumber] = watcher
      return told.nextNumber
    }
  }

  /// Tells the watcher of this number nothing more.
  public func unwatch(_ number: Int) { told.withLock { $0.watchers[number] = nil } }

  /// Where the track on stage is now, in seconds. From any thread.
  public var position: Double { told.withLock { $0.clock }.now }

  /// Looks at the session, and tells those who watch if there is something to tell.
  func tell(_ session: SessionLoop, _ interface: InterfaceState) {
    let state = session.state
    var now = NowPlaying(state, jumps: session.jumps)
    let news = told.withLock { told -> (watchers: [Watcher], saidBefore: String)? in
      told.clock.set(position: state.position, length: state.length, isMoving: now.isSounding)
      now.caption = now.entry == told.now.entry ? told.now.caption : interface.notification(state)
      guard now != told.now else { return nil }
      defer { told.said = interface.said(state) }
      told.now = now
      return (Array(told.watchers.values), told.said)
    }
    guard let news else { return }
    // Made where somebody reads it, and once for all.
    lazy var line = ControlAnswer(news: state, interface, saidBefore: news.saidBefore).text
    for watcher in news.watchers { watcher(now) { line } }
  }
}

extension Bulletin {
  /// The audio clock as it was read, and how to go on from there.
  private struct Clock {
    private var position = 0.0
    private var length: Double?
    private var isMoving = false
    private var instant = ContinuousClock.now

    /// The clock is read several times a second; when it is not, something stands still.
    private static let longestStep = Duration.seconds(1)

    /// Takes a reading; one that says nothing new was made before.
    mutating func set(position: Double, length: Double?, isMoving: Bool) {
      guard (position, length, isMoving) != (self.position, self.length, self.isMoving) else { return }
      (self.position, self.length, self.isMoving) = (position, length, isMoving)
      instant = .now
    }

    var now: Double {
      let passed = isMoving ? min(instant.duration(to: .now), Self.longestStep) / .seconds(1) : 0
      return min(position + passed, length ?? .infinity)
    }
  }
}
