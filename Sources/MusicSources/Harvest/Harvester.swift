import Foundation
import Listening

/// Collects favourites breadth-first: track → its favouriters → their favourites, one page at a time.
///
/// The store decides what is asked next and keeps each page whole; the harvester only asks, and waits where the service
/// wants it. Killed at any moment it goes on where it was. Where answers are kept, the next is asked for while one is stored.
public struct Harvester: Sendable {
  private let source: any MusicSource
  private let store: any HarvestStore
  private let patience: HarvestPatience
  private let answers: KeptAnswers?

  /// Harvests `source` into `store`; `answers` keeps what the source is answered.
  public init(
    source: any MusicSource, store: any HarvestStore, patience: HarvestPatience = HarvestPatience(),
    answers: KeptAnswers? = nil
  ) {
    self.source = source
    self.store = store
    self.patience = patience
    self.answers = answers
  }

  /// Opens the questions that a harvest from `start` begins with, and answers how many there are. Those asked before stay answered.
  @discardableResult
  public func seed(_ start: HarvestStart) async throws -> Int {
    let questions = try await source.seeds(start)
    try await store.seed(questions, source: source.name)
    return questions.count
  }

  /// Asks until `wanted` favourites are stored, nothing is left to ask, or `report` answers false.
  ///
  /// - Parameter report: hears of every page, and of every wait before it begins.
  /// - Throws: what stops the source itself; all that came before is kept.
  public func run(wanted: Int, report: @Sendable (HarvestReport) -> Bool) async throws -> HarvestReport {
    var work = HarvestReport(
      progress: try await store.progress(source: source.name), wanted: wanted, start: ContinuousClock().now)
    var (failures, refusals) = (0, 0)
    var ahead: Asked?
    defer { ahead?.cancel() }
    while work.progress.favourites < wanted, let asked = try await next(ahead) {
      ahead = nil
      do {
        ahead = try await take(asked, &work)
        (failures, refusals) = (0, 0)
      } catch let error as SourceError {
        if case .refused = error { refusals += 1 } else { failures += 1 }
        guard let wait = try await put(asked.step, off: error, after: failures, refusals) else { throw error }
        work.note = error
        work.waitsUntil = Date().addingTimeInterval(wait / .seconds(1))
      }
      work.progress = try await store.progress(source: source.name)
      work.seconds = (ContinuousClock().now - work.start) / .seconds(1)
      guard report(work) else { break }
      if let end = work.waitsUntil { try await Task.sleep(for: .seconds(max(0, end.timeIntervalSinceNow))) }
      work.waitsUntil = nil
    }
    try await finish(ahead, &work)
    return work
  }

  /// Keeps what was asked ahead where the harvest was broken off; a fault leaves the question open.
  private func finish(_ ahead: Asked?, _ work: inout HarvestReport) async throws {
    if let ahead, let answer = try? await ahead.answer() {
      try await store(answer, of: ahead.step, &work)
      work.progress = try await store.progress(source: source.name)
    }
    answers?.clear()
  }

  /// A question on its way.
  private struct Asked {
    let step: HarvestStep
    private let task: Task<Answer, any Error>

    init(_ step: HarvestStep, _ ask: @escaping @Sendable (HarvestStep) async throws -> Answer) {
      self.step = step
      task = Task { try await ask(step) }
    }

    func answer() async throws -> Answer {
      try await withTaskCancellationHandler {
        try await task.value
      } onCancel: {
        task.cancel()
      }
    }

    func cancel() { task.cancel() }
  }

  private struct Answer: Sendable {
    var yield = HarvestYield.nothing
    var next: PageMark?
    var complaint: SourceError?
    /// Seconds that it took.
    var seconds = 0.0
  }

  /// What is being asked already, else what is to be asked next.
  private func next(_ ahead: Asked?) async throws -> Asked? {
    if let ahead { return ahead }
    return try await store.nextStep(source: source.name).map { Asked($0, ask) }
  }

  /// Keeps an answer, and answers with the question that is asked meanwhile.
  private func take(_ asked: Asked, _ work: inout HarvestReport) async throws -> Asked? {
    let answer = try await asked.answer()
    let ahead = try await next(besides: asked.step, answer, work).map { Asked($0, ask) }
    do {
      try await store(answer, of: asked.step, &work)
    } catch {
      ahead?.cancel()
      throw error
    }
    return ahead
  }

  /// The question that comes after one being stored, whatever that brings; nil where that is to be seen first, or where no
  /// more is wanted.
  private func next(
    besides step: HarvestStep, _ answer: Answer, _ work: HarvestReport
  ) async throws -> HarvestStep? {
    guard answers != nil, case .favourites(let tracks) = answer.yield,
      work.progress.favourites + tracks.count < work.wanted,
      let next = try await store.nextStep(source: source.name, besides: step), next.rank <= step.rank
    else { return nil }
    return next
  }

  private func store(_ answer: Answer, of step: HarvestStep, _ work: inout HarvestReport) async throws {
    let clock = ContinuousClock()
    let start = clock.now
    try await store.store(answer.yield, of: step, next: answer.next, source: source.name)
    work.asking += answer.seconds
    work.storing += (clock.now - start) / .seconds(1)
    work.note = answer.complaint
  }

  /// Asks one question; what is gone closes it.
  @Sendable private func ask(_ step: HarvestStep) async throws -> Answer {
    let clock = ContinuousClock()
    let start = clock.now
    var answer = Answer()
    do {
      switch step.question {
      case .favouriters(let track):
        let page = try await source.favouriters(of: track, from: step.mark)
        (answer.yield, answer.next, answer.complaint) = (.favouriters(page.items), page.next, page.complaint)
      case .favourites(let listener):
        let page = try await source.favourites(of: listener, from: step.mark)
        (answer.yield, answer.next, answer.complaint) = (.favourites(page.items), page.next, page.complaint)
      }
    } catch SourceError.gone {}
    answer.seconds = (clock.now - start) / .seconds(1)
    return answer
  }

  /// Puts a question off that met a fault, and answers how long to wait; nil where waiting is of no use.
  private func put(
    _ step: HarvestStep, off error: SourceError, after failures: Int, _ refusals: Int
  ) async throws -> Duration? {
    switch error {
    case .limited(_, let until?):
      // A time that has passed already, by this machine's clock, must not make us ask without a pause.
      let again = failures > 1 ? patience.limited(failures - 1) : .zero
      return max(again, .seconds(until.timeIntervalSinceNow))
    case .limited(_, nil): return patience.limited(failures)
    case .refused:
      // Who keeps a list closed is in no trouble: only many in a row say that nothing is open to this account.
      try await store.postpone(step, source: source.name)
      return refusals < patience.mostRefusals ? .zero : nil
    case .unreachable, .malformed, .notPlayable:
      // One odd question must not end a harvest; several in a row are the service's own trouble, not theirs.
      try await store.postpone(step, source: source.name)
      return failures < patience.tries ? patience.faulty(failures) : nil
    case .gone, .notConnected, .unkept: return nil
    }
  }
}
