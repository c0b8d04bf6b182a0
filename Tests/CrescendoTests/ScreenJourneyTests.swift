import Foundation
import Listening
import Testing

/// Whole journeys in a real terminal: keys go in, the screen is read, the journal is looked at.
@Suite(.serialized, .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct ScreenJourneyTests {
  /// A session in a window, with the sound going nowhere.
  private func session(
    _ columns: Int, _ rows: Int, _ program: Program, _ arguments: String = "", environment: [String: String] = [:]
  ) throws -> Tmux {
    try Tmux(
      columns: columns, rows: rows,
      command: "\(Program.path) --home '\(program.home.path)' --audio-output null \(arguments)",
      environment: environment)
  }

  private func expect(_ window: Tmux, _ words: String, seconds: Double = 60) throws {
    let (screen, met) = try window.wait(seconds: seconds) { $0.contains(words) }
    #expect(met, "“\(words)” did not come; the screen was\n\(screen)")
    try #require(met)
  }

  /// Closes the first meeting and waits for music.
  private func begin(_ window: Tmux) throws {
    try expect(window, "Just listen")
    try window.closeWelcome()
    // What plays has a length.
    try expect(window, "1:", seconds: 60)
  }

  @Test(arguments: [(120, 36), (60, 20)])
  func aNewListenerIsToldTheSixKeysAndHearsMusicWithOneOfThem(columns: Int, rows: Int) async throws {
    let program = try Program()
    defer { program.remove() }
    let window = try session(columns, rows, program)
    defer { window.close() }
    try expect(window, "paused")
    try begin(window)
    try window.type("Space")
    try expect(window, "playing")
    try expect(window, "0:02")
    try window.type("s")
    try expect(window, "Saved")
    try window.type("d")
    try expect(window, "Discarded")
    try window.type("q")
    try expect(window, "ended with 0")
    let acts = try await program.journal().interactions.map(\.act)
    #expect(acts.count == 2)
  }

  @Test func whatWasSavedIsStillThereAfterAKillAndARestart() async throws {
    let program = try Program()
    defer { program.remove() }
    let window = try session(120, 36, program)
    defer { window.close() }
    try begin(window)
    try window.type("s")
    try expect(window, "1 saved")
    for process in try window.processes(named: "crescendo") { kill(process, SIGKILL) }
    try expect(window, "ended with 137")
    #expect(try await program.journal().tracks(with: .saved).count == 1)
    let again = try session(120, 36, program)
    defer { again.close() }
    try expect(again, "1 saved")
    try again.type("u")
    try expect(again, "Took back")
    try expect(again, "0 saved")
  }

  @Test(arguments: ["TERM", "INT", "HUP"])
  func aSignalEndsTheProgramWithTheTerminalGivenBack(signal: String) throws {
    let program = try Program()
    defer { program.remove() }
    let window = try session(100, 30, program)
    defer { window.close() }
    try begin(window)
    let numbers = ["TERM": SIGTERM, "INT": SIGINT, "HUP": SIGHUP]
    for process in try window.processes(named: "crescendo") { kill(process, numbers[signal] ?? SIGTERM) }
    try expect(window, "ended with")
    // `stty` says a leading minus of what the program would have left switched off.
    try expect(window, "icanon")
    #expect(try !window.screen().contains("-icanon"))
    #expect(try !window.screen().contains("-echo"))
  }

  @Test func aWindowMayShrinkToOneCellAndGrowAgain() throws {
    let program = try Program()
    defer { program.remove() }
    let window = try session(100, 30, program)
    defer { window.close() }
    try begin(window)
    for (columns, rows) in [(40, 10), (20, 4), (1, 1), (100, 30)] { try window.resize(columns: columns, rows: rows) }
    try expect(window, "radar medium")
    try window.type("q")
    try expect(window, "ended with 0")
  }

  @Test func withoutATerminalThatPlacesItsCursorTheSessionGoesOnInLines() throws {
    let program = try Program()
    defer { program.remove() }
    let window = try session(100, 30, program, environment: ["TERM": "dumb"])
    defer { window.close() }
    try expect(window, "Going on in plain lines")
    try expect(window, "On stage, paused")
    try window.type("s", "Enter")
    try expect(window, "Saved")
    try window.type("q", "Enter")
    try expect(window, "ended with 0")
  }

  @Test func anUnknownTerminalTypeIsDrawnAsOneThatIsKnown() throws {
    let program = try Program()
    defer { program.remove() }
    let window = try session(100, 30, program, environment: ["TERM": "nonesuch"])
    defer { window.close() }
    try begin(window)
  }
}
