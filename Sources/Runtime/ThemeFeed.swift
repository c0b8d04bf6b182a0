import Synchronization
import TextUI

/// Themes that were read anew while the session runs, on their way to the screen.
public final class ThemeFeed: Sendable {
  private struct State {
    var themes: [Theme]?
    var wake: Waker?
  }

  private let state = Mutex(State())

  /// Nothing new yet.
  public init() {}

  /// Leaves the themes for the screen. From any thread.
  public func offer(_ themes: [Theme]) {
    let wake = state.withLock { state in
      state.themes = themes
      return state.wake
    }
    wake?()
  }

  func start(_ wake: @escaping Waker) { state.withLock { $0.wake = wake } }

  func take() -> [Theme]? {
    state.withLock { state in
      defer { state.themes = nil }
      return state.themes
    }
  }
}
