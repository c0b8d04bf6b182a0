import Playback
import Synchronization
import TextUI

/// What other programs say to a session that a listener looks at, and what they are told of it.
public final class ControlFeed: Sendable {
  /// Something that was said.
  enum Saying {
    /// A line, with where its answer goes.
    case line(String, answer: @Sendable (String) -> Void)
    case remote(RemoteCommand)
  }

  private struct State {
    var sayings: [Saying] = []
    var wake: Waker?
  }

  private let state = Mutex(State())
  /// What they are told.
  public let bulletin = Bulletin()

  /// Nothing was said yet.
  public init() {}

  /// Leaves a line for the session; `answer` is called on the session's thread with one JSON object. From any thread.
  public func say(_ line: String, answer: @escaping @Sendable (String) -> Void) { leave(.line(line, answer: answer)) }

  /// Leaves a command for the session. From any thread.
  public func say(_ command: RemoteCommand) { leave(.remote(command)) }

  private func leave(_ saying: Saying) {
    let wake = state.withLock { state in
      state.sayings.append(saying)
      return state.wake
    }
    wake?()
  }

  func start(_ wake: @escaping Waker) { state.withLock { $0.wake = wake } }

  func take() -> [Saying] {
    state.withLock { state in
      defer { state.sayings = [] }
      return state.sayings
    }
  }
}
