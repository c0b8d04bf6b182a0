import Foundation
import Listening

/// Collects favourites breadth-first: track → its favouriters → their favourites, one page at a time.
///
/// The store decides what is asked next and keeps each page whole; the harvester only asks, and waits where the service
/// wants it. Killed at any moment it goes on where it was.
public struct Harvester: Sendable {
  private let source: any MusicSource
  private let store: any HarvestStore
  private let patience: HarvestPatience

  /// Harvests `source` into `store`.
  public init(source: any MusicSource, store: any HarvestStore, patience: HarvestPatience = HarvestPatience()) {
    self.source = source
    self.store = store
    self.patience = patience
  }

  /// Opens the questions that a harvest from `start` begins with. Those asked before stay answered.
  public func seed(_ start: HarvestStart) async throws {
    try await store.seed(source.seeds(start), source: source.name)
  }

  /// Asks until `wanted` favourites are stored, nothing is left to ask, or `report` answers false.
  ///
  /// - Parameter report: hears of every page, and of every wait before it begins.
  /// - Throws: what stops the source itself; all that came before is kept.
  public func run(wanted: Int, report: @Sendable (HarvestReport) -> Bool) async throws -> HarvestReport {
    var work = HarvestReport(
      progress: try await store.progress(source: source.name), wanted: wanted, start: ContinuousClock().now)
    var failures = 0
    while work.progress.favourites < wanted, let step = try await store.nextStep(source: source.name) {
      do {
        try await take(step, &work)
        failures = 0
      } catch let error as SourceError {
        failures += 1
        guard let wait = try await put(step, off: error, after: failures) else { throw error }
        work.note = error
        work.waitsUntil = Date().addingTimeInterval(wait / .seconds(1))
      }
      work.progress = try await store.progress(source: source.name)
      work.seconds = (ContinuousClock().now - work.start) / .seconds(1)
      guard report(work) else { break }
      if let end = work.waitsUntil { try await Task.sleep(for: .seconds(max(0, end.timeIntervalSinceNow))) }
      work.waitsUntil = nil
    }
    return work
  }

  /// Asks one question and keeps the answer; what is gone closes its question.
  private func take(_ step: HarvestStep, _ work: inout HarvestReport) async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let (yield, next, complaint) = try await answer(step)
    let middle = clock.now
    try await store.store(yield, of: step, next: next, source: source.name)
    work.asking += (middle - start) / .seconds(1)
    work.storing += (clock.now - middle) / .seconds(1)
    work.note = complaint
  }

  private func answer(_ step: HarvestStep) async throws -> (HarvestYield, PageMark?, SourceError?) {
    do {
      switch step.question {
      case .favouriters(let track):
        let page = try await source.favouriters(of: track, from: step.mark)
        return (.favouriters(page.items), page.next, page.complaint)
      case .favourites(let listener):
        let page = try await source.favourites(of: listener, from: step.mark)
        return (.favourites(page.items), page.next, page.complaint)
      }
    } catch SourceError.gone {
      return (.nothing, nil, nil)
    }
  }

  /// Puts a question off that met a fault, and answers how long to wait; nil where waiting is of no use.
  private func put(_ step: HarvestStep, off error: SourceError, after failures: Int) async throws -> Duration? {
    switch error {
    case .limited(_, let until?):
      // A time that has passed already, by this machine's clock, must not make us ask without a pause.
      let again = failures > 1 ? patience.limited(failures - 1) : .zero
      return max(again, .seconds(until.timeIntervalSinceNow))
    case .limited(_, nil): return patience.limited(failures)
    case .unreachable, .malformed, .refused, .notPlayable:
      // One odd question must not end a harvest; several in a row are the service's own trouble, not theirs.
      try await store.postpone(step, source: source.name)
      return failures < patience.tries ? patience.faulty(failures) : nil
    case .gone, .notConnected, .unkept: return nil
    }
  }
}

/// How long a harvest waits where a service stumbles or wants to be left alone without saying how long.
public struct HarvestPatience: Sendable {
  /// The first wait after a fault; it doubles with each fault in a row.
  public var first: Duration
  /// The longest wait.
  public var longest: Duration
  /// After so many faults in a row the harvest stops.
  public var tries: Int

  /// States how long.
  public init(first: Duration = .seconds(5), longest: Duration = .seconds(600), tries: Int = 5) {
    self.first = first
    self.longest = longest
    self.tries = tries
  }

  func limited(_ failures: Int) -> Duration { wait(first * 6, failures) }
  func faulty(_ failures: Int) -> Duration { wait(first, failures) }

  /// Between half and all of it, so that many callers do not come back at once.
  private func wait(_ first: Duration, _ failures: Int) -> Duration {
    min(longest, first * Double(1 << min(failures - 1, 20))) * Double.random(in: 0.5...1)
  }
}
