import Foundation
import Listening
import Storage
import Synchronization
import Testing

@testable import MusicSources

@Suite struct `A live source as a catalogue` {
  private let bench: Workbench
  private let service: AudiusStandIn
  private let shelf: SQLiteCatalogue
  private let catalogue: SourceCatalogue

  init() throws {
    bench = try Workbench()
    service = try AudiusStandIn()
    shelf = try SQLiteCatalogue(at: bench.file("catalogue.sqlite"))
    catalogue = SourceCatalogue(source: service.source(), shelf: shelf, quiet: .zero)
  }

  @Test func `before any harvest there is music: the source's discoveries`() async throws {
    let corpus = try await catalogue.corpus()
    #expect(corpus.tracks.count == 40)
    #expect(corpus.tracks.allSatisfy { $0.isPlayable })
    #expect(try await catalogue.tracks(corpus.tracks.map(\.id)).count == 40)
  }

  @Test func `with enough harvested the source is not asked`() async throws {
    try await shelf.keep(service.source().discoveries(limit: 40).map { .track($0) })
    let before = service.standIn.requests.count
    _ = try await SourceCatalogue(source: service.source(), shelf: shelf, enough: 40).corpus()
    #expect(service.standIn.requests.count == before)
  }

  @Test func `what a search finds is known from then on, and found once`() async throws {
    let found = try await catalogue.search("Track", limit: 10)
    #expect(found.count == 5)
    #expect(try await catalogue.tracks([TrackID(.audius, "D1")]).count == 1)
    #expect(try await catalogue.artists([ArtistID(.audius, "U1")]).first?.page == "https://audius.co/h1")
    let again = try await catalogue.search("Track 1", limit: 10)
    #expect(Set(again).count == again.count)
  }

  @Test func `while words are still typed the source is not asked`() async throws {
    let patient = SourceCatalogue(source: service.source(), shelf: shelf, quiet: .seconds(600))
    let typed = Task { try await patient.search("Tra", limit: 10) }
    _ = try await catalogue.search("Track", limit: 10)
    typed.cancel()
    await #expect(throws: (any Error).self) { try await typed.value }
    #expect(service.standIn.requests.map { $0.query["query"] } == ["Track", "Track"])
  }

  @Test func `offline, what is kept is found and played on; with nothing kept the sentence comes`() async throws {
    _ = try await catalogue.search("Track", limit: 10)
    service.standIn.stop()
    #expect(try await catalogue.search("Track 1", limit: 10).count == 1)
    #expect(try await !catalogue.corpus().tracks.isEmpty)
    #expect(await fault { try await catalogue.search("nothing like it", limit: 10) }?.isPassing == true)
    let empty = SourceCatalogue(source: service.source(), shelf: try SQLiteCatalogue(at: bench.file("other.sqlite")))
    #expect(await fault { try await empty.corpus() }?.sentence.contains("check the network") == true)
  }

  @Test func `what the shelf cannot keep now is found all the same`() async throws {
    let full = SourceCatalogue(source: service.source(), shelf: FullShelf(shelf: shelf), quiet: .zero)
    #expect(try await full.search("Track", limit: 10).count == 5)
  }

  @Test func `what the source no longer has is remembered, what it does not tell now is not`() async throws {
    let (gone, busy) = (TrackID(.audius, "D1"), TrackID(.audius, "D2"))
    let asked = Date()
    service.once.add("/v1/tracks/D1/stream", .text("{}", status: 404))
    service.once.add("/v1/tracks/D2/stream", .text("{}", status: 429))
    for track in [gone, busy] {
      await #expect(throws: SourceError.self) { _ = try await catalogue.address(of: track) }
    }
    #expect(try await catalogue.gone(since: asked) == [gone])
    #expect(try await catalogue.gone(since: Date() + 1).isEmpty)
  }

  @Test func `that a track is gone is told where it cannot be noted, too`() async {
    service.once.add("/v1/tracks/D1/stream", .text("{}", status: 404))
    let full = SourceCatalogue(source: service.source(), shelf: FullShelf(shelf: shelf))
    #expect(await fault { try await full.address(of: TrackID(.audius, "D1")) } == .gone(.audius))
  }

  @Test func `sound comes from the source for its own tracks, from the shelf for others`() async throws {
    let own = Track(id: TrackID(.file, "1"), title: "1", artist: Credit(id: ArtistID(.file, "a"), name: "a"))
    try await shelf.keep([(own, "https://x.org/1.mp3")], folders: [])
    #expect(try await catalogue.address(of: own.id) == StreamAddress(web: "https://x.org/1.mp3"))
    service.once.add("/v1/tracks/D1/stream", .redirect("https://node.example/x"))
    #expect(try await catalogue.address(of: TrackID(.audius, "D1")) == StreamAddress(web: "https://node.example/x"))
  }
}

/// A shelf on a disk that takes nothing any more.
private struct FullShelf: Catalogue, TrackKeeper {
  let shelf: SQLiteCatalogue

  func keep(_ favoured: [Favoured]) async throws { throw StorageError.disk(path: "catalogue.sqlite", cause: "full") }
  func note(gone track: TrackID, at date: Date) async throws { try await keep([]) }
  func tracks(_ ids: [TrackID]) async throws -> [Track] { try await shelf.tracks(ids) }
  func artists(_ ids: [ArtistID]) async throws -> [Artist] { try await shelf.artists(ids) }
  func search(_ words: String, limit: Int) async throws -> [Favoured] { try await shelf.search(words, limit: limit) }
  func address(of track: TrackID) async throws -> StreamAddress? { try await shelf.address(of: track) }
  func corpus() async throws -> Corpus { try await shelf.corpus() }
}

@Suite struct `Handing a page over to yt-dlp` {
  private let bench: Workbench
  init() throws { bench = try Workbench() }

  /// A script that stands for yt-dlp.
  private func handOff(_ script: String, limit: Duration = .seconds(20)) throws -> PageHandOff {
    let file = bench.file("yt-dlp")
    // Written by a child: a file that any process still holds open for writing cannot be run, and the children that other
    // tests begin meanwhile inherit what is open here.
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: "/bin/sh")
    writer.arguments = [
      "-c", "printf '%s\\n' \"$2\" > \"$1\" && chmod 755 \"$1\"", "sh", file.path, "#!/bin/sh\n" + script,
    ]
    try writer.run()
    writer.waitUntilExit()
    return PageHandOff(program: file.path, limit: limit)
  }

  private let page = "https://soundcloud.com/a/t1"

  @Test func `it is asked for the best sound that is not Opus, of one page, with the address behind a double dash`()
    async throws
  {
    let said = bench.file("said").path
    let handOff = try handOff("printf '%s\\n' \"$@\" > \(said); echo https://cf-hls.sndcdn.com/a.m3u8")
    #expect(
      try await handOff.address(ofPage: page, source: .soundcloud)
        == StreamAddress(web: "https://cf-hls.sndcdn.com/a.m3u8"))
    let words = try String(contentsOfFile: said, encoding: .utf8).split(separator: "\n").map(String.init)
    #expect(
      words == [
        "--ignore-config", "--no-playlist", "--no-warnings", "--format", "bestaudio[ext!=opus]/best", "--get-url", "--",
        page,
      ])
  }

  @Test(arguments: ["exit 1", "echo; exit 1", "true", "echo file:///etc/passwd", "echo edl://x", "kill -9 $$"])
  func `an answer that is no stream plays nothing`(script: String) async throws {
    let handOff = try handOff(script)
    #expect(await fault { try await handOff.address(ofPage: page, source: .soundcloud) } == .notPlayable(.soundcloud))
  }

  @Test(.timeLimit(.minutes(5))) func `one that takes too long is killed, with all that it began`() async throws {
    let script = "sleep 600 & echo $! > \(bench.file("number").path); wait"
    let handOff = try handOff(script, limit: .seconds(2))
    #expect(await fault { try await handOff.address(ofPage: page, source: .soundcloud) }?.isPassing == true)
    let number = try String(contentsOf: bench.file("number"), encoding: .utf8).trimmingCharacters(
      in: .whitespacesAndNewlines)
    while isRunning(number) { try await Task.sleep(for: .milliseconds(5)) }
  }

  @Test(.timeLimit(.minutes(1))) func `one that nobody waits for is killed, with all that it began`() async throws {
    let file = bench.file("number").path
    let handOff = try handOff("sleep 600 & echo $! > \(file).new; mv \(file).new \(file); wait", limit: .seconds(600))
    let lookup = Task { try await handOff.address(ofPage: page, source: .soundcloud) }
    while !FileManager.default.fileExists(atPath: file) { await Task.yield() }
    lookup.cancel()
    await #expect(throws: CancellationError.self) { try await lookup.value }
    let number = try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    while isRunning(number) { try await Task.sleep(for: .milliseconds(5)) }
  }

  /// Whether a process is neither gone nor only waiting to be forgotten.
  private func isRunning(_ number: String) -> Bool {
    let state = (try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8))?.split(separator: ")").last
    return state.map { !$0.hasPrefix(" Z") } ?? false
  }

  @Test func `it begins as any program does: no signal blocked or ignored, and no file of ours open`() async throws {
    let (said, ours) = (bench.file("said").path, open("/dev/null", O_RDONLY))
    defer { close(ours) }
    let handOff = try handOff(
      "grep -hE '^Sig(Blk|Ign)' /proc/self/status > \(said); ls /proc/self/fd >> \(said); echo https://cdn.example/a")
    _ = try await handOff.address(ofPage: page, source: .soundcloud)
    let lines = try String(contentsOfFile: said, encoding: .utf8).split(separator: "\n")
    let signals = lines.prefix(2).compactMap { $0.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } }
    // The C library keeps signals 32 and 33 for itself.
    #expect(signals.map { $0 & 0x7FFF_FFFF } == [0, 0])
    // The fourth file is the folder that `ls` reads.
    #expect(lines.dropFirst(2) == ["0", "1", "2", "3"])
  }

  @Test(arguments: [
    "https://evil.example/a", "http://soundcloud.com/a", "--exec=x", "file:///etc/passwd",
    "https://soundcloud.com.evil.example/a",
  ])
  func `only a page of the service is handed over`(page: String) async throws {
    let handOff = try handOff("touch \(bench.file("ran").path)")
    #expect(await fault { try await handOff.address(ofPage: page, source: .soundcloud) } == .notPlayable(.soundcloud))
    #expect(!FileManager.default.fileExists(atPath: bench.file("ran").path))
  }

  @Test func `its absence is told, its version too`() async throws {
    let missing = PageHandOff(program: bench.file("none").path)
    #expect(await missing.version() == nil)
    #expect(
      await fault { try await missing.address(ofPage: page, source: .soundcloud) }?.sentence.contains("install it")
        == true)
    #expect(try await handOff("echo 2026.08.20").version() == "2026.08.20")
  }

  @Test func `without credentials a track is played by its page, when the listener wants that`() async throws {
    let shelf = try SQLiteCatalogue(at: bench.file("catalogue.sqlite"))
    let service = try SoundCloudStandIn()
    let known = Track(
      id: TrackID(.soundcloud, "1"), title: "1", artist: Credit(id: ArtistID(.soundcloud, "a"), name: "a"), page: page)
    try await shelf.keep([.track(known)])
    let source = service.source(MemoryStore(nil))
    let without = SourceCatalogue(source: source, shelf: shelf)
    #expect(await fault { try await without.address(of: known.id) } == .notConnected(.soundcloud))
    let with = SourceCatalogue(source: source, shelf: shelf, handOff: try handOff("echo https://cdn.example/a"))
    #expect(try await with.address(of: known.id) == StreamAddress(web: "https://cdn.example/a"))
  }
}
