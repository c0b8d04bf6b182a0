import Foundation
import Listening
import Testing

/// The listener's own program, told of what happens in a session in a real terminal.
@Suite(.serialized, .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct HookTests {
  /// What a hook was told, a line a call: the event, then the JSON.
  private struct Told {
    let name: String
    let message: Message

    struct Message: Decodable {
      let act: String
      let revision: Int?
      let track: Track?
      let queue: [Track]?
    }
  }

  private static func told(_ program: Program) throws -> [Told] {
    let text = (try? String(contentsOf: program.home.appendingPathComponent("told"), encoding: .utf8)) ?? ""
    return try text.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      let message = try JSONDecoder().decode(Told.Message.self, from: Data(parts[1].utf8))
      return Told(name: String(parts[0]), message: message)
    }
  }

  private static func journey(hook text: String, executable: Bool = true) throws -> Journey {
    try Journey(110, 30) { program in
      let hook = try program.write(text, to: "hook")
      try FileManager.default.setAttributes(
        [.posixPermissions: executable ? 0o755 : 0o644], ofItemAtPath: hook)
      try program.write("hook: \"\(hook)\"\n", to: "config/config.yaml")
    }
  }

  private static let script = "#!/bin/sh\nprintf '%s %s\\n' \"$1\" \"$(cat)\" >> \"${0%/*}/told\"\n"

  /// Those that are no matter of the listener's come whenever they come.
  private static func heard(_ program: Program) throws -> [Told] {
    try told(program).filter { !["refill", "train", "buffering", "resume"].contains($0.name) }
  }

  @Test func `a hook hears of starts and verdicts in their order`() throws {
    let journey = try Self.journey(hook: Self.script)
    defer { journey.end() }
    try journey.begin()
    try journey.press("Space", reads: "playing")
    try journey.expect("a start") { _ in (try? Self.heard(journey.program).map(\.name)) == ["start"] }
    try journey.press("s", reads: "Saved \"")
    try journey.press("u", reads: "Took back")
    try journey.press("z", reads: "Not now")
    try journey.expect("all of it") { _ in ((try? Self.heard(journey.program)) ?? []).count >= 5 }
    let told = try Self.heard(journey.program)
    #expect(told.allSatisfy { $0.name == $0.message.act })
    #expect(told.map(\.name).sorted() == ["later", "save", "start", "start", "undo"])
    #expect(told.map(\.message.revision).compactMap { $0 } == [1, 2, 3])
    let (first, saved) = (told[0].message.track, told.first { $0.name == "save" }?.message.track)
    #expect(first == saved && first != nil)
  }

  @Test func `a hook hears what comes next and of the end after the last act`() throws {
    let journey = try Self.journey(hook: Self.script)
    defer { journey.program.remove() }
    try journey.begin()
    try journey.expect("a refill") { _ in ((try? Self.told(journey.program)) ?? []).contains { $0.name == "refill" } }
    let refill = try #require(try Self.told(journey.program).first { $0.name == "refill" })
    #expect(refill.message.queue?.count == 10)
    try journey.press("s", reads: "Saved \"")
    try journey.quit()
    journey.window.close()
    #expect(try Self.heard(journey.program).map(\.name) == ["save", "quit"])
  }

  @Test func `the doctor says whether the hook can be run`() throws {
    struct Finding: Decodable { let name, state: String }
    for (mode, state) in [(0o755, "fine"), (0o644, "note")] {
      let program = try Program()
      defer { program.remove() }
      let hook = try program.write(Self.script, to: "hook")
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: hook)
      try program.write("hook: \"\(hook)\"\n", to: "config/config.yaml")
      let findings = try JSONDecoder().decode(
        [Finding].self, from: Data(try program.run(["doctor", "--json"]).output.utf8))
      #expect(findings.first { $0.name == "hook" }?.state == state)
      #expect(try program.run(["doctor"]).output.contains("hook: "))
    }
  }

  @Test func `a hook is found below the home of the environment`() throws {
    let program = try Program()
    defer { program.remove() }
    let hook = try program.write(Self.script, to: "bin/crescendo-hook")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
    try program.write("hook: ~/bin/crescendo-hook\n", to: "config/config.yaml")
    #expect(try program.run(["doctor"]).output.contains("hook: \(hook) is told of what happens"))
  }

  @Test func `a hook that hangs holds up nothing`() throws {
    let journey = try Self.journey(hook: "#!/bin/sh\nsleep 600\n")
    defer { journey.program.remove() }
    try journey.begin()
    try journey.press("s", reads: "Saved \"")
    try journey.press("d", reads: "Discarded \"")
    try journey.quit()
    journey.window.close()
  }

  @Test func `a hook that cannot be run is said, and the session goes on`() throws {
    let journey = try Self.journey(hook: "nothing", executable: false)
    defer { journey.end() }
    try journey.expect("Just listen")
    try journey.window.closeWelcome()
    try journey.press("6", reads: "is no program that can be run")
  }
}
