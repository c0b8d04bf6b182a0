import Foundation
import Listening
import Logging
import Recommender
import Runtime
import Synchronization

/// Opens the base model, or makes one: a quick one to begin with, and the whole one behind it while the listener listens already.
/// When favourites are added it is made anew and taken over without a pause.
struct ModelKeeper: Sendable {
  let place: ModelPlace
  /// Collects favourites while one listens, and tells how many there are; nil where nothing is collected.
  var grow: (@Sendable (@escaping @Sendable (Int) -> Void) async throws -> Void)?
  /// How many favourites there are now, to see whether the model has fallen behind; nil where it cannot.
  var favourites: @Sendable () async throws -> Int? = { nil }

  /// The favourites may grow by this share before the model is made anew.
  static let growth = 1.1
  /// Of the tracks of a model, so many are looked up: where half of them are missing it was made from another catalogue.
  static let sampled = 64
  /// The engine for a session.
  func engine(
    for catalogue: any Catalogue, _ tell: @escaping @Sendable (EngineNews) -> Void
  ) async throws -> any RecommendationEngine {
    let renewal: Renewal
    if let model = try await open(verifies: false, catalogue, tell) {
      renewal = Renewal(Engine(model: model), catalogue, place, model, tell)
      verify(model, renewal, tell)
      if let count = try await favourites() { await renewal.consider(count) }
    } else {
      let corpus = try await catalogue.corpus()
      let percent = Atomic(-1)
      let quick = try Trainer(corpus).quick { share in
        let now = Int(100 * share)
        if percent.exchange(now, ordering: .relaxed) != now { tell(.training(share)) }
        return true
      }.model()
      renewal = Renewal(Engine(model: quick), catalogue, place, nil, tell)
      await renewal.begin()
    }
    if let grow { collect(grow, renewal) }
    Memory.giveBack()
    return renewal.engine
  }

  /// The engine for commands that answer once: with the model there is, else with a quick one that is not kept. One that is there
  /// and cannot be used is made again first.
  func once(for catalogue: any Catalogue, _ report: @escaping @Sendable (Double) -> Bool) async throws -> Engine {
    let model = try await open(verifies: true, catalogue) { if case .note(let sentence) = $0 { Output.note(sentence) } }
    if let model { return Engine(model: model) }
    guard FileManager.default.fileExists(atPath: place.path) else {
      Output.note("there is no model yet, so a quick one ranks: a session makes the whole one")
      return Engine(model: try await Trainer(catalogue.corpus()).quick(progress: report).model())
    }
    let trained = try await place.keep { try Trainer(try await catalogue.corpus()).train(progress: report) }
    return Engine(model: try trained.model())
  }

  /// The model on disk; nil where there is none that can be used for this catalogue.
  private func open(
    verifies: Bool, _ catalogue: any Catalogue, _ tell: (EngineNews) -> Void
  ) async throws -> Model? {
    let model: Model
    do {
      model = try Model(path: place.path, verifies: verifies)
    } catch {
      if let words = error.whyAnew { tell(.note(words)) }
      return nil
    }
    let sample = model.sample(Self.sampled)
    if try await catalogue.tracks(sample).count * 2 >= sample.count { return model }
    tell(.foreign)
    return nil
  }

  /// Compares the sums behind the session, as that reads the whole file: until then a changed byte may change a ranking, no more.
  private func verify(_ model: Model, _ renewal: Renewal, _ tell: @escaping @Sendable (EngineNews) -> Void) {
    Task.detached(priority: .background) {
      do throws(ModelError) {
        try model.verify()
      } catch {
        if let words = error.whyAnew { tell(.note(words)) }
        await renewal.beginAnew()
      }
    }
  }

  private func collect(
    _ grow: @escaping @Sendable (@escaping @Sendable (Int) -> Void) async throws -> Void, _ renewal: Renewal
  ) {
    Task {
      do {
        try await grow { count in Task { await renewal.consider(count) } }
      } catch {
        Logger(label: "harvest").info("\(Complaint.sentence(error))")
      }
    }
  }
}

extension ModelError {
  /// Why a model that is there is made again, in a sentence; nil where there is none.
  var whyAnew: String? {
    switch self {
    case .damaged: "the model was damaged and is being made again"
    case .otherVersion: "the model was of another version and is being made again"
    default: nil
    }
  }
}

extension EngineNews {
  fileprivate static let foreign = note("the model was made from another catalogue and is being made again")
}

/// Makes newer models for an engine, one at a time, on a thread that gives way to all others.
actor Renewal {
  let engine: Engine
  private let catalogue: any Catalogue
  private let place: ModelPlace
  private var model: Model?
  private let tell: @Sendable (EngineNews) -> Void
  /// The training under way.
  private var training: Training?
  /// How many favourites there were when somebody counted last.
  private var favourites = 0
  /// At how many favourites a newer model was begun last.
  private var answered = 0

  init(
    _ engine: Engine, _ catalogue: any Catalogue, _ place: ModelPlace, _ model: Model?,
    _ tell: @escaping @Sendable (EngineNews) -> Void
  ) {
    (self.engine, self.catalogue, self.place, self.model, self.tell) = (engine, catalogue, place, model, tell)
  }

  /// Begins a newer model if there are enough more favourites than the last one has learned from; while one is under way, when
  /// it is done.
  func consider(_ favourites: Int) {
    self.favourites = favourites
    guard training == nil, let model else { return }
    // A model may leave favourites out; then it must not be made anew for ever.
    let learned = Double(max(1, answered, model.favouriteCount))
    guard Double(favourites) >= ModelKeeper.growth * learned else { return }
    answered = favourites
    begin()
  }

  /// Begins a model that owes nothing to the last one, which is damaged. One under way goes on from that one, so it is called off
  /// and begun anew.
  func beginAnew() {
    model = nil
    training?.callOff()
    begin()
  }

  /// Begins a newer model, unless one is under way.
  func begin() {
    guard training == nil else { return }
    let training = Training()
    self.training = training
    Task {
      do {
        try await renew(training)
        self.training = nil
        // Called off while it was being taken over: it still owes something to the damaged one.
        if training.isOff { return beginAnew() }
        consider(favourites)
      } catch {
        self.training = nil
        if training.isOff { return begin() }
        tell(.note("the model could not be renewed: \(Complaint.sentence(error))"))
      }
    }
  }

  private func renew(_ training: Training) async throws {
    let trained = try await place.keep {
      let trained = try await training.run(Trainer(catalogue.corpus(), from: model))
      // Called off in its last moment, it must not replace anything.
      guard !training.isOff else { throw ModelError.cancelled }
      return trained
    }
    let newer = try trained.model()
    model = newer
    await engine.use(newer)
    tell(.renewed)
    Memory.giveBack()
  }
}

/// One training, on a thread that gives way to all others.
private final class Training: Sendable {
  private let off = Atomic(false)

  /// Whether it was called off.
  var isOff: Bool { off.load(ordering: .relaxed) }

  func callOff() { off.store(true, ordering: .relaxed) }

  func run(_ trainer: Trainer) async throws -> TrainedModel {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        // This thread alone gives way, and those it makes; on Linux a priority belongs to a thread.
        setpriority(Int32(PRIO_PROCESS.rawValue), 0, 10)
        continuation.resume(with: Result { try trainer.train { _ in !self.isOff } })
      }
    }
  }
}
