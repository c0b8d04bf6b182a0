import Dispatch
import Foundation
import Synchronization

/// `transform` of 0 ..< `count`, in order, on all cores; cut into pieces that even out unequal costs.
public func parallelMap<Result: Sendable>(_ count: Int, _ transform: @Sendable (Int) -> Result) -> [Result] {
  let piece = max(1, min(256, count / 16))
  let pieces = (count + piece - 1) / piece
  let results = Mutex<[Int: [Result]]>([:])
  forEachPart(pieces) { index in
    let part = (index * piece..<min(count, (index + 1) * piece)).map(transform)
    results.withLock { $0[index] = part }
  }
  return results.withLock { done in (0..<pieces).flatMap { done[$0] ?? [] } }
}

/// Calls `body` for 0 ..< `count` on all cores, in no order, as ready to give way to others as the calling thread is.
func forEachPart(_ count: Int, _ body: @Sendable (Int) -> Void) {
  let givesWay = getpriority(Int32(PRIO_PROCESS.rawValue), 0) > 0
  guard givesWay, count > 1 else { return DispatchQueue.concurrentPerform(iterations: count) { body($0) } }
  withoutActuallyEscaping(body) { SharedWork(count, $0).run() }
}

/// Parts of work taken by threads made for it. On Linux a new thread has its maker's priority; Dispatch's own never have, and
/// what was lowered there could not be raised again.
private final class SharedWork: Sendable {
  private let count: Int
  /// Nil once all is done: a thread that is still ending must not keep what belongs to the caller.
  private let body: Mutex<(@Sendable (Int) -> Void)?>
  private let next = Atomic(0)

  init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.body = Mutex(body)
  }

  func run() {
    let helpers = DispatchGroup()
    for _ in 1..<max(2, min(count, ProcessInfo.processInfo.activeProcessorCount)) {
      helpers.enter()
      Thread.detachNewThread {
        self.take()
        helpers.leave()
      }
    }
    take()
    helpers.wait()
    body.withLock { $0 = nil }
  }

  private func take() {
    guard let body = body.withLock({ $0 }) else { return }
    while case let part = next.wrappingAdd(1, ordering: .relaxed).oldValue, part < count { body(part) }
  }
}
