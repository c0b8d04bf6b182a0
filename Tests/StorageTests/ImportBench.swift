import Foundation
import Listening
import Testing

@testable import Storage

/// Long measures, asked for by `CRESCENDO_BENCH=1 swift test -c release -Xswiftc -enable-testing --filter Bench`.
@Suite(
  .enabled(if: ProcessInfo.processInfo.environment["CRESCENDO_BENCH"] != nil, "asked for by CRESCENDO_BENCH"),
  .serialized)
struct `Bench of imports` {
  private let bench: Workbench
  init() throws { bench = try Workbench() }

  /// Listeners with a long-tailed number of favourites each, as adjacency.
  private func list(_ favourites: Int, tracks: Int) throws -> String {
    var chance = Seeded(7)
    var (text, count, listener) = ("", 0, 0)
    while count < favourites {
      let likes = 5 + Int(exp(Double.random(in: 0...5, using: &chance)))
      let items = (0..<likes).map { _ in
        Int(Double(tracks) * pow(Double.random(in: 0..<1, using: &chance), 2))
      }
      text += "\(listener) " + items.map(String.init).joined(separator: " ") + "\n"
      (count, listener) = (count + likes, listener + 1)
    }
    return try bench.write("list.txt", text)
  }

  @Test(arguments: [2_000_000, 10_000_000]) func `adjacency`(favourites: Int) async throws {
    let path = try list(favourites, tracks: 100_000)
    let catalogue = try bench.catalogue()
    let before = peak()
    let clock = ContinuousClock()
    let start = clock.now
    let done = try Importer(into: catalogue, .favourites).run(path)
    let seconds = (clock.now - start) / .seconds(1)
    let counts = try await catalogue.counts()
    print(
      "adjacency: \(done.items) read, \(counts.favourites) kept, \(Int(Double(done.items) / seconds)) a second,",
      "\((peak() - before) / 1024) MiB more at the peak")
    let middle = clock.now
    let corpus = try await catalogue.corpus()
    print("corpus: \(corpus.favourites.count) favourites in \((clock.now - middle) / .seconds(1)) s")
  }

  @Test func `real lists`() async throws {
    guard let folder = sharedData else { return }
    for name in ["gowalla/train.txt", "hetrec-lastfm/user_artists.dat"] {
      let done = try Importer(into: bench.catalogue(name.prefix(3) + ".sqlite"), .favourites)
        .run(folder.appendingPathComponent(name).path)
      print("\(name): \(done.items) read, \(Int(done.perSecond ?? 0)) a second, \(done.malformed) malformed")
    }
  }

  private func peak() -> Int {
    var usage = rusage()
    getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
  }
}
