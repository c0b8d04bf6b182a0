import Foundation
import Listening

/// Collects favourites breadth-first: track → its favouriters → their favourites, one page at a time.
///
/// The store decides what is asked next and keeps each page whole; the harvester only asks. Killed at any moment it goes
/// on where it was.
public struct Harvester: Sendable {
  private let source: any MusicSource
  private let store: any HarvestStore

  /// Harvests `source` into `store`.
  public init(source: any MusicSource, store: any HarvestStore) {
    self.source = source
    self.store = store
  }

  /// Asks until `wanted` favourites are stored, nothing is left to ask, or `report` answers false.
  ///
  /// Things that are gone or barred close their question; what stops the source itself is thrown, all before it is kept.
  public func run(wanted: Int, report: @Sendable (HarvestProgress) -> Bool) async throws -> HarvestProgress {
    var progress = try await store.progress(source: source.name)
    while progress.favourites < wanted, let step = try await store.nextStep(source: source.name) {
      try await take(step)
      progress = try await store.progress(source: source.name)
      guard report(progress) else { break }
    }
    return progress
  }

  private func take(_ step: HarvestStep) async throws {
    do {
      let (yield, next) = try await ask(step)
      try await store.store(yield, of: step, next: next, source: source.name)
    } catch let error as SourceError {
      switch error {
      case .gone, .refused, .notPlayable: try await store.store(.nothing, of: step, next: nil, source: source.name)
      case .notConnected, .limited, .unreachable, .malformed: throw error
      }
    }
  }

  private func ask(_ step: HarvestStep) async throws -> (HarvestYield, PageMark?) {
    switch step.question {
    case .favouriters(let track):
      let page = try await source.favouriters(of: track, from: step.mark)
      return (.favouriters(page.items), page.next)
    case .favourites(let listener):
      let page = try await source.favourites(of: listener, from: step.mark)
      return (.favourites(page.items), page.next)
    }
  }
}
