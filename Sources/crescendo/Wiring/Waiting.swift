import Dispatch
import Foundation
import Synchronization

/// Waits on the calling thread for work that is asynchronous: commands without a screen have nothing else to do.
func waiting<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
  let done = DispatchSemaphore(value: 0)
  let outcome = Mutex<Result<Value, any Error>?>(nil)
  Task {
    do {
      let value = try await work()
      outcome.withLock { $0 = .success(value) }
    } catch {
      outcome.withLock { $0 = .failure(error) }
    }
    done.signal()
  }
  done.wait()
  guard let result = outcome.withLock({ $0 }) else {
    throw Complaint("the work ended without an answer", .internalFault)
  }
  return try result.get()
}

/// Waits for work that takes long and may be broken off anywhere. Where Ctrl-C, or another program, asks for the end, `words` say
/// what that leaves.
func waiting<Value: Sendable>(
  calledOff words: String, _ note: ProgressNote, _ work: @escaping @Sendable () async throws -> Value
) throws -> Value {
  let endings = Endings.hear {
    note.end()
    Complaint(words, .calledOff).end()
  }
  defer {
    withExtendedLifetime(endings) {}
    note.end()
  }
  return try waiting(work)
}
