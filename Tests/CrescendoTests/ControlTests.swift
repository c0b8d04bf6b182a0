import Foundation
import Listening
import Testing

/// A session in a real terminal, and `crescendo ctl` beside it.
@Suite(.serialized, .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct ControlTests {
  @Test(.timeLimit(.minutes(2))) func `another program saves and the screen shows it`() async throws {
    let journey = try Journey(100, 30)
    defer { journey.end() }
    try journey.begin()
    let saved = try journey.program.run(["ctl", "save"])
    #expect(saved.status == 0)
    #expect(saved.output.contains("(saved)\nSaved "))
    try journey.expect("Saved \"")
    while try await journey.program.journal().tracks(with: .saved).isEmpty { await Task.yield() }
    #expect(try journey.program.run(["ctl", "radar", "hard"]).output.contains("radar hard"))
    #expect(try journey.program.run(["ctl", "--json"]).output.contains(#""radar":"hard""#))
  }

  @Test func `the answer to an undo is of after it`() throws {
    let journey = try Journey(100, 30)
    defer { journey.end() }
    try journey.begin()
    try journey.press("s", reads: "1 saved")
    let undone = try journey.program.run(["ctl", "undo"])
    #expect(undone.output.contains("Took back: Saved ") && !undone.output.contains("(saved)"), "\(undone)")
    #expect(try journey.program.run(["ctl", "redo"]).output.contains("(saved)\nAgain: Saved "))
    #expect(try journey.program.run(["ctl", "volume", "-5", "--json"]).output.contains(#""volume":75"#))
  }

  @Test func `only the listener may reach the session`() throws {
    let journey = try Journey(80, 24)
    defer { journey.end() }
    try journey.begin()
    let socket = journey.program.home.appendingPathComponent("state/crescendo.sock").path
    let rights = try FileManager.default.attributesOfItem(atPath: socket)[.posixPermissions] as? NSNumber
    #expect(rights?.intValue == 0o600)
  }

  @Test func `what cannot be done is said`() throws {
    let journey = try Journey(80, 24)
    defer { journey.program.remove() }
    try journey.begin()
    let unknown = try journey.program.run(["ctl", "dance"])
    #expect(unknown.status == 64)
    #expect(unknown.errors == "crescendo: there is no command \"dance\": `crescendo keys` lists them\n")
    for _ in 1...2 {
      let undone = try journey.program.run(["ctl", "undo"])
      #expect(undone.status == 64 && undone.errors.contains("nothing to undo"), "\(undone)")
    }
    // A mistake in the configuration stops no key of the desktop.
    let configuration = journey.program.home.appendingPathComponent("config/config.yaml")
    try FileManager.default.createDirectory(
      at: configuration.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("radar: hrad\n".utf8).write(to: configuration)
    #expect(try journey.program.run(["ctl", "status"]).status == 0)
    #expect(try journey.program.run(["paths"]).status == 0)
    let refused = try journey.program.run(["ctl", "volume", "300"])
    #expect(refused.status == 64 && refused.errors.contains("from 0 to 100"))
    // Whatever is open there.
    try journey.press("?", reads: "Esc close")
    #expect(try journey.program.run(["ctl", "quit"]).status == 0)
    try journey.expect("ended with 0")
    journey.window.close()
    let nobody = try journey.program.run(["ctl", "next"])
    #expect(nobody.status == 69)
    #expect(nobody.errors.contains("no session listens at "))
  }

  @Test func `a file is there when its export is answered`() throws {
    let journey = try Journey(80, 24)
    defer { journey.end() }
    try journey.begin()
    try journey.press("s", reads: "1 saved")
    let file = journey.program.home.appendingPathComponent("kept.m3u")
    let written = try journey.program.run(["ctl", "export", file.path])
    #expect(written.status == 0 && written.output.contains("1 saved track written to "), "\(written)")
    #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("#EXTM3U"))
    let again = try journey.program.run(["ctl", "export", file.path])
    #expect(again.status == 73 && again.errors.contains("already: name another"), "\(again)")
    let nowhere = try journey.program.run(["ctl", "export", "/nowhere/kept.m3u"])
    #expect(nowhere.status == 74 && nowhere.errors.contains("there is no folder /nowhere: "), "\(nowhere)")
  }

  @Test func `a socket that a crash left is taken over`() throws {
    let program = try Program()
    defer { program.remove() }
    let first = try Journey(80, 24, again: program)
    try first.begin()
    for process in try first.window.processes(named: "crescendo") { kill(process, SIGKILL) }
    try first.expectKilled()
    first.window.close()
    let second = try Journey(80, 24, again: program)
    defer { second.window.close() }
    try second.begin()
    #expect(try program.run(["ctl", "status"]).status == 0)
  }
}
