import Foundation
import Synchronization
import Testing

@testable import Recommender

@Suite struct `Work on all cores` {
  @Test(arguments: [0, 1, 2, 1000])
  func `does each part once`(count: Int) {
    let done = Mutex<[Int]>([])
    forEachPart(count) { part in done.withLock { $0.append(part) } }
    #expect(done.withLock { $0.sorted() } == Array(0..<count))
  }

  @Test func `a thread that gives way makes all of its work give way, each part once`() async {
    let seen = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        setpriority(Int32(PRIO_PROCESS.rawValue), 0, 10)
        let seen = Mutex<[(part: Int, priority: Int32)]>([])
        forEachPart(1000) { part in
          let priority = getpriority(Int32(PRIO_PROCESS.rawValue), 0)
          seen.withLock { $0.append((part, priority)) }
        }
        continuation.resume(returning: seen.withLock { $0 })
      }
    }
    #expect(seen.map(\.part).sorted() == Array(0..<1000))
    #expect(seen.allSatisfy { $0.priority == 10 })
  }
}
