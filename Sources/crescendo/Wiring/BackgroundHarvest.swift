import Listening
import Logging
import MusicSources
import Settings
import Storage

/// A harvest at low rate behind a session, so that the catalogue grows while one listens.
struct BackgroundHarvest: Sendable {
  let source: any MusicSource
  let store: @Sendable () throws -> SQLiteCatalogue
  let lock: @Sendable () throws -> InstanceLock
  let journal: @Sendable () async throws -> Journal
  /// So long after one look at the saved artists comes the next.
  var round: Duration = .seconds(3600)
  /// So many saved tracks are looked at in a round, at random: with many, a round must not go by in looking.
  var most = 60

  /// Looks up how well known saved tracks are today, then collects, and both again each round until the program ends; `grown`
  /// hears how many favourites the catalogue holds after each page. Throws what only the listener can mend, or that another program
  /// collects already; after any other fault of the source, and where the disk is full or busy, the next round tries again.
  func run(_ grown: @escaping @Sendable (Int) -> Void) async throws {
    let lock = try lock()
    defer { withExtendedLifetime(lock) {} }
    let shelf = try store()
    let harvester = Harvester(source: source, store: shelf)
    while !Task.isCancelled {
      let end = ContinuousClock().now + round
      do {
        _ = try await ExposureRefresh(source: source, keeper: shelf).run(journal(), most: most)
        try await seed(harvester)
        // The model learns from all sources, the harvest counts its own.
        let others = try await shelf.favouriteCount() - shelf.progress(source: source.name).favourites
        _ = try await harvester.run(wanted: .max) { report in
          grown(others + report.progress.favourites)
          return ContinuousClock().now < end
        }
      } catch let error as SourceError where !error.isTheListeners {
        Self.log.info("put off: \(error.sentence)")
      } catch let error as StorageError where error.isPassing {
        Self.log.info("put off: \(error.sentence)")
      }
      try await Task.sleep(until: end)
    }
  }

  /// Begins at what the source holds to be under the radar; where it does not let us, what was begun by hand goes on.
  private func seed(_ harvester: Harvester) async throws {
    do {
      try await harvester.seed(.discoveries)
    } catch let error as SourceError {
      guard case .refused = error else { throw error }
      Self.log.info("\(error.sentence)")
    }
  }

  private static let log = Logger(label: "harvest")
}

extension SourceError {
  /// Whether the source is of no use until the listener does something.
  fileprivate var isTheListeners: Bool {
    switch self {
    case .notConnected, .unkept: true
    default: false
    }
  }
}

/// Tells when another program has added to the catalogue: an import or a harvest that ended. Nothing wakes while nothing changes.
struct CatalogueWatch: Sendable {
  let folder: String
  let favourites: @Sendable () async throws -> Int

  /// Watches until the program ends; `grown` hears how many favourites there are after each change.
  func run(_ grown: @escaping @Sendable (Int) -> Void) async throws {
    let (changes, feed) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let watch = FolderWatch(folder) { feed.yield() }
    defer { withExtendedLifetime(watch) {} }
    for await _ in changes {
      do {
        grown(try await favourites())
      } catch let error as StorageError where error.isPassing {
        // The change after this one counts again.
        Logger(label: "harvest").info("\(error.sentence)")
      }
    }
  }
}
