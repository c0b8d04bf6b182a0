import Dispatch
import Foundation
import Glibc
import Runtime
import Synchronization

extension ControlSocket {
  /// Sends how the session stands, and again whenever that changes, until the caller goes.
  static func watch(_ caller: Int32, _ feed: ControlFeed) {
    let lines = PushedLines()
    let number = feed.bulletin.watch { _, line in lines.add(line()) }
    feed.say("status") { lines.add($0) }
    let sender = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      while let line = lines.next(), send(line + "\n", to: caller) {}
      sender.signal()
    }
    while read(from: caller) != nil {}
    feed.bulletin.unwatch(number)
    lines.close()
    // A caller who stopped reading, too, must not keep the sender.
    shutdown(caller, Int32(SHUT_RDWR))
    sender.wait()
  }
}

/// Lines on their way to a caller who may read slowly.
private final class PushedLines: Sendable {
  private struct State {
    var lines: [String] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let bell = DispatchSemaphore(value: 0)

  /// So many wait; then the oldest go: each tells all.
  private static let most = 100

  func add(_ line: String) {
    state.withLock { state in
      if state.lines.count == Self.most { state.lines.removeFirst() }
      state.lines.append(line)
    }
    bell.signal()
  }

  func close() {
    state.withLock { $0.isClosed = true }
    bell.signal()
  }

  /// Waits for the next line; nil once closed.
  func next() -> String? {
    while true {
      bell.wait()
      let (line, isClosed) = state.withLock { ($0.lines.isEmpty ? nil : $0.lines.removeFirst(), $0.isClosed) }
      if isClosed { return nil }
      if let line { return line }
    }
  }
}
