import Foundation
import GRDB
import Listening
import Testing

@testable import Storage

@Suite struct `The profile keeps every act` {
  private let bench: Workbench
  init() throws { bench = try Workbench() }

  private static let all: [Act] = [
    .save(track("1", exposure: Exposure(plays: 3, favourites: 2, followers: 1))),
    .discard(track("2"), heard: Listened(seconds: 12.5, of: 180)), .notNow(track("3")), .clear(track("1")),
    .skip(track("4"), heard: Listened(seconds: 1)), .finish(track("5"), heard: Listened(seconds: 180, of: 180)),
    .name(.track(track("6"))),
    .name(.artist(Artist(id: ArtistID(.audius, "a"), name: "A", page: "https://a", followers: 7, tags: ["x", "y"]))),
    .undo(1), .redo(1),
  ]

  @Test func `every kind of act reads back as it was written, after a restart too`() async throws {
    var written: [Interaction] = []
    let profile = try bench.profile()
    for act in Self.all { written.append(try await profile.append(act, at: noon)) }
    #expect(written.map(\.act) == Self.all)
    #expect(written.map(\.revision) == Array(1...10))
    #expect(try await bench.profile().journal().interactions == written)
  }

  @Test func `a drawn track's chance is in its row, and in no other`() async throws {
    let profile = try bench.profile()
    _ = try await profile.append(.save(track("1")), at: noon, propensity: 0.04)
    _ = try await profile.append(.save(track("2")), at: noon)
    #expect(try await bench.profile().journal().interactions.map(\.propensity) == [0.04, nil])
  }

  @Test func `a journal of before chances were kept goes on`() async throws {
    _ = try await bench.profile().append(.save(track("1")), at: noon)
    try await bench.raw("profile.sqlite").write { db in
      try db.execute(sql: "ALTER TABLE interaction DROP COLUMN propensity")
      try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '3 propensity'")
    }
    _ = try await bench.profile().append(.save(track("2")), at: noon, propensity: 1)
    #expect(try await bench.profile().journal().interactions.map(\.propensity) == [nil, 1])
  }

  @Test func `one act is one row`() async throws {
    let profile = try bench.profile()
    for act in Self.all { _ = try await profile.append(act, at: noon) }
    let count = try await bench.raw("profile.sqlite").read {
      try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM interaction")
    }
    #expect(count == Self.all.count)
  }

  @Test func `a file that others could read is the listener's alone once it is opened`() throws {
    _ = try bench.profile()
    let path = bench.file("profile.sqlite").path
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    _ = try bench.profile()
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
  }

  @Test func `what was answered is on disk: a write-ahead log, synchronous FULL`() throws {
    let profile = try bench.profile()
    #expect(try profile.synchronous() == 2)
    let mode = try bench.raw("profile.sqlite").read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
    #expect(mode == "wal")
  }

  @Test(arguments: [
    "UPDATE interaction SET act = 'discard'", "UPDATE interaction SET title = 'x' WHERE revision = 1",
    "DELETE FROM interaction", "DELETE FROM interaction WHERE revision = 2",
    "INSERT OR REPLACE INTO interaction (revision, act, date, target) VALUES (1, 'undo', 0, 1)",
    "INSERT INTO interaction (revision, act, date, target) VALUES (9, 'undo', 0, 1)",
    "INSERT INTO interaction (revision, act, date, target) VALUES (0, 'undo', 0, 1)",
    "INSERT INTO interaction (revision, act, date, target) VALUES (3, 'undo', 0, 77)",
    "INSERT INTO interaction (revision, act, date, target) VALUES (3, 'forget', 0, 1)",
    "INSERT INTO interaction (revision, act, date) VALUES (3, 'undo', 0)",
    "INSERT INTO interaction (revision, act, date) VALUES (3, 'save', 0)",
    "INSERT INTO interaction (revision, act, date, target, propensity) VALUES (3, 'undo', 0, 1, 2)",
    "INSERT INTO interaction (revision, act, date, track, artist) VALUES (3, 'discard', 0, 'demo:1', 'demo:2')",
  ])
  func `the schema itself refuses what would spoil the journal`(sql: String) async throws {
    let profile = try bench.profile()
    _ = try await profile.append(.save(track("1")), at: noon)
    _ = try await profile.append(.save(track("2")), at: noon)
    let before = try await profile.journal()
    #expect(throws: DatabaseError.self) { try bench.raw("profile.sqlite").write { try $0.execute(sql: sql) } }
    #expect(try await profile.journal() == before)
  }

  @Test func `many acts at once are numbered without gaps, in the order asked`() async throws {
    let profile = try bench.profile()
    try await withThrowingTaskGroup(of: Interaction.self) { group in
      for number in 0..<50 { group.addTask { try await profile.append(.save(track(String(number))), at: noon) } }
      for try await _ in group {}
    }
    #expect(try await profile.journal().interactions.map(\.revision) == Array(1...50))
  }

  @Test func `a cancelled task does not take its act back`() async throws {
    let profile = try bench.profile()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await profile.append(.save(track("1")), at: noon)
    }
    #expect(try await task.value.revision == 1)
    #expect(try await profile.journal().verdict(on: TrackID(.audius, "1")) == .saved)
  }

  @Test func `undo and redo go on across restarts, without limit`() async throws {
    func append(_ act: Act) async throws { _ = try await bench.profile().append(act, at: noon) }
    for number in 1...5 { try await append(.save(track(String(number)))) }
    while let last = try await bench.profile().journal().undoable { try await append(.undo(last.revision)) }
    #expect(try await bench.profile().journal().tracks(with: .saved).isEmpty)
    while let last = try await bench.profile().journal().redoable { try await append(.redo(last.revision)) }
    #expect(try await bench.profile().journal().tracks(with: .saved).count == 5)
  }

  @Test func `hostile words come back as they are`() async throws {
    let words =
      "\u{1B}[2J\u{202E}‮ '; DROP TABLE interaction; --\n\"\u{0}\u{9B}" + String(repeating: "é", count: 10_000)
    let profile = try bench.profile()
    let kept = try await profile.append(.save(track("1", title: words)), at: noon)
    // SQLite's text ends at a zero byte, so that one is replaced.
    #expect(kept.act.track?.title == words.replacingOccurrences(of: "\0", with: "\u{FFFD}"))
    #expect(try await profile.journal().interactions == [kept])
  }

  @Test func `a name that could not be read back is refused, not written`() async throws {
    let profile = try bench.profile()
    await #expect(throws: StorageError.self) { try await profile.append(.save(track("a\nb")), at: noon) }
    #expect(try await profile.journal().revision == 0)
  }

  @Test(arguments: ["", "-wal", "-shm"]) func `only the listener may read the file and those beside it`(end: String)
    throws
  {
    let profile = try bench.profile()
    let path = bench.file("profile.sqlite" + end).path
    let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect((rights as? NSNumber)?.intValue == 0o600)
    withExtendedLifetime(profile) {}
  }

  @Test func `it remembers how far a source was told`() async throws {
    #expect(try await bench.profile().told(.soundcloud) == nil)
    try await bench.profile().keepTold(.soundcloud, upTo: 4)
    try await bench.profile().keepTold(.soundcloud, upTo: 9)
    #expect(try await bench.profile().told(.soundcloud) == 9)
  }
}

@Suite struct `A profile that may not be used` {
  private let bench: Workbench
  init() throws { bench = try Workbench() }

  @Test func `a newer schema is refused and left as it is to the last byte`() async throws {
    _ = try await bench.profile().append(.save(track("1")), at: noon)
    try await bench.raw("profile.sqlite").writeWithoutTransaction { db in
      try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 from the future')")
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    let before = try Data(contentsOf: bench.file("profile.sqlite"))
    #expect(sentence { _ = try bench.profile() }.contains("newer crescendo: update the program"))
    #expect(try Data(contentsOf: bench.file("profile.sqlite")) == before)
  }

  @Test(arguments: [0, 100, 4096])
  func `a damaged file is told in a sentence`(from place: Int) async throws {
    let profile = try bench.profile()
    for number in 0..<50 { _ = try await profile.append(.save(track(String(number))), at: noon) }
    try await bench.raw("profile.sqlite").writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    var bytes = try Data(contentsOf: bench.file("profile.sqlite"))
    for index in place..<bytes.count { bytes[index] = 0xA5 }
    let copy = bench.file("damaged.sqlite")
    try bytes.write(to: copy)
    var said = sentence { _ = try SQLiteProfile(at: copy) }
    if said.isEmpty {
      do { _ = try await SQLiteProfile(at: copy).journal() } catch let error as StorageError { said = error.sentence }
    }
    #expect(said.contains("is damaged") && said.contains("restore a copy"), "\(said)")
  }

  /// Changes the journal's rows as a damaged page has them, which no rule of the table keeps out.
  private func damage(_ change: String) async throws {
    try await bench.raw("profile.sqlite").write { db in
      try db.execute(sql: "CREATE TABLE loose AS SELECT * FROM interaction; UPDATE loose SET \(change)")
      try db.execute(sql: "DROP TABLE interaction; ALTER TABLE loose RENAME TO interaction")
    }
  }

  @Test(arguments: ["act = NULL", "date = NULL", "track = 'demo:1', artist = NULL", "act = 'sing'"])
  func `a row that makes no sense is told in a sentence`(change: String) async throws {
    _ = try await bench.profile().append(.save(track("1")), at: noon)
    try await damage(change)
    var said = ""
    do { _ = try await bench.profile().journal() } catch let error as StorageError { said = error.sentence }
    #expect(said.contains("is damaged"), "\(said)")
  }

  @Test func `a number that no length is does not leave the file`() async throws {
    _ = try await bench.profile().append(.skip(track("1"), heard: Listened(seconds: 9)), at: noon)
    try await damage("heard = 9e999, heardOf = -9e999, duration = 1e300")
    let act = try await bench.profile().journal().interactions.first?.act
    #expect(act?.heard == Listened(seconds: 0) && act?.track?.duration == nil)
  }

  @Test func `a file that is no database is told in a sentence`() throws {
    _ = try bench.write("profile.sqlite", "not a database, but long enough to look like a file of some kind or other")
    #expect(sentence { _ = try bench.profile() }.contains("is damaged"))
  }

  @Test func `a place where nothing can be written is told in a sentence`() throws {
    _ = try bench.write("file", "")
    #expect(sentence { _ = try SQLiteProfile(at: bench.file("file/profile.sqlite")) }.contains("cannot write"))
  }

  @Test func `a second instance is told who works on the profile`() throws {
    let first = try InstanceLock(at: bench.file("profile.lock"))
    let said = sentence { _ = try InstanceLock(at: bench.file("profile.lock")) }
    #expect(said.contains("process \(ProcessInfo.processInfo.processIdentifier)") && said.contains("--profile FILE"))
    withExtendedLifetime(first) {}
  }

  @Test func `another profile is of no use where the catalogue is held`() throws {
    let first = try InstanceLock(at: bench.file("catalogue.sqlite.lock"))
    let said = sentence { _ = try InstanceLock(at: bench.file("catalogue.sqlite.lock")) }
    #expect(said.contains("catalogue") && !said.contains("--profile"))
    withExtendedLifetime(first) {}
  }

  @Test func `the lock ends with its holder`() throws {
    _ = try InstanceLock(at: bench.file("profile.lock"))
    #expect(sentence { _ = try InstanceLock(at: bench.file("profile.lock")) }.isEmpty)
  }
}

@Suite struct `Copies of the profile` {
  private let bench: Workbench
  init() throws { bench = try Workbench() }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: bench.file("profile.sqlite.copies").path).sorted()
  }

  @Test func `one a day, the newest three, each a profile by itself`() async throws {
    let (profile, copies) = (try bench.profile(), ProfileCopies(of: bench.file("profile.sqlite")))
    for day in 0..<5 {
      _ = try await profile.append(.save(track("\(day)")), at: noon)
      for hour in 0..<2 { try copies.make(on: noon.addingTimeInterval(Double(day * 86_400 + hour))) }
    }
    let names = try names()
    #expect(names.count == 3 && names.allSatisfy { $0.hasSuffix(".sqlite") }, "\(names)")
    let last = copies.folder.appendingPathComponent(try #require(names.last))
    #expect(try await SQLiteProfile(at: last).journal() == profile.journal())
    let rights = try FileManager.default.attributesOfItem(atPath: last.path)[.posixPermissions] as? Int
    #expect(rights == 0o600)
  }

  @Test func `a copy that was broken off leaves nothing behind`() throws {
    _ = try bench.profile()
    let copies = ProfileCopies(of: bench.file("profile.sqlite"))
    try FileManager.default.createDirectory(at: copies.folder, withIntermediateDirectories: true)
    try Data("half a copy".utf8).write(to: copies.folder.appendingPathComponent("new"))
    try copies.make(on: noon)
    let names = try names()
    #expect(names.count == 1 && names[0].hasSuffix(".sqlite"), "\(names)")
  }

  @Test func `a damaged profile takes no copy's place, and its sentence names the copies`() async throws {
    let copies = ProfileCopies(of: bench.file("profile.sqlite"))
    let profile = try bench.profile()
    for number in 0..<200 { _ = try await profile.append(.save(track("\(number)")), at: noon) }
    try copies.make(on: noon)
    try await bench.raw("profile.sqlite").writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    var bytes = try Data(contentsOf: bench.file("profile.sqlite"))
    for index in 8_192..<bytes.count { bytes[index] = 0xA5 }
    try bytes.write(to: bench.file("profile.sqlite"))
    let said = sentence { try copies.make(on: noon.addingTimeInterval(86_400)) }
    #expect(said.contains("put the newest of \(copies.folder.path) in its place"), "\(said)")
    #expect(try names().filter { $0.hasSuffix(".sqlite") }.count == 1)
  }
}
