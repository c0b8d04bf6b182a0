import Foundation
import GRDB
import Listening
import Storage
import Testing

/// One answer of `session --json`.
struct Answer: Decodable {
  struct Playing: Decodable {
    let track: String
    let artist: String
    let title: String
    let reason: String?
  }

  let ok: Bool
  let error: String?
  let revision: Int?
  let playing: Playing?
  let queue: [String]?
}

extension Program {
  /// The answers of a session to these commands.
  func answers(_ commands: [String], _ arguments: [String] = []) throws -> [Answer] {
    let input = commands.map { $0 + "\n" }.joined()
    let result = try run(["session", "--json"] + arguments, input: input)
    return try result.output.split(separator: "\n").map { try JSONDecoder().decode(Answer.self, from: Data($0.utf8)) }
  }

  /// The journal on disk.
  func journal() async throws -> Journal {
    try await SQLiteProfile(at: home.appendingPathComponent("data/profile.sqlite")).journal()
  }
}

@Suite struct HeadlessTests {
  @Test func `the demo plays at once with a reason for each track`() throws {
    let program = try Program()
    defer { program.remove() }
    let answers = try program.answers(["status", "quit"])
    let playing = try #require(answers.first?.playing)
    #expect(playing.track.hasPrefix("demo:"))
    #expect(!(playing.reason ?? "").isEmpty)
    #expect(answers.first?.queue?.count == 10)
  }

  @Test func `verdicts survive a restart, and so does their undo`() async throws {
    let program = try Program()
    defer { program.remove() }
    let first = try program.answers(["save", "discard", "quit"])
    #expect(first.map(\.ok) == [true, true, true])
    #expect(first.last?.revision == 2)
    let second = try program.answers(["undo", "undo", "undo", "quit"])
    #expect(second.map(\.ok) == [true, true, false, true])
    let journal = try await program.journal()
    #expect(journal.tracks(with: .saved).isEmpty)
    #expect(journal.interactions.count == 4)
  }

  @Test func `not now is read as on the screen and written for others as later`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.answers(["later", "quit"]).map(\.ok) == [true, true])
    #expect(try program.run(["history"]).output.contains("  not now  "))
    #expect(try program.run(["history", "--json"]).output.contains(#""act":"later""#))
  }

  @Test func `a discarded track never comes again`() throws {
    let program = try Program()
    defer { program.remove() }
    let answers = try program.answers(Array(repeating: "discard", count: 30) + ["quit"])
    let played = answers.dropLast().compactMap { $0.playing?.track }
    #expect(played.count == 30)
    #expect(Set(played).count == 30)
  }

  @Test func `a named artist brings others like them`() throws {
    let program = try Program()
    defer { program.remove() }
    // The next track stood ready before the name was given; the one behind it follows from it.
    let answers = try program.answers(["name demo:a30", "next", "next", "quit"])
    let reason = try #require(answers[2].playing?.reason)
    #expect(!reason.hasPrefix("to begin with"), "\(reason)")
  }

  @Test func `commands that make no sense are refused, and the session goes on`() throws {
    let program = try Program()
    defer { program.remove() }
    let answers = try program.answers(["sing", "save demo:99999", "radar sideways", "redo", "status", "quit"])
    #expect(answers.map(\.ok) == [false, false, false, false, true, true])
  }

  @Test func `a second program on the same profile is told so`() throws {
    let program = try Program()
    defer { program.remove() }
    let lock = try InstanceLock(at: program.home.appendingPathComponent("data/profile.sqlite.lock"))
    let result = try withExtendedLifetime(lock) { try program.run(["session", "--json"], input: "save\nquit\n") }
    #expect(result.status == 77 && result.output.isEmpty)
    #expect(result.errors.contains("works on this profile"))
  }

  @Test func `a journal that cannot be read ends it at once`() async throws {
    let program = try Program(knowing: .model)
    defer { program.remove() }
    _ = try program.answers(["save", "quit"])
    let profile = program.home.appendingPathComponent("data/profile.sqlite")
    try await DatabaseQueue(path: profile.path).write {
      try $0.execute(sql: "CREATE TABLE loose AS SELECT * FROM interaction; UPDATE loose SET act = 'sing'")
      try $0.execute(sql: "DROP TABLE interaction; ALTER TABLE loose RENAME TO interaction")
    }
    let result = try program.run(["session", "--json"], input: "status\nquit\n")
    #expect(result.status == 65 && result.output.isEmpty && result.errors.contains("is damaged"), "\(result)")
  }

  @Test func `a damaged model is made again`() throws {
    let program = try Program()
    defer { program.remove() }
    _ = try program.write("not a model", to: "cache/demo-0.1.0.crescendo")
    #expect(try program.answers(["status", "quit"]).first?.playing != nil)
  }

  @Test func `a model with a changed byte serves until it is made again`() async throws {
    let program = try Program(knowing: .model)
    defer { program.remove() }
    let file = program.home.appendingPathComponent("cache/demo-0.1.0.crescendo")
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count / 2] ^= 0xFF
    try bytes.write(to: file)
    let answers = try program.answers(["status", "save", "quit"])
    #expect(answers.map(\.ok) == [true, true, true])
    // A command that answers once makes it anew before it answers.
    #expect(try program.run(["recommend"]).status == 0)
    #expect(try Data(contentsOf: file) != bytes)
  }

  @Test func `a newer profile is refused and untouched`() async throws {
    let program = try Program()
    defer { program.remove() }
    let file = program.home.appendingPathComponent("data/profile.sqlite")
    _ = try program.answers(["save", "quit"])
    try await DatabaseQueue(path: file.path).write { database in
      try database.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('of the future')")
    }
    let before = try Data(contentsOf: file)
    let result = try program.run(["session", "--json"], input: "save\nquit\n")
    #expect(result.status == 77 && result.errors.contains("newer crescendo"), "\(result)")
    #expect(try Data(contentsOf: file) == before)
  }
}
