import Playback
import Session
import Synchronization

/// Questions that are asked beside the session and may be called off: the answer to one that was called off is dropped.
final class Errands: Sendable {
  /// What is looked for; a newer one of a kind takes the place of the older.
  enum Kind: Hashable, Sendable {
    case search
    case address(EntryID)
  }

  private let inbox: Inbox
  private let tasks = Mutex<[Kind: Task<Void, Never>]>([:])

  init(_ inbox: Inbox) { self.inbox = inbox }

  /// Does `work`, and posts what came of it unless it was called off by then.
  func begin(_ kind: Kind, _ work: @escaping @Sendable () async -> Event) {
    tasks.withLock { tasks in
      tasks[kind]?.cancel()
      tasks[kind] = Task {
        let answer = await work()
        if self.end(kind) { self.inbox.post(answer) }
      }
    }
  }

  func callOff(_ kind: Kind) { tasks.withLock { $0.removeValue(forKey: kind)?.cancel() } }

  /// Whether the calling task was not called off. One step: an errand of its kind that began meanwhile must not be forgotten.
  private func end(_ kind: Kind) -> Bool {
    tasks.withLock { tasks in
      guard !Task.isCancelled else { return false }
      tasks[kind] = nil
      return true
    }
  }
}
