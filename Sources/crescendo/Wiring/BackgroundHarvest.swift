import Listening
import MusicSources
import Storage

/// A harvest at low rate behind a session, so that the catalogue grows while one listens.
struct BackgroundHarvest: Sendable {
  let source: any MusicSource
  let store: @Sendable () throws -> SQLiteCatalogue

  /// Collects until the program ends; `grown` hears how many favourites there are after each page. Throws what stops the source.
  func run(_ grown: @escaping @Sendable (Int) -> Void) async throws {
    let harvester = Harvester(source: source, store: try store())
    try await harvester.seed(.discoveries)
    _ = try await harvester.run(wanted: .max) { report in
      grown(report.progress.favourites)
      return true
    }
  }
}
