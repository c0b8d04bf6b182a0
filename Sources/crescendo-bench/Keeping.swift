import Foundation
import Listening
import Storage
import Synchronization

/// From a verdict to the disk, and from files into the catalogue.
enum Keeping {
  static let figures = [
    Figure(name: "verdict") { runs in
      try Workshop.withHome { home in
        let profile = try SQLiteProfile(at: URL(fileURLWithPath: home + "/profile.sqlite"))
        let track = Track(
          id: TrackID(.demo, "1"), title: "Title", artist: Credit(id: ArtistID(.demo, "a1"), name: "Artist"))
        var rows = Times()
        var syncs = Times()
        let file = open(home + "/sync", O_RDWR | O_CREAT, 0o600)
        defer { close(file) }
        for _ in 0..<max(runs, 100) {
          rows.add(try timed { try blocking { _ = try await profile.append(.save(track), at: Date()) } })
          let page = [UInt8](repeating: 1, count: 4096)
          syncs.add(
            timed {
              _ = write(file, page, page.count)
              fsync(file)
            })
        }
        let ratio = String(format: "%.2f", rows.quantile(0.5) / syncs.quantile(0.5))
        return [
          "verdict to durable row: \(rows.words)", "one fsync beside it: \(syncs.words)",
          "ratio of the medians: \(ratio)",
        ]
      }
    },
    Figure(name: "import") { runs in
      try Workshop.withHome { home in
        let path = home + "/favourites.txt"
        let count = try writeFavourites(path)
        var times = Times()
        for number in 0..<min(runs, 3) {
          let catalogue = try SQLiteCatalogue(at: URL(fileURLWithPath: home + "/catalogue-\(number).sqlite"))
          let importer = Importer(into: catalogue, .favourites, form: .adjacency)
          times.add(try timed { _ = try importer.run(path: path) { _ in true } })
        }
        let rate = Int(Double(count) / times.quantile(0.5) * 1000)
        return ["\(count) favourites from adjacency: \(times.words)", "favourites a second at the median: \(rate)"]
      }
    },
  ]

  /// A million favourites of 30,000 listeners, long-tailed.
  private static func writeFavourites(_ path: String) throws -> Int {
    var chance = Seeded(7)
    var text = ""
    var count = 0
    for listener in 0..<30_000 {
      let items = (0..<34).map { _ in Int(pow(Double.random(in: 0...1, using: &chance), 3) * 60_000) }
      text += "\(listener) " + items.map(String.init).joined(separator: " ") + "\n"
      count += items.count
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return count
  }
}

/// Waits for asynchronous work.
func blocking(_ work: @escaping @Sendable () async throws -> Void) throws {
  let done = DispatchSemaphore(value: 0)
  let failure = Mutex<(any Error)?>(nil)
  Task {
    do {
      try await work()
    } catch {
      failure.withLock { $0 = error }
    }
    done.signal()
  }
  done.wait()
  if let error = failure.withLock({ $0 }) { throw error }
}
