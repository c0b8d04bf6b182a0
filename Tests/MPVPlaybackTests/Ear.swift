import Foundation
import Playback
import Synchronization
import Testing

/// Hears what a player says, in order, and waits for what it should say.
final class Ear: Sendable {
  private let words: AsyncStream<PlayerEvent>
  private let mouth: AsyncStream<PlayerEvent>.Continuation
  private let record = Mutex<[PlayerEvent]>([])

  /// How long anything may take before a test gives up, in seconds.
  private static let patience = 20.0

  init() { (words, mouth) = AsyncStream.makeStream() }

  /// Given to `start`.
  var handler: @Sendable (PlayerEvent) -> Void {
    { event in
      self.record.withLock { $0.append(event) }
      self.mouth.yield(event)
    }
  }

  /// All that was said so far.
  var heard: [PlayerEvent] { record.withLock(\.self) }

  /// Waits for the next event that matches; those before it are passed over.
  @discardableResult func next(
    _ what: String, location: SourceLocation = #_sourceLocation, _ matches: @escaping @Sendable (PlayerEvent) -> Bool
  ) async throws -> PlayerEvent {
    try await withThrowingTaskGroup(of: PlayerEvent?.self) { group in
      group.addTask { await self.words.first { matches($0) } }
      group.addTask {
        try await Task.sleep(for: .seconds(Self.patience))
        return nil
      }
      let first = try await group.next() ?? nil
      group.cancelAll()
      return try #require(first, "never heard: \(what); heard: \(heard)", sourceLocation: location)
    }
  }

  /// Waits until sound of an entry runs.
  func restart(of id: EntryID, location: SourceLocation = #_sourceLocation) async throws {
    try await next("restart of \(id)", location: location) { $0 == .restarted(id) }
  }

  /// Waits until the clock of an entry stands within a range.
  @discardableResult func clock(
    of id: EntryID, in range: ClosedRange<Double>, location: SourceLocation = #_sourceLocation
  ) async throws -> Double {
    let event = try await next("\(id) within \(range)", location: location) { event in
      if case .position(id, let seconds) = event { range.contains(seconds) } else { false }
    }
    guard case .position(_, let seconds) = event else { return 0 }
    return seconds
  }

  /// Waits for the end of an entry.
  func end(of id: EntryID, location: SourceLocation = #_sourceLocation) async throws -> Outcome? {
    let event = try await next("end of \(id)", location: location) { event in
      if case .ended(id, _) = event { true } else { false }
    }
    if case .ended(_, let outcome) = event { return outcome }
    return nil
  }
}
