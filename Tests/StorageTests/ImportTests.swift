import Foundation
import Listening
import Testing

@testable import Storage

@Suite struct `Importing tables and lists` {
  private let bench: Workbench
  private let catalogue: SQLiteCatalogue

  init() throws {
    bench = try Workbench()
    catalogue = try bench.catalogue()
  }

  private func favourites(_ text: String, form: ImportForm? = nil) throws -> ImportProgress {
    try Importer(into: catalogue, .favourites, form: form).run(bench.write("f-\(UUID().uuidString)", text))
  }

  private func tracks(_ text: String, name: String = "t.csv") throws -> ImportProgress {
    try Importer(into: catalogue, .tracks).run(bench.write(name, text))
  }

  private func one(_ key: String, _ source: SourceName = .file) async throws -> Track? {
    try await catalogue.tracks([TrackID(source, key)]).first
  }

  @Test func `an adjacency list is a line a listener`() async throws {
    let done = try favourites("1 10 11\n2 11\n\n3\n")
    #expect((done.lines, done.items, done.malformed) == (4, 3, 0))
    #expect(try await catalogue.counts() == CatalogueCounts(tracks: 2, artists: 2, listeners: 3, favourites: 3))
  }

  @Test(arguments: ["user,item", "Listener;Track", "userID\tartistID", "\u{FEFF}user_id,track_id", "\"user\",\"song\""])
  func `a table says by its header what is who`(header: String) async throws {
    let separator = header.contains("\t") ? "\t" : header.contains(";") ? ";" : ","
    let done = try favourites("\(header)\r\na\(separator)1\r\nb\(separator)1\r\n")
    #expect((done.items, done.malformed) == (2, 0))
    #expect(try await catalogue.counts().listeners == 2)
  }

  @Test func `JSON Lines may say the same in their own way`() async throws {
    let done = try favourites(#"{"user":7,"track":"audius:D7KyD"}"# + "\n" + #"{"listener":"x","item":2270480027}"#)
    #expect((done.items, done.malformed) == (2, 0))
    #expect(try await one("D7KyD", .audius) != nil)
    #expect(try await one("2270480027") != nil)
  }

  @Test func `a favourite told twice counts once`() async throws {
    _ = try favourites("1 10 10 10\n1 10\n")
    #expect(try await catalogue.counts().favourites == 1)
  }

  @Test func `tracks keep all that a table tells`() async throws {
    let done = try tracks(
      """
      id,title,artist,duration,tags,page,url,plays,followers
      demo:5,"Slow, ""green""\u{20}
      morning",Paper Comets,178.5,folk|tape,https://p,https://x.org/5.mp3,230,
      """)
    #expect((done.items, done.malformed, done.lines) == (1, 0, 3))
    let track = try #require(try await one("5", .demo))
    #expect(track.title == "Slow, \"green\" \nmorning")
    #expect(track.artist.name == "Paper Comets")
    #expect(track.duration == 178.5)
    #expect(track.tags == ["folk", "tape"])
    #expect(track.exposure == Exposure(plays: 230))
    #expect(try await catalogue.address(of: track.id) == StreamAddress(web: "https://x.org/5.mp3"))
  }

  @Test func `a length may be written as a clock shows it, and who names no artist has none`() async throws {
    _ = try tracks("id,title,duration\n1,One,3:20\n2,Two,1:00:00\n3,Three,abc\n4,Four,-5\n")
    var lengths: [Double?] = []
    for key in ["1", "2", "3", "4"] { lengths.append(try await one(key)?.duration) }
    #expect(lengths == [200, 3_600, nil, nil])
    #expect(try await one("1")?.artist.name == "unknown")
  }

  @Test func `a page that is no address of the web is none`() async throws {
    _ = try tracks("id,title,page\n1,One,https://x.org/1\n2,Two,#EXTVLCOPT:x\n3,Three,/etc/passwd\n")
    #expect(try await one("1")?.page == "https://x.org/1")
    #expect(try await [one("2")?.page, one("3")?.page] == [nil, nil])
  }

  @Test func `a file named beside the list is meant relative to it`() async throws {
    _ = try tracks("id,title,file\n1,One,sound/one.flac\n2,Two,../../two.flac\n")
    let path = bench.file("sound/one.flac").standardizedFileURL.path
    #expect(try await catalogue.address(of: TrackID(.file, "1")) == .file(path: path))
    #expect(try await catalogue.address(of: TrackID(.file, "2")) == nil)
  }

  @Test func `an address that the player would refuse is told by its place, and none is kept`() async throws {
    let done = try tracks(
      "id,title,url\n1,One,https://x.org/1\n2,Two,edl://x\n3,Three,/etc/passwd\n4,Four,4.mp3\n5,Five,\n")
    #expect(done.items == 5)
    #expect(done.complaints.map { $0.prefix(18) } == ["line 3, column 7: ", "line 4, column 9: "])
    #expect(try await catalogue.corpus().tracks.map(\.isPlayable) == [true, false, false, true, false])
  }

  @Test func `a table may name files below a folder that was imported before`() async throws {
    let own = Track(id: TrackID(.file, "0"), title: "0", artist: Credit(id: ArtistID(.file, "a"), name: "a"))
    try await catalogue.keep([(own, "/music/0.mp3")], folders: ["/music"])
    #expect(try tracks("id,title,file\n1,One,/music/in/1.mp3\n").malformed == 0)
    #expect(try await catalogue.address(of: TrackID(.file, "1")) == .file(path: "/music/in/1.mp3"))
  }

  @Test func `a table of artists names what favourites only numbered, whichever comes first`() async throws {
    _ = try favourites("userID\tartistID\tweight\n2\t51\t13883\n2\t52\t11690\n")
    _ = try tracks(
      "id\tname\turl\tpictureURL\n51\tDuran Duran\thttp://l/51\thttp://p\n1686\t\"Weird Al\" Yankovic\thttp://l/2\t\n")
    let track = try #require(try await one("51"))
    #expect((track.title, track.artist.name, track.page) == ("Duran Duran", "Duran Duran", "http://l/51"))
    #expect(try await one("1686")?.title == "\"Weird Al\" Yankovic")
    #expect(try await catalogue.address(of: track.id) == nil, "a page is no sound")
    #expect(try await catalogue.counts() == CatalogueCounts(tracks: 3, artists: 3, listeners: 1, favourites: 2))
  }

  @Test func `a table without artists takes away what only stood for the track`() async throws {
    _ = try favourites("1 7\n")
    _ = try tracks("id,title\n7,Seven\n")
    #expect(try await one("7")?.artist.name == "unknown")
  }

  @Test func `an artist of whom more is known stays, though called by the id`() async throws {
    let artist = Artist(id: ArtistID(.file, "808"), name: "808", followers: 5)
    try await catalogue.keep([.artist(artist)])
    _ = try tracks("id,title\n1,One\n")
    #expect(try await catalogue.artists([artist.id]) == [artist])
  }

  @Test func `the mark before UTF-8 is no part of the first line`() async throws {
    let lists = try favourites("\u{FEFF}1 10\n2 11\n")
    let objects = try favourites("\u{FEFF}" + #"{"user":7,"track":"12"}"# + "\n")
    #expect((lists.malformed, objects.malformed) == (0, 0))
    #expect(try await catalogue.counts().favourites == 3)
  }

  @Test func `lengths may be told in milliseconds, and nothing is no length`() async throws {
    _ = try tracks("id,title,duration_ms\n1,One,180500\n2,Two,0\n")
    #expect(try await one("1")?.duration == 180.5)
    let second = try await one("2")
    #expect(second != nil && second?.duration == nil)
  }

  @Test func `tags stand apart by bars or by semicolons`() async throws {
    _ = try tracks("id,title,tags\n1,One,folk; tape|slow\n")
    #expect(try await one("1")?.tags == ["folk", "tape", "slow"])
  }

  @Test func `a table without artists leaves those that are known`() async throws {
    _ = try tracks("id,title,artist,artistid\n7,Seven,Real Name,55\n8,Eight,Other,56\n")
    _ = try tracks("id,title,artistid,plays\n7,Seven,55,20\n9,Nine,57,3\n9,Nine,57,4\n", name: "u.csv")
    _ = try tracks("id,title,plays\n8,Eight,3\n10,Ten,3\n", name: "v.csv")
    var artists: [String] = []
    for key in ["7", "8", "9", "10"] { artists.append(try await one(key)?.artist.name ?? "") }
    #expect(artists == ["Real Name", "Other", "57", "unknown"])
  }

  @Test func `the address of a track's sound is not its page`() async throws {
    _ = try tracks("id,title,url\n1,One,https://x.org/1.mp3\n")
    #expect(try await one("1")?.page == nil)
  }

  @Test func `of two columns of one name the first counts`() async throws {
    _ = try tracks("id,title,Title\n1,One,Two\n")
    #expect(try await one("1")?.title == "One")
  }

  @Test func `an artist who is named once is named, on whichever line`() async throws {
    _ = try tracks("id,title,artist,artistid\n1,One,,55\n2,Two,Real Name,55\n3,Three,,55\n")
    #expect(try await one("1")?.artist.name == "Real Name")
  }

  @Test func `of two names in JSON that read alike the first by the alphabet counts`() async throws {
    for _ in 1...8 {
      let bench = try Workbench()
      let catalogue = try bench.catalogue()
      _ = try Importer(into: catalogue, .tracks).run(
        bench.write("t.jsonl", #"{"id2":"9","id":"1","title":"T","id3":null}"#))
      #expect(try await catalogue.tracks([TrackID(.file, "1"), TrackID(.file, "9")]).map(\.id.key) == ["1"])
    }
  }

  @Test func `malformed lines are told by number and counted, the others are kept`() throws {
    let done = try favourites("1 2\nx y\n3 4\n5 99999999999999999999\n")
    #expect((done.items, done.malformed) == (2, 2))
    let expected = "expected whole numbers, `listener item item …`"
    #expect(done.complaints == ["line 2, column 1: \(expected)", "line 4, column 3: \(expected)"])
  }

  @Test func `a quote that does not close costs its own line and no other`() throws {
    let done = try tracks("id,title\n1,\"open\n2,two\n3,\"a\n b\"\n4,\"x\"y\n")
    #expect((done.items, done.malformed) == (3, 1))
    #expect(done.complaints == ["line 2, column 3: expected the quote to close"])
  }

  @Test func `a row that lacks something says in which column it was expected`() throws {
    let done = try tracks("id,title\n1,one\n2\n,two\n3,\n")
    let words = "expected an id and a title"
    #expect(
      done.complaints == [
        "line 3, column 2: \(words)", "line 4, column 1: \(words)", "line 5, column 3: \(words)",
      ])
  }

  @Test(arguments: ["[{\"id\":\"1\",\"title\":\"a\"}]", "{\n  \"playlist\": {}\n}\n", "[\n"])
  func `one JSON document is refused in one sentence`(text: String) {
    let said = sentence { _ = try tracks(text) }
    #expect(said.contains("it is one JSON document: give JSON Lines"), "\(said)")
  }

  @Test func `a line that is no JSON object says where it stops being one`() throws {
    let done = try tracks("{\"id\":\"1\",\"title\":\"one\"}\n{\"id\":\"2\",oops}\n[1]\n{\"id\":\"3\"}\n")
    #expect(done.items == 1 && done.malformed == 3)
    #expect(
      done.complaints == [
        "line 2, column 11: expected one JSON object", "line 3, column 1: expected one JSON object",
        "line 4, column 1: expected an id and a title",
      ])
  }

  @Test func `only the first complaints are kept, all are counted`() throws {
    let done = try favourites("1 2\n" + String(repeating: "?\n", count: 1_000))
    #expect((done.malformed, done.complaints.count) == (1_000, 20))
  }

  @Test(arguments: ["a,b\n1,2\n", "title,artist\nx,y\n", ""])
  func `a header that names nothing useful is refused before anything is kept`(text: String) async throws {
    guard !text.isEmpty else {
      #expect(try tracks("").items == 0)
      return
    }
    let said = sentence { _ = try tracks(text) }
    #expect(said.contains("line 1, column 1: expected a header with an id and a title, found"), "\(said)")
    #expect(try await catalogue.counts().tracks == 0)
  }

  @Test(arguments: [Data([0xFF, 0xFE, 0x69, 0]), Data([0x7F, 0x45, 0x4C, 0x46, 0, 0, 0x0A])])
  func `what is no text is refused in a sentence`(bytes: Data) throws {
    let path = try bench.write("x.csv", bytes)
    #expect(sentence { _ = try Importer(into: catalogue, .tracks).run(path) }.contains("not text in UTF-8"))
  }

  @Test func `a file that is not there, or a folder, is told in a sentence`() {
    for path in ["/nowhere/x.csv", bench.url.path] {
      #expect(sentence { _ = try Importer(into: catalogue, .tracks).run(path) }.contains("cannot import \(path)"))
    }
  }

  @Test func `a file that breaks off in the reading is told by its own name`() {
    // The first page of a process's memory can be opened and not read.
    let path = "/proc/self/mem"
    #expect(sentence { _ = try Importer(into: catalogue, .favourites).run(path) }.hasPrefix("cannot import \(path): "))
  }

  @Test func `a line of megabytes is passed over, and those around it are kept`() throws {
    let done = try favourites("1 2\n" + String(repeating: "7 ", count: 1_500_000) + "\n3 4\n")
    #expect((done.items, done.malformed) == (2, 1))
    #expect(done.complaints == ["line 2, column 1: longer than a megabyte"])
  }

  @Test func `hostile words and bytes are taken as they are or refused, and nothing breaks`() async throws {
    let title = "\u{1B}]0;x\u{7}\u{202E}evil\u{9B}2J"
    var bytes = Data("id,title\n1,\(title)\na\u{1B}b,control\n2,".utf8)
    bytes += [0xFF, 0xC0, 0x80, 0x0A]
    let path = try bench.write("h.csv", bytes)
    let done = try Importer(into: catalogue, .tracks).run(path)
    #expect((done.items, done.malformed) == (2, 1))
    #expect(try await one("1")?.title == title)
    #expect(try await one("2")?.title.contains("\u{FFFD}") == true)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `no bytes at all break an import`(seed: UInt64) throws {
    var chance = Seeded(seed)
    let letters = Array("id,title;user\titem\"{}[]:\\\n\r 019é\u{0}\u{1B}".utf8)
    for form in ImportForm.allCases {
      let bytes = Data((0..<20_000).map { _ in letters[Int.random(in: 0..<letters.count, using: &chance)] })
      for kind in [Importer.Kind.favourites, .tracks] {
        let head = Data((kind == .tracks ? "id,title\n" : "user,item\n").utf8)
        let path = try bench.write("fuzz", form == .csv ? head + bytes : bytes)
        do {
          _ = try Importer(into: catalogue, kind, form: form).run(path)
        } catch let error as StorageError {
          #expect(!error.sentence.isEmpty, "seed \(seed)")
        }
      }
    }
  }

  @Test(.enabled(if: sharedData != nil, "shared/data is absent"))
  func `the Last.fm listening of HetRec is taken as it lies there`() async throws {
    let folder = try #require(sharedData).appendingPathComponent("hetrec-lastfm")
    let heard = try Importer(into: catalogue, .favourites).run(folder.appendingPathComponent("user_artists.dat").path)
    let named = try Importer(into: catalogue, .tracks).run(folder.appendingPathComponent("artists.dat").path)
    #expect((heard.items, heard.malformed) == (92_834, 0))
    #expect((named.items, named.malformed) == (17_632, 0))
    #expect(
      try await catalogue.counts()
        == CatalogueCounts(tracks: 17_632, artists: 17_632, listeners: 1_892, favourites: 92_834))
    #expect(try await one("51")?.title == "Duran Duran")
  }
}
