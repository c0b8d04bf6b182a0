import Session
import Synchronization
import TextUI

/// Where what happened outside waits for the one thread that runs the session.
final class Inbox: Sendable {
  private let events = Mutex<[Event]>([])
  private let wake: Waker

  init(_ wake: @escaping Waker) { self.wake = wake }

  /// Leaves an event and wakes the session. From any thread.
  func post(_ event: Event) {
    events.withLock { $0.append(event) }
    wake()
  }

  /// Everything that waits, oldest first.
  func take() -> [Event] {
    events.withLock { events in
      defer { events = [] }
      return events
    }
  }
}
