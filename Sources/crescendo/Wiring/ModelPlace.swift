import Foundation
import Recommender

/// Where the model of a catalogue is kept. One that learned from what is purged meanwhile is not.
struct ModelPlace: Sendable {
  let path: String
  /// How often something was purged from the catalogue.
  var purges: @Sendable () async throws -> Int = { 0 }

  /// Keeps the model that `make` makes.
  /// - Throws: `ModelError.outlived` where something was purged since it began.
  func keep(
    isolation: isolated (any Actor)? = #isolation, _ make: () async throws -> TrainedModel
  ) async throws -> TrainedModel {
    let before = try await purges()
    let trained = try await make()
    try trained.write(to: path)
    // A purge counts before it takes the model away: one written after that is seen here.
    guard try await purges() == before else {
      unlink(path)
      throw ModelError.outlived
    }
    return trained
  }
}
