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

@Suite struct `Files and folders` {
  private let bench: Workbench
  init() throws { bench = try Workbench() }

  private func read(_ path: String) async throws -> (own: [LocalFiles.Own], folders: [String]) {
    var (own, folders): ([LocalFiles.Own], [String]) = ([], [])
    _ = try await LocalFiles().read(path) { batch, places, _ in
      own += batch
      folders = places
      return true
    }
    return (own, folders)
  }

  /// A hundredth of a second in WAV, whatever the file's name says.
  private static let silence: [UInt8] = {
    func word(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    let sound = [UInt8](repeating: 128, count: 80)
    let head = Array("WAVEfmt ".utf8) + word(16) + [1, 0, 1, 0] + word(8_000) + word(8_000) + [1, 0, 8, 0]
    let body = head + Array("data".utf8) + word(80) + sound
    return Array("RIFF".utf8) + word(UInt32(body.count)) + body
  }()

  private func touch(_ name: String) throws {
    try FileManager.default.createDirectory(
      at: bench.file(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(Self.silence).write(to: bench.file(name))
  }

  @Test func `without tags the names speak`() async throws {
    for name in [
      "Paper Comets/First Light/01 Slow Green.flac", "Low Orbit - Kitchen Radio.mp3", "notes.txt", "cover.jpg",
      "07.ogg",
    ] {
      try touch(name)
    }
    let (own, folders) = try await read(bench.url.path)
    #expect(folders == [bench.url.standardizedFileURL.path])
    let words = own.map { [$0.track.artist.name, $0.track.title] }
    #expect(words.count == 3)
    #expect(words.contains(["Paper Comets", "Slow Green"]) && words.contains(["Low Orbit", "Kitchen Radio"]))
    #expect(own.contains { $0.track.title == "07" })
  }

  @Test(arguments: [
    ("50 Cent - In da Club", "50 Cent", "In da Club"), ("01 - 10cc - Rubber Bullets", "10cc", "Rubber Bullets"),
    ("99 Luftballons", "Nena", "99 Luftballons"), ("1-07. Slow Green", "Nena", "Slow Green"), ("07", "Nena", "07"),
  ])
  func `a number that is no track's place belongs to the name`(file: String, artist: String, title: String) {
    let words = FileNameWords("/music/Nena/\(file).mp3", below: "/music")
    #expect([words.artist, words.title] == [artist, title])
  }

  @Test func `folders above the one that is read are no artists`() {
    #expect(FileNameWords("/home/alice/Music/foo.flac", below: "/home/alice/Music").artist == nil)
  }

  @Test func `one file is read, and a folder's again tells what is gone`() async throws {
    try touch("music/a.mp3")
    try touch("music/b.mp3")
    let shelf = try SQLiteCatalogue(at: bench.file("catalogue.sqlite"))
    let (own, folders) = try await read(bench.file("music").path)
    try await shelf.keep(own.map { ($0.track, $0.address) }, folders: folders)
    #expect(try await read(bench.file("music/a.mp3").path).own.map(\.track) == own.prefix(1).map(\.track))
    try FileManager.default.removeItem(at: bench.file("music/b.mp3"))
    #expect(try await shelf.closeGone(below: bench.file("music").standardizedFileURL.path) == 1)
    #expect(try await shelf.corpus().tracks.map(\.isPlayable) == [true, false])
  }

  @Test(
    .enabled(
      if: ChildProcess.path(of: "ffprobe") != nil && ChildProcess.path(of: "ffmpeg") != nil,
      "ffmpeg is not installed"),
    arguments: ["mp3", "flac", "ogg", "m4a"])
  func `tags are read from each kind of file`(ending: String) async throws {
    let ffmpeg = try #require(ChildProcess.path(of: "ffmpeg"))
    let path = bench.file("x.\(ending)").path
    let made = await ChildProcess(
      path: ffmpeg,
      arguments: [
        "-v", "quiet", "-f", "lavfi", "-i", "sine=duration=2", "-metadata", "title=Grüner Tag", "-metadata",
        "artist=Ida & the Weather", "-metadata", "genre=Folk;Tape", path,
      ]
    ).run(limit: .seconds(30))
    #expect(made?.status == 0)
    let track = try #require(try await read(bench.url.path).own.first?.track)
    #expect((track.title, track.artist.name, track.tags) == ("Grüner Tag", "Ida & the Weather", ["Folk", "Tape"]))
    #expect(abs((track.duration ?? 0) - 2) < 0.2)
  }

  @Test func `an M3U list names files and addresses`() async throws {
    try touch("in/a.mp3")
    let list =
      "\u{FEFF}#EXTM3U\r\n#EXTINF:183,Ida - Kitchen - Radio\r\nin/a.mp3\r\n\r\nhttps://x.org/b.mp3\r\nedl://x\r\n/etc/passwd\n"
    try Data(list.utf8).write(to: bench.file("list.m3u8"))
    let (own, folders) = try await read(bench.file("list.m3u8").path)
    #expect(own.map(\.address) == [bench.file("in/a.mp3").standardizedFileURL.path, "https://x.org/b.mp3"])
    #expect(own.first.map { [$0.track.artist.name, $0.track.title] } == ["Ida", "Kitchen - Radio"])
    // The file's own length where ffprobe is there to say it.
    #expect([183, 0.01].contains(own.first?.track.duration))
    #expect(folders == [bench.file("in/a.mp3").standardizedFileURL.path], "the file, and not what lies beside it")
  }

  @Test func `a list opens nothing to the player but music that is there`() async throws {
    try touch("a.mp3")
    try touch("secret")
    try FileManager.default.createDirectory(at: bench.file("b.mp3"), withIntermediateDirectories: true)
    try Data("/zzz-not-there.mp3\n/zzz.mp3/x\nsecret\nb.mp3\na.mp3\n".utf8).write(to: bench.file("list.m3u"))
    let shelf = try SQLiteCatalogue(at: bench.file("catalogue.sqlite"))
    let places = Mutex<[String]>([])
    _ = try await LocalFiles().read(bench.file("list.m3u").path) { own, folders, _ in
      places.withLock { $0 = folders }
      try await shelf.keep(own.map { ($0.track, $0.address) }, folders: folders)
      return true
    }
    #expect(places.withLock { $0 } == [bench.file("a.mp3").standardizedFileURL.path])
    let other = Track(id: TrackID(.file, "x"), title: "x", artist: Credit(id: ArtistID(.file, "x"), name: "x"))
    try await shelf.keep([(other, bench.file("secret").path)], folders: [])
    #expect(try await shelf.address(of: other.id) == nil)
  }

  @Test func `what a list names and is not there is passed over and counted`() async throws {
    try touch("a.mp3")
    try Data("a.mp3\ngone.mp3\nnotes.txt\nhttp://\nrtmp://x.org/a\n".utf8).write(to: bench.file("list.m3u"))
    var passed = 0
    let count = try await LocalFiles().read(bench.file("list.m3u").path, passedOver: { passed = $0 }) { _, _, _ in true
    }
    #expect((count, passed) == (1, 4))
  }

  @Test func `the words before an address that nobody takes are not the next one's`() async throws {
    try touch("a.mp3")
    try Data("#EXTINF:9,Evil - Twin\nrtmp://x.org/a\na.mp3\n".utf8).write(to: bench.file("list.m3u"))
    #expect(try await read(bench.file("list.m3u").path).own.map(\.track.title) == ["a"])
  }

  @Test func `a name that is no UTF-8 cannot be opened again, and is passed over and counted`() async throws {
    try touch("music/a.mp3")
    let name = Array((bench.file("music").path + "/Caf").utf8) + [0xE9] + Array(".mp3".utf8) + [0]
    let file = open(name.map { CChar(bitPattern: $0) }, O_CREAT | O_WRONLY, 0o600)
    try #require(file >= 0)
    close(file)
    var passed = 0
    let count = try await LocalFiles().read(bench.file("music").path, passedOver: { passed = $0 }) { _, _, _ in true }
    #expect((count, passed) == (1, 1))
  }

  @Test func `an M3U list that is no UTF-8 is read as Latin-1`() async throws {
    try touch("Café.mp3")
    let list = Data("#EXTINF:1,Ida - Caf".utf8) + [0xE9, 0x0A] + Data("Caf".utf8) + [0xE9] + Data(".mp3\n".utf8)
    try list.write(to: bench.file("list.m3u"))
    let own = try await read(bench.file("list.m3u").path).own
    #expect(own.map(\.address) == [bench.file("Café.mp3").standardizedFileURL.path])
    #expect(own.first?.track.title == "Café")
  }

  @Test func `an XSPF list too`() async throws {
    let list = """
      <?xml version="1.0"?><playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList>
      <track><location>https://x.org/a.mp3</location><title>Salt &amp; Light</title><creator>Ida</creator><duration>183000</duration></track>
      <track><location>in/b%20c.mp3</location></track>
      <track><location>\(bench.file("in/b%20c.mp3").path(percentEncoded: false))</location></track><track><title>nowhere</title></track>
      </trackList></playlist>
      """
    try touch("in/b c.mp3")
    try Data(list.utf8).write(to: bench.file("list.xspf"))
    let own = try await read(bench.file("list.xspf").path).own
    let file = bench.file("in/b c.mp3").standardizedFileURL.path
    #expect(own.map(\.address) == ["https://x.org/a.mp3", file, file])
    #expect(
      own.first.map { ($0.track.title, $0.track.artist.name, $0.track.duration) } ?? ("", "", 0) == (
        "Salt & Light", "Ida", 183
      ))
  }

  @Test func `and a JSPF list`() async throws {
    let list = """
      {"playlist": {"track": [
        {"location": ["https://x.org/a.mp3"], "title": "Salt & Light", "creator": "Ida", "duration": 183000},
        {"location": "\(bench.file("in/b c.mp3").absoluteString)"}, {"title": "nowhere"}, 7, null
      ]}}
      """
    try touch("in/b c.mp3")
    try Data(list.utf8).write(to: bench.file("list.jspf"))
    let own = try await read(bench.file("list.jspf").path).own
    #expect(own.map(\.address) == ["https://x.org/a.mp3", bench.file("in/b c.mp3").standardizedFileURL.path])
    let first = try #require(own.first?.track)
    #expect((first.title, first.artist.name, first.duration) == ("Salt & Light", "Ida", 183))
    try Data("{".utf8).write(to: bench.file("list.jspf"))
    await #expect(throws: CocoaError.self) { try await read(bench.file("list.jspf").path) }
  }

  @Test func `what is read plays from the catalogue`() async throws {
    try touch("a.mp3")
    let shelf = try SQLiteCatalogue(at: bench.file("catalogue.sqlite"))
    _ = try await LocalFiles().read(bench.url.path) { own, folders, _ in
      try await shelf.keep(own.map { ($0.track, $0.address) }, folders: folders)
      return true
    }
    let track = try #require(try await shelf.corpus().tracks.first)
    #expect(track.isPlayable)
    #expect(try await shelf.address(of: track.id) != nil)
  }

  @Test func `folders, lists and files of music are taken`() throws {
    try touch("a.csv")
    try touch("a.m3u")
    #expect(LocalFiles.takes(bench.url.path) && LocalFiles.takes(bench.file("a.m3u").path))
    #expect(!LocalFiles.takes(bench.file("a.csv").path) && !LocalFiles.takes("/nowhere"))
  }
}
