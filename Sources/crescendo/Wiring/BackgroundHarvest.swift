import Listening
import MusicSources
import Storage

/// A harvest at low rate behind a session, so that the catalogue grows while one listens.
struct BackgroundHarvest: Sendable {
  let source: any MusicSource
  let store: @Sendable () throws -> SQLiteCatalogue
  let lock: @Sendable () throws -> InstanceLock
  let journal: @Sendable () async throws -> Journal

  /// Looks up how well known saved tracks are today, then collects until the program ends; `grown` hears how many favourites
  /// there are after each page. Throws what stops the source, or that another program collects already.
  func run(_ grown: @escaping @Sendable (Int) -> Void) async throws {
    let lock = try lock()
    defer { withExtendedLifetime(lock) {} }
    let shelf = try store()
    _ = try await ExposureRefresh(source: source, keeper: shelf).run(journal())
    let harvester = Harvester(source: source, store: shelf)
    try await harvester.seed(.discoveries)
    _ = try await harvester.run(wanted: .max) { report in
      grown(report.progress.favourites)
      return true
    }
  }
}
