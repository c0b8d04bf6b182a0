import Foundation
import Listening
import Testing

@testable import Storage

@Suite struct `An import broken off` {
  private let bench: Workbench
  init() throws { bench = try Workbench() }

  /// 12,000 listeners with two favourites each.
  private func list() throws -> String {
    try bench.write("list.txt", (1...12_000).map { "\($0) \($0 % 997) \($0 % 1_009 + 2_000)\n" }.joined())
  }

  @Test func `goes on where it was when the same file is given again`() async throws {
    let (path, catalogue) = (try list(), try bench.catalogue())
    let first = try Importer(into: catalogue, .favourites).run(path: path) { $0.lines < 5_000 }
    #expect(first.lines == 5_000)
    let second = try Importer(into: catalogue, .favourites).run(path)
    #expect(second.resumed)
    #expect((second.lines, second.items) == (12_000, 24_000))
    #expect(try await catalogue.counts().favourites == 24_000)
    #expect(try await catalogue.counts().listeners == 12_000)
  }

  @Test func `what was malformed before the break is counted after it`() throws {
    let (path, catalogue) = (
      try bench.write("l.txt", "x\n" + String(repeating: "1 2\n", count: 6_000)), try bench.catalogue()
    )
    _ = try Importer(into: catalogue, .favourites, form: .adjacency).run(path: path) { _ in false }
    let done = try Importer(into: catalogue, .favourites, form: .adjacency).run(path)
    #expect((done.resumed, done.malformed) == (true, 1))
  }

  @Test func `a table goes on with the columns of its header`() async throws {
    let rows = (1...5_200).map { "\"title\n\($0)\",\($0)\n" }.joined()
    let (path, catalogue) = (try bench.write("t.csv", "title,id\n" + rows), try bench.catalogue())
    _ = try Importer(into: catalogue, .tracks).run(path: path) { _ in false }
    let done = try Importer(into: catalogue, .tracks).run(path)
    #expect((done.resumed, done.items, done.malformed) == (true, 5_200, 0))
    #expect(try await catalogue.tracks([TrackID(.file, "5200")]).first?.title == "title\n5200")
  }

  @Test func `a file that has changed begins anew, and still nothing is doubled`() async throws {
    let (path, catalogue) = (try list(), try bench.catalogue())
    _ = try Importer(into: catalogue, .favourites).run(path: path) { _ in false }
    _ = try bench.write("list.txt", "1 1 2001\n77777 5\n")
    let done = try Importer(into: catalogue, .favourites).run(path)
    #expect((done.resumed, done.items) == (false, 3))
  }

  @Test func `begins anew after a purge, of whatever source it was`() async throws {
    let (path, catalogue, source) = (try list(), try bench.catalogue(), SourceName.demo)
    _ = try Importer(into: catalogue, .favourites, source: source).run(path: path) { _ in false }
    try await catalogue.purge(source)
    let done = try Importer(into: catalogue, .favourites, source: source).run(path)
    #expect((done.resumed, try await catalogue.counts().favourites) == (false, 24_000))
  }

  @Test func `what was broken off once is imported whole, and then is over`() async throws {
    let (path, catalogue) = (try list(), try bench.catalogue())
    _ = try Importer(into: catalogue, .favourites).run(path: path) { _ in false }
    _ = try Importer(into: catalogue, .favourites).run(path)
    #expect(try !Importer(into: catalogue, .favourites).run(path).resumed)
  }

  @Test func `progress tells the share, the rate and what is left`() throws {
    let (path, catalogue) = (try list(), try bench.catalogue())
    let seen = Seen()
    _ = try Importer(into: catalogue, .favourites).run(path: path) { seen.add($0) }
    let shares = seen.all.compactMap(\.share)
    #expect(shares.count == 2 && shares == shares.sorted() && shares.allSatisfy { (0...1).contains($0) })
    #expect(seen.all.allSatisfy { ($0.perSecond ?? 0) > 0 && ($0.secondsLeft ?? -1) >= 0 })
  }

  @Test(arguments: [11, 12, 13] as [UInt64])
  func `killed at any moment, nothing is lost or doubled`(seed: UInt64) async throws {
    let (path, file) = (try list(), bench.file("killed.sqlite").path)
    var chance = Seeded(seed)
    let moment = UInt32.random(in: 1_000...300_000, using: &chance)
    // The child kills itself from another thread while it imports; one that was done before is killed at its end.
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, file = file as String, moment = moment as UInt32] in
      Thread.detachNewThread {
        usleep(moment)
        kill(getpid(), SIGKILL)
      }
      _ = try Importer(into: SQLiteCatalogue(at: URL(fileURLWithPath: file)), .favourites).run(path: path) { _ in true }
      kill(getpid(), SIGKILL)
    }
    let catalogue = try SQLiteCatalogue(at: URL(fileURLWithPath: file))
    let before = try await catalogue.counts()
    #expect(before.favourites == before.listeners * 2, "half a line, seed \(seed)")
    _ = try Importer(into: catalogue, .favourites).run(path)
    #expect(try await catalogue.counts().favourites == 24_000, "seed \(seed)")
  }
}

/// What a report told, from whatever thread.
final class Seen: @unchecked Sendable {
  // `lock` is held around every access.
  private let lock = NSLock()
  private var list: [ImportProgress] = []
  var all: [ImportProgress] { lock.withLock { list } }

  func add(_ progress: ImportProgress) -> Bool {
    lock.withLock { list.append(progress) }
    return true
  }
}
