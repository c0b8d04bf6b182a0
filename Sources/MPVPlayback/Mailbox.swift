import Dispatch
import Playback
import Synchronization

/// Where commands and libmpv's calls for attention wait for the one thread that speaks to libmpv.
final class Mailbox: Sendable {
  private struct State {
    var commands: [PlayerCommand] = []
    var isRung = false
    var isClosed = false
  }

  private let state = Mutex(State())
  private let bell = DispatchSemaphore(value: 0)

  /// Leaves a command; a closed mailbox drops it.
  func post(_ command: PlayerCommand) {
    state.withLock { if !$0.isClosed { $0.commands.append(command) } }
    ring()
  }

  /// Takes no command any more and wakes the reader.
  func close() {
    state.withLock {
      $0.isClosed = true
      $0.commands = []
    }
    ring()
  }

  /// Whether it was closed.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Wakes the reader; many rings before it looks are one. Callable from libmpv's threads: it touches nothing of libmpv.
  func ring() {
    let isFirst = state.withLock { state in
      defer { state.isRung = true }
      return !state.isRung
    }
    if isFirst { bell.signal() }
  }

  /// Sleeps until rung; the commands that came, oldest first. Nil when nothing came in so many seconds.
  func wait(atMost seconds: Double?) -> [PlayerCommand]? {
    if let seconds {
      guard bell.wait(timeout: .now() + seconds) == .success else { return nil }
    } else {
      bell.wait()
    }
    return state.withLock { state in
      state.isRung = false
      defer { state.commands = [] }
      return state.commands
    }
  }
}
