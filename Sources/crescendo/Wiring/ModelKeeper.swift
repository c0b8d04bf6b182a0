import Foundation
import Listening
import Recommender
import Runtime

/// Opens the base model, or makes one: a quick one to begin with, and the whole one behind it while the listener listens already.
struct ModelKeeper: Sendable {
  let path: String
  /// How many favourites there are now, to see whether the model has fallen behind; nil where it cannot.
  var favourites: @Sendable () async throws -> Int? = { nil }

  /// The catalogue may grow by this share before the model is made anew.
  static let growth = 1.1

  func engine(
    for catalogue: any Catalogue, _ tell: @escaping @Sendable (EngineNews) -> Void
  ) async throws -> any RecommendationEngine {
    do {
      let model = try Model(path: path)
      let engine = Engine(model: model)
      let isBehind = try await favourites().map { Double($0) >= Self.growth * Double(max(1, model.favouriteCount)) }
      if isBehind ?? false { improve(engine, try await catalogue.corpus(), from: model, tell) }
      return engine
    } catch let error as ModelError {
      if case .damaged = error { tell(.note("the model was damaged and is being made again")) }
    }
    let corpus = try await catalogue.corpus()
    tell(.training(0))
    let engine = Engine(model: try Trainer(corpus, epochs: 0).train().model())
    improve(engine, corpus, from: nil, tell)
    return engine
  }

  /// The engine with the whole model, made first where there is none: for commands that answer once.
  func whole(for catalogue: any Catalogue, _ report: @escaping @Sendable (Double) -> Bool) async throws -> Engine {
    if let model = try? Model(path: path) { return Engine(model: model) }  // one that cannot be read is made again
    let trained = try Trainer(try await catalogue.corpus()).train(progress: report)
    try trained.write(to: path)
    return Engine(model: try trained.model())
  }

  /// Makes the whole model on a thread of low rank, keeps it, and lets the engine go on with it.
  private func improve(
    _ engine: Engine, _ corpus: Corpus, from old: Model?, _ tell: @escaping @Sendable (EngineNews) -> Void
  ) {
    let path = path
    let thread = Thread {
      do {
        let trained = try Trainer(corpus).train { _ in true }
        try trained.write(to: path)
        let model = try trained.model()
        Task {
          await engine.use(model)
          tell(.renewed)
        }
      } catch {
        tell(.note(Complaint.sentence(error)))
      }
    }
    thread.start()
  }
}
