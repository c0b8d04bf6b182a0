import Foundation
import GRDB
import Listening
import Testing

@testable import Storage

@Suite struct `The catalogue` {
  private let bench: Workbench
  private let catalogue: SQLiteCatalogue

  init() throws {
    bench = try Workbench()
    catalogue = try bench.catalogue()
  }

  @Test func `answers in the order asked and leaves out what it does not know`() async throws {
    try await catalogue.keep([.track(track("1")), .track(track("2"))])
    let ids = ["2", "9", "1"].map { TrackID(.audius, $0) }
    #expect(try await catalogue.tracks(ids).map(\.id.key) == ["2", "1"])
  }

  @Test func `keeps a track whole, 64-bit counts too`() async throws {
    let whole = track("9223372036854775807", exposure: Exposure(plays: 2_270_480_027, favourites: 3, followers: 5))
    try await catalogue.keep([.track(whole)])
    #expect(try await catalogue.tracks([whole.id]) == [whole])
  }

  @Test func `an unknown count is unknown and not 0, and unknown does not take back what was known`() async throws {
    try await catalogue.keep([.track(track("1"))])
    #expect(try await catalogue.tracks([TrackID(.audius, "1")]).first?.exposure == Exposure())
    try await catalogue.keep([.track(track("1", exposure: Exposure(plays: 0, followers: 4)))])
    try await catalogue.keep([.track(track("1"))])
    #expect(try await catalogue.tracks([TrackID(.audius, "1")]).first?.exposure == Exposure(plays: 0, followers: 4))
  }

  @Test func `an answer without a title or a name leaves those that are known`() async throws {
    try await catalogue.keep([.track(track("1", artist: "maker"))])
    let nameless = Track(
      id: TrackID(.audius, "1"), title: "1", artist: Credit(id: ArtistID(.audius, "maker"), name: "maker"))
    try await catalogue.keep([.track(nameless)])
    let kept = try #require(try await catalogue.tracks([nameless.id]).first)
    #expect((kept.title, kept.artist.name) == ("Track 1", "Maker"))
  }

  @Test func `what a search says of an own track does not take its sound away`() async throws {
    try await catalogue.keep([(track("1"), "https://x.org/1.mp3")], folders: [])
    try await catalogue.keep([.track(track("1"))])
    #expect(try await catalogue.address(of: TrackID(.audius, "1")) == StreamAddress(web: "https://x.org/1.mp3"))
  }

  @Test(arguments: ["title", "artist"]) func `a damaged row ends in a sentence`(column: String) async throws {
    try await catalogue.keep([.track(track("1", title: "One", artist: "A"))])
    try await bench.raw("catalogue.sqlite").write { db in
      // As a damaged page has it, which no rule of the table keeps out.
      try db.execute(sql: "CREATE TABLE loose AS SELECT * FROM track; UPDATE loose SET \(column) = NULL")
      try db.execute(sql: "DROP TABLE track; ALTER TABLE loose RENAME TO track")
    }
    var said = ""
    do {
      if column == "title" {
        _ = try await catalogue.tracks([TrackID(.audius, "1")])
      } else {
        _ = try await catalogue.corpus()
      }
    } catch let error as StorageError { said = error.sentence }
    #expect(said.contains("is damaged"), "\(said)")
  }

  @Test func `finds artists before tracks, beginnings before middles`() async throws {
    try await catalogue.keep([
      .track(track("1", title: "Cold Velvet", artist: "velvet sea")),
      .track(track("2", title: "Velvet", artist: "other")),
    ])
    let found = try await catalogue.search("VELVET", limit: 10).map(\.title)
    #expect(found == ["Velvet Sea", "Velvet by Other", "Cold Velvet by Velvet Sea"])
  }

  @Test(arguments: [
    "summer echo fountain", "Summer Echo - Fountain, Ocean", "fountain ocean", "ocean echo", "https://x.org/a/f",
  ])
  func `finds a track by words of its title and its artist in any order, and by its page`(words: String) async throws {
    var wanted = track("1", title: "Fountain, Ocean", artist: "Summer Echo")
    wanted.page = "https://x.org/a/f"
    try await catalogue.keep([.track(wanted), .track(track("2", title: "Fountain", artist: "Other"))])
    #expect(try await catalogue.search(words, limit: 10) == [.track(wanted)])
  }

  @Test(arguments: ["ólafur arnalds", "ÓLAFUR", "arnalds ólafur", "ólafur ARN"])
  func `takes a letter for its capital in any alphabet`(words: String) async throws {
    try await catalogue.keep([.track(track("1", title: "Saman", artist: "Ólafur Arnalds"))])
    #expect(try await catalogue.search(words, limit: 10).first?.title == "Ólafur Arnalds")
  }

  @Test(arguments: [("velvet", "Velvet Curtain", "Cold Velvet"), ("0%", "100% pure", "1000")])
  func `of many the best are found, though others are shorter`(words: String, best: String, other: String) async throws
  {
    try await catalogue.keep([other, best].map { .track(track($0, title: $0, artist: "m")) })
    #expect(try await catalogue.search(words, limit: 1).map(\.title) == ["\(best) by M"])
  }

  @Test func `a word that many artists bear hides no track that bears it`() async throws {
    let many = (0..<30).map { track("\($0)", title: "Velvet \($0)", artist: "Velvet Sea \($0)") }
    try await catalogue.keep(many.map { .track($0) })
    let found = try await catalogue.search("velvet", limit: 20)
    #expect(found.prefix(10).allSatisfy(\.isArtist) && found.count { !$0.isArtist } == 10)
    #expect(found.artistsFirst(limit: 12).count(where: \.isArtist) == 6)
    #expect((found.prefix(10) + found.suffix(2)).artistsFirst(limit: 11).count(where: \.isArtist) == 9)
  }

  @Test(arguments: ["%", "_", "\\", "'", "\"; DROP TABLE track", "", String(repeating: "x", count: 100_000)])
  func `no words do harm to a search`(words: String) async throws {
    try await catalogue.keep([.track(track("1", title: "100% pure_gold", artist: "m"))])
    let found = try await catalogue.search(words, limit: 10)
    #expect(found.count <= 2)
    #expect(words == "%" || words == "_" || words.isEmpty ? !found.isEmpty : found.isEmpty)
  }

  @Test func `a file is played only from an imported folder, a web address only when it is one`() async throws {
    let own = ["a": "/music/a.mp3", "b": "/etc/passwd", "c": "https://x.org/c.mp3", "d": "edl:///etc/passwd"]
    try await catalogue.keep(own.map { (track($0.key), $0.value) }, folders: ["/music"])
    func address(_ key: String) async throws -> StreamAddress? {
      try await catalogue.address(of: TrackID(.audius, key))
    }
    #expect(try await address("a") == .file(path: "/music/a.mp3"))
    #expect(try await address("b") == nil)
    #expect(try await address("c") == StreamAddress(web: "https://x.org/c.mp3"))
    #expect(try await address("d") == nil)
  }

  @Test func `a file that was imported for itself is played, and none beside it`() async throws {
    let own = ["a": "/music/a.mp3", "b": "/music/b.mp3", "c": "/music/a.mp3.mp3", "d": "/music/a.mp3/../b.mp3"]
    try await catalogue.keep(own.map { (track($0.key), $0.value) }, folders: ["/music/a.mp3"])
    var found: [StreamAddress?] = []
    for key in own.keys.sorted() { found.append(try await catalogue.address(of: TrackID(.audius, key))) }
    #expect(found == [.file(path: "/music/a.mp3"), nil, nil, nil])
  }

  @Test(.timeLimit(.minutes(1))) func `whether a file of thousands is open is known without a look at each`()
    async throws
  {
    let own = (0..<3000).map { (track("\($0)"), "/one/by/one/\($0).mp3") }
    try await catalogue.keep(own, folders: own.map(\.1))
    let rows = (0..<3000).map { "\($0),a,b,\($0.isMultiple(of: 2) ? "file:///one/by/one" : "/elsewhere")/\($0).mp3" }
    let list = try bench.write("list.csv", "id,title,artist,path\n" + rows.joined(separator: "\n") + "\n")
    let done = try Importer(into: catalogue, .tracks).run(list)
    #expect((done.items, done.malformed) == (3000, 1500))
  }

  @Test func `a purge closes the files of what it takes, and no others`() async throws {
    let other = Track(id: TrackID(.demo, "1"), title: "kept", artist: Credit(id: ArtistID(.demo, "a"), name: "a"))
    try await catalogue.keep([(other, "/a.mp3"), (track("1"), "/b.mp3")], folders: ["/a.mp3", "/b.mp3"])
    try await catalogue.purge(.audius)
    #expect(try await catalogue.read { try String.fetchAll($0, sql: "SELECT path FROM folder") } == ["/a.mp3"])
  }

  @Test func `the corpus numbers tracks in the order of their names and rows rise`() async throws {
    let path = try bench.write("a.txt", "7 10 9 2\n8 9\n9 10 2\n")
    _ = try Importer(into: catalogue, .favourites).run(path)
    let corpus = try await catalogue.corpus()
    #expect(corpus.tracks.map(\.id.key) == ["2", "9", "10"])
    #expect((0..<3).map { Array(corpus.row($0)) } == [[0, 1, 2], [1], [0, 2]])
    #expect(corpus.tracks.allSatisfy { !$0.isPlayable && $0.plays == -1 })
  }

  @Test func `a tag is the same however it is written`() async throws {
    var (first, second) = (track("1"), track("2"))
    (first.tags, second.tags) = (["Dub", "tape"], ["dub"])
    try await catalogue.keep([.track(first), .track(second)])
    let corpus = try await catalogue.corpus()
    #expect(corpus.tags.sorted() == ["dub", "tape"])
    #expect(corpus.tracks.allSatisfy { $0.tags.map { corpus.tags[Int($0)] }.contains("dub") })
  }

  @Test func `a track met again is kept as well known as it is then`() async throws {
    let step = HarvestStep(.favourites("1"), mark: nil, rank: 0)
    for plays in [10, 20] {
      let track = track("1", exposure: Exposure(plays: plays))
      try await catalogue.store(.favourites([track]), of: step, next: nil, source: .audius)
      #expect(try await catalogue.tracks([track.id]).map(\.exposure.plays) == [plays])
    }
  }

  @Test func `a newer catalogue is refused`() async throws {
    try await bench.raw("catalogue.sqlite").write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')") }
    #expect(sentence { _ = try bench.catalogue() }.contains("newer crescendo"))
  }

  @Test func `purge takes all of one source out of the file, and nothing of another`() async throws {
    try await catalogue.keep([.track(track("1", title: "Zanzibarquartett"))])
    let other = Track(id: TrackID(.demo, "1"), title: "kept", artist: Credit(id: ArtistID(.demo, "a"), name: "a"))
    try await catalogue.keep([.track(other)])
    try await catalogue.seed([.favouriters(TrackID(.audius, "1"))], source: .audius)
    try await catalogue.store(
      .favourites([track("2", title: "Zanzibarsolo")]), of: HarvestStep(.favourites("me")), next: nil, source: .audius)
    for gone in [TrackID(.audius, "3"), other.id] { try await catalogue.note(gone: gone, at: Date()) }
    try await catalogue.purge(.audius)
    try await catalogue.rewrite()
    #expect(try await catalogue.gone(since: .distantPast) == [other.id])
    let counts = try await catalogue.counts()
    #expect(counts == CatalogueCounts(tracks: 1, artists: 1, listeners: 0, favourites: 0))
    #expect(try await catalogue.progress(source: .audius) == HarvestProgress())
    #expect(try await catalogue.nextStep(source: .audius) == nil)
    #expect(try !holds("Zanzibar"))
  }

  @Test func `purge takes it out of the file while another crescendo has that open`() async throws {
    let other = try bench.catalogue()
    try await catalogue.keep([.track(track("1", title: "Zanzibarquartett"))])
    _ = try await other.counts()
    try await catalogue.purge(.audius)
    try await catalogue.rewrite()
    #expect(try await other.counts().tracks == 0)
    #expect(try !holds("Zanzibar"))
  }

  @Test(.timeLimit(.minutes(2)))
  func `a file that another crescendo keeps from being rewritten says so, and is the next time`() async throws {
    try await catalogue.keep([.track(track("1", title: "Zanzibarquartett"))])
    var settings = Configuration()
    settings.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: bench.file("catalogue.sqlite").path, configuration: settings)
    try await other.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN")
      _ = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM track")
    }
    try await catalogue.purge(.audius)
    let said = await #expect(throws: StorageError.self) { try await catalogue.rewrite() }
    #expect(said?.sentence.contains("quit that one, and purge again") == true)
    try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    try await catalogue.rewrite()
    #expect(try !holds("Zanzibar"))
  }

  /// Whether the catalogue's files hold these words.
  private func holds(_ words: String) throws -> Bool {
    try ["catalogue.sqlite", "catalogue.sqlite-wal"].contains { name in
      let path = bench.file(name)
      guard FileManager.default.fileExists(atPath: path.path) else { return false }
      return try Data(contentsOf: path).range(of: Data(words.utf8)) != nil
    }
  }

  @Test func `a purge closes the folders of what it takes, and no others`() async throws {
    let other = Track(id: TrackID(.demo, "1"), title: "kept", artist: Credit(id: ArtistID(.demo, "a"), name: "a"))
    let gone = Track(id: TrackID(.file, "1"), title: "gone", artist: Credit(id: ArtistID(.file, "a"), name: "a"))
    try await catalogue.keep([(other, "/music/a.mp3")], folders: ["/music"])
    try await catalogue.keep([(gone, "/other/b.mp3")], folders: ["/other"])
    try await catalogue.purge(.file)
    #expect(try await catalogue.address(of: other.id) == .file(path: "/music/a.mp3"))
    #expect(try await catalogue.read { try String.fetchAll($0, sql: "SELECT path FROM folder") } == ["/music"])
  }

  @Test func `a file that a table names by its address is closed and kept like one named by its path`() async throws {
    let own = Track(id: TrackID(.demo, "1"), title: "kept", artist: Credit(id: ArtistID(.demo, "a"), name: "a"))
    try await catalogue.keep([(own, "/music/0.mp3")], folders: ["/music"])
    let table = try bench.write("t.csv", "id,title,address\ndemo:1,One,file:///music/a%20b.mp3\n")
    _ = try Importer(into: catalogue, .tracks).run(table)
    try await catalogue.purge(.audius)
    #expect(try await catalogue.address(of: own.id) == .file(path: "/music/a b.mp3"))
    #expect(try await catalogue.closeGone(below: "/music") == 1)
  }

  @Test func `files of other folders are not taken for gone, whatever their names begin with`() async throws {
    let own = ["/music/1.mp3", "/music-old/2.mp3", "/music2/3.mp3"].enumerated().map { place, path in
      let artist = Credit(id: ArtistID(.file, "a"), name: "a")
      return (track: Track(id: TrackID(.file, "\(place)"), title: "t", artist: artist), address: path)
    }
    try await catalogue.keep(own, folders: ["/music", "/music-old", "/music2"])
    #expect(try await catalogue.closeGone(below: "/music") == 1)
  }

  @Test func `a purge takes a source's listeners with all they favour, and is counted`() async throws {
    let table = try bench.write("f.csv", "listener,track\n1,demo:5\n")
    _ = try Importer(into: catalogue, .favourites, source: .audius).run(table)
    #expect(try await catalogue.counts().favourites == 1)
    let before = try await catalogue.purges()
    try await catalogue.purge(.audius)
    #expect(try await catalogue.counts().favourites == 0)
    #expect(try await catalogue.purges() == before + 1)
  }

  @Test func `what was taken away is kept again when it is met again`() async throws {
    let step = HarvestStep(.favourites("1"), mark: nil, rank: 0)
    for _ in 1...2 {
      try await catalogue.purge(.audius)
      try await catalogue.store(.favourites([track("1")]), of: step, next: nil, source: .audius)
    }
    #expect(try await catalogue.tracks([TrackID(.audius, "1")]) == [track("1")])
  }

  @Test func `what a failed write took back is kept when it is met again`() async throws {
    let step = HarvestStep(.favourites("1"), mark: nil, rank: 0)
    let raw = try bench.raw("catalogue.sqlite")
    try await raw.write { db in
      try db.execute(
        sql: "CREATE TRIGGER full BEFORE INSERT ON favourite BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
    }
    await #expect(throws: StorageError.self) {
      try await catalogue.store(.favourites([track("1")]), of: step, next: nil, source: .audius)
    }
    try await raw.write { try $0.execute(sql: "DROP TRIGGER full") }
    try await catalogue.store(.favourites([track("1")]), of: step, next: nil, source: .audius)
    #expect(try await catalogue.tracks([TrackID(.audius, "1")]) == [track("1")])
  }

  @Test(arguments: [(0, 3), (2, 5)])
  func `a question that fails three times running is given up`(failuresBefore: Int, asked: Int) async throws {
    try await catalogue.seed([.favourites("me")], source: .audius)
    var failures = 0
    while failures < 9, let step = try await catalogue.nextStep(source: .audius) {
      // An answer, with a page more to ask for, is the end of failures before it.
      if failures == failuresBefore, step.mark == nil, failures > 0 {
        try await catalogue.store(.nothing, of: step, next: PageMark("1"), source: .audius)
      } else {
        try await catalogue.postpone(step, source: .audius)
        failures += 1
      }
    }
    #expect(failures == asked)
  }

  @Test func `a listener of endless pages is asked for five of them`() async throws {
    try await catalogue.seed([.favourites("me")], source: .audius)
    var asked = 0
    while asked < 9, let step = try await catalogue.nextStep(source: .audius) {
      asked += 1
      try await catalogue.store(.nothing, of: step, next: PageMark("\(asked)"), source: .audius)
    }
    #expect(asked == 5)
  }

  @Test func `what is told again without its tags keeps them`() async throws {
    var again = track("1")
    again.tags = []
    for track in [track("1"), again] { try await catalogue.keep([.track(track)]) }
    #expect(try await catalogue.tracks([again.id]).first?.tags == ["ambient", "tape"])
  }

  @Test func `files that were kept by their addresses are known by their paths`() throws {
    let raw = try bench.raw("catalogue.sqlite")
    try raw.write { db in
      try db.execute(
        sql: """
          INSERT INTO artist (source, key, name) VALUES ('file', 'a', 'a');
          INSERT INTO track (source, key, title, artist, address) VALUES ('file', '1', 't', 1, 'file:///music/a%20b.mp3');
          DELETE FROM grdb_migrations WHERE identifier LIKE '4 %'
          """)
    }
    _ = try bench.catalogue()
    #expect(try raw.read { try String.fetchOne($0, sql: "SELECT address FROM track") } == "/music/a b.mp3")
  }

  @Test func `what was purged stays readable in the profile`() async throws {
    let profile = try bench.profile()
    let kept = try await profile.append(.save(track("1")), at: noon)
    try await catalogue.keep([.track(track("1"))])
    try await catalogue.purge(.audius)
    let lines = try await LedgerLine.read(profile.journal(), catalogue: catalogue)
    #expect(lines.map(\.track) == [track("1")])
    #expect(lines.first?.now == nil)
    #expect(kept.revision == 1)
  }

  @Test func `a harvest goes through one connection`() async throws {
    try await catalogue.seed([.favourites("me")], source: .soundcloud)
    for page in 1...32 {
      let tracks = (0..<20).map { track("\(page)-\($0)") }
      try await catalogue.store(
        .favourites(tracks), of: HarvestStep(.favourites("me")), next: PageMark("\(page)"), source: .soundcloud)
    }
    let path = bench.file("catalogue.sqlite").path
    let openings = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { name in
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + name)) == path
    }
    #expect(openings.count == 1)
  }
}
