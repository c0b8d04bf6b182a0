import Foundation
import Listening
import Storage
import Synchronization
import Testing

@testable import MusicSources

/// Whether the long measures are asked for:
/// `CRESCENDO_BENCH=1 swift test -c release -Xswiftc -enable-testing --filter Economy`.
let isBench = ProcessInfo.processInfo.environment["CRESCENDO_BENCH"] != nil

@Suite struct `The economy of a harvest` {
  private let bench: Workbench
  init() throws { bench = try Workbench() }

  private func harvest(_ wanted: Int, tracks: Int, bytes: Int) async throws -> (
    BigCrowd, HarvestReport, SQLiteCatalogue
  ) {
    let crowd = try BigCrowd(tracks: tracks, bytes: bytes, microseconds: isBench ? 1_000 : 0)
    let catalogue = try SQLiteCatalogue(at: bench.file("catalogue.sqlite"))
    try await catalogue.seed((0..<20).map { .favouriters(TrackID(.soundcloud, String($0 * 37))) }, source: .soundcloud)
    let done = try await Harvester(source: crowd.source(), store: catalogue).run(wanted: wanted) { _ in true }
    return (crowd, done, catalogue)
  }

  @Test func `thirty thousand favourites take at most 170 pages`() async throws {
    let (crowd, done, catalogue) = try await harvest(30_000, tracks: 5_000, bytes: 900)
    let given = crowd.given.withLock { $0 }
    #expect(done.progress.favourites >= 30_000 && given.favourites == done.progress.favourites)
    #expect(given.pages <= 170 && given.pages == done.progress.pages)
    #expect(try await catalogue.counts().favourites == done.progress.favourites)
  }

  @Test(.enabled(if: isBench, "a measure, asked for by CRESCENDO_BENCH"))
  func `three hundred thousand favourites: pages, pace, memory`() async throws {
    let before = Usage.now
    let (crowd, done, _) = try await harvest(300_000, tracks: 40_000, bytes: 2_048)
    let after = Usage.now
    let given = crowd.given.withLock { $0 }
    print(
      """
      harvest: \(done.progress.favourites) favourites, \(given.pages) pages, \(Int(done.perSecond ?? 0)) a second, \
      asking \(done.asking) s, storing \(done.storing) s, \
      \(after.seconds - before.seconds) s of processor with the stand-in's, \
      \((after.peak - before.peak) / 1024) MiB more at the peak
      """)
    #expect(given.pages <= 1_700)
  }
}

/// What the process has used.
struct Usage {
  var seconds: Double
  /// The most memory it ever held, in KiB.
  var peak: Int

  static var now: Usage {
    var usage = rusage()
    getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return Usage(seconds: seconds(usage.ru_utime) + seconds(usage.ru_stime), peak: usage.ru_maxrss)
  }
}
