import Synchronization
import TextUI

/// What other programs say to a session on the screen, each line with where its answer goes.
public final class ControlFeed: Sendable {
  struct Line {
    let text: String
    let answer: @Sendable (String) -> Void
  }

  private struct State {
    var lines: [Line] = []
    var wake: Waker?
  }

  private let state = Mutex(State())

  /// Nothing was said yet.
  public init() {}

  /// Leaves a line for the session; `answer` is called on the session's thread with one JSON object. From any thread.
  public func say(_ line: String, answer: @escaping @Sendable (String) -> Void) {
    let wake = state.withLock { state in
      state.lines.append(Line(text: line, answer: answer))
      return state.wake
    }
    wake?()
  }

  func start(_ wake: @escaping Waker) { state.withLock { $0.wake = wake } }

  func take() -> [Line] {
    state.withLock { state in
      defer { state.lines = [] }
      return state.lines
    }
  }
}
