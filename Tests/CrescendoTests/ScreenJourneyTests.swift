import Foundation
import Listening
import Testing

/// Whole journeys in a real terminal: keys go in, the screen is read, the journal is looked at.
@Suite(.serialized, .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct ScreenJourneyTests {
  @Test(arguments: [(120, 36), (60, 20)])
  func `a new listener is told the six keys and hears music with one of them`(columns: Int, rows: Int) async throws {
    let journey = try Journey(columns, rows, knowing: .nothing)
    defer { journey.end() }
    try journey.expect("paused")
    try journey.begin()
    try journey.press("Space", reads: "playing")
    try journey.expect("0:02")
    try journey.press("s", reads: "Saved")
    try journey.press("d", reads: "Discarded")
    try journey.quit()
    let acts = try await journey.program.journal().interactions.map(\.act)
    #expect(acts.count == 2)
  }

  @Test func `what was saved is still there after a kill and a restart`() async throws {
    let journey = try Journey()
    defer { journey.end() }
    try journey.begin()
    try journey.press("s", reads: "1 saved")
    for process in try journey.window.processes(named: "crescendo") { kill(process, SIGKILL) }
    try journey.expectKilled()
    #expect(try await journey.program.journal().tracks(with: .saved).count == 1)
    let again = try Journey(again: journey.program)
    defer { again.end() }
    try again.expect("1 saved")
    try again.press("u", reads: "Took back")
    try again.expect("0 saved")
  }

  @Test(arguments: ["TERM", "INT", "HUP"])
  func `a signal ends the program with the terminal given back`(signal: String) throws {
    let journey = try Journey(100, 30)
    defer { journey.end() }
    let window = journey.window
    try journey.begin()
    let numbers = ["TERM": SIGTERM, "INT": SIGINT, "HUP": SIGHUP]
    for process in try window.processes(named: "crescendo") { kill(process, numbers[signal] ?? SIGTERM) }
    try journey.expect("ended with")
    // `stty` says a leading minus of what the program would have left switched off.
    try journey.expect("icanon")
    #expect(try !window.screen().contains("-icanon"))
    #expect(try !window.screen().contains("-echo"))
  }

  @Test func `a window may shrink to one cell, and grow again`() throws {
    let journey = try Journey(100, 30)
    defer { journey.end() }
    let window = journey.window
    try journey.begin()
    for (columns, rows) in [(40, 10), (20, 4), (1, 1), (100, 30)] { try window.resize(columns: columns, rows: rows) }
    try journey.expect("radar medium")
    try journey.quit()
  }

  @Test func `without a terminal that places its cursor the session goes on in lines`() throws {
    let journey = try Journey(100, 30, environment: ["TERM": "dumb"])
    defer { journey.end() }
    try journey.expect("Going on in plain lines", "On stage, paused")
    try journey.press("s", "Enter", reads: "Saved")
    try journey.press("q", "Enter", reads: "ended with 0")
  }

  @Test(arguments: ["linux", "xterm", "xterm-256color", "vt100", "vt220", "screen", "nonesuch"])
  func `every type of terminal is drawn on and given back`(type: String) throws {
    let journey = try Journey(80, 24, environment: ["TERM": type])
    defer { journey.end() }
    try journey.begin()
    try journey.press("s", reads: type == "linux" ? "saved <3" : "saved ♥")
    try journey.press("j", "e", reads: "What spoke for it")
    try journey.press("Escape", reads: "[1 queue]")
    let screen = try journey.window.screen()
    #expect(screen.contains("──────────") && !screen.contains("----------"), "\(screen)")
    // The console's font lacks these.
    #expect(screen.contains { "╸╺━♥…".contains($0) } == (type != "linux"), "\(screen)")
    try journey.quit()
    try journey.expect("icanon")
    #expect(try !journey.window.screen().contains("-icanon") && !journey.window.screen().contains("-echo"))
  }

  @Test func `an unknown type of terminal is named in the log`() throws {
    let journey = try Journey(100, 30, environment: ["TERM": "nonesuch"])
    defer { journey.end() }
    try journey.begin()
    try journey.press("6", reads: "terminal type nonesuch is unknown")
    try journey.quit()
  }
}
