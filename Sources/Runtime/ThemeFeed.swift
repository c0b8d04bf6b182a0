import Dispatch
import Synchronization
import TextUI

/// Themes on their way to the screen: all of them after the first frame, and again whenever one may have changed.
public final class ThemeFeed: Sendable {
  private struct State {
    var themes: [Theme]?
    var wake: Waker?
  }

  private let state = Mutex(State())
  private let read: @Sendable () -> [Theme]

  /// Reads themes by `read`, never on the screen's thread.
  public init(_ read: @escaping @Sendable () -> [Theme] = { [] }) { self.read = read }

  /// Reads them and leaves them for the screen. From any thread.
  public func refresh() {
    let themes = read()
    guard !themes.isEmpty else { return }
    let wake = state.withLock { state in
      state.themes = themes
      return state.wake
    }
    wake?()
  }

  func start(_ wake: @escaping Waker) {
    state.withLock { $0.wake = wake }
    DispatchQueue.global(qos: .utility).async { self.refresh() }
  }

  func take() -> [Theme]? {
    state.withLock { state in
      defer { state.themes = nil }
      return state.themes
    }
  }
}
