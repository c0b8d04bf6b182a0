import Dispatch
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

/// Calls `body` for 0 ..< `count` on all cores, in no order.
func forEachPart(_ count: Int, _ body: @Sendable (Int) -> Void) {
  DispatchQueue.concurrentPerform(iterations: count) { body($0) }
}
