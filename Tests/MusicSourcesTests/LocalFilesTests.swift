import Foundation
import Listening
import Storage
import Synchronization
import Testing

@testable import MusicSources

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
