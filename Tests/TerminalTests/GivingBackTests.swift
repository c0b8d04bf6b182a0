import Foundation
import Testing

/// Every way out gives the terminal back: modes of the line, the screen behind, cursor, paste and mouse modes.
@Suite(.serialized, .enabled(if: Tmux.isInstalled, Tmux.missing)) struct GivingBackTests {
  /// What must be as before: the line's modes, and what tmux knows of the screen's.
  private func modes(_ terminal: Tmux, _ name: String) throws -> [String] {
    let file = terminal.folder.appendingPathComponent(name)
    // The quotes keep the typed line from being taken for the answer.
    try terminal.shell("clear; stty -a > \(file.path); echo writ''ten \(name)")
    try terminal.wait("written \(name)")
    let flags = "#{alternate_on} #{cursor_flag} #{keypad_cursor_flag} #{mouse_any_flag} #{mouse_sgr_flag} #{pane_title}"
    return [try String(contentsOf: file, encoding: .utf8), try terminal.tmuxSays(flags)]
  }

  private func leaves(by act: (Tmux) throws -> Void, status: String) throws {
    let terminal = try Tmux()
    let before = try modes(terminal, "before")
    try terminal.start("--mouse")
    try terminal.press("t")
    try terminal.wait("character(\"t\")")
    try act(terminal)
    try terminal.wait("status \(status)")
    #expect(try modes(terminal, "after") == before)
  }

  /// Sends a signal to the fixture of that terminal.
  private func signal(_ name: String, _ terminal: Tmux) throws {
    let shell = try terminal.tmuxSays("#{pane_pid}").trimmingCharacters(in: .whitespacesAndNewlines)
    try Tmux.execute(["pkill", "-\(name)", "-P", shell, "TerminalFixture"])
  }

  @Test func `leaving by a key gives the terminal back`() throws {
    try leaves(by: { try $0.press("q") }, status: "0")
  }

  @Test(arguments: ["TERM", "INT", "HUP", "QUIT"])
  func `leaving by a signal that asks to end gives the terminal back`(name: String) throws {
    try leaves(by: { try signal(name, $0) }, status: "0")
  }

  @Test func `leaving a terminal without a second screen leaves a clean line to the shell`() throws {
    let terminal = try Tmux()
    try terminal.start(environment: "TERM=vt100")
    try terminal.press("q")
    let lines = try terminal.wait("status 0").split(separator: "\n")
    #expect(lines.contains("status 0"))
  }

  @Test func `leaving by Ctrl-C gives the terminal back`() throws {
    try leaves(by: { try $0.press("C-c") }, status: "0")
  }

  @Test(arguments: [("x", "13"), ("a", "134")])
  func `a crash gives the terminal back, without a question asked`(key: String, status: String) throws {
    try leaves(by: { try $0.press(key) }, status: status)
  }

  @Test(arguments: [("SEGV", "139"), ("BUS", "135"), ("FPE", "136"), ("ILL", "132"), ("TRAP", "133")])
  func `a crash by a signal from outside gives the terminal back`(name: String, status: String) throws {
    try leaves(by: { try signal(name, $0) }, status: status)
  }

  @Test(arguments: ["key", "TSTP"])
  func `stopping and coming back, each gives the terminal as it was`(way: String) throws {
    let terminal = try Tmux()
    let before = try modes(terminal, "before")
    try terminal.start("--mouse")
    if way == "key" { try terminal.press("C-z") } else { try signal(way, terminal) }
    try terminal.wait("Stopped")
    #expect(try modes(terminal, "stopped") == before)
    try terminal.shell("fg; echo status $?")
    #expect(try terminal.wait("1 resumed").contains("ready 80x24"))
    try terminal.press("n", "q")
    try terminal.wait("status 0")
    #expect(try modes(terminal, "after") == before)
  }

  @Test func `a size that changed while stopped is seen on coming back`() throws {
    let terminal = try Tmux()
    try terminal.start()
    try terminal.press("C-z")
    try terminal.wait("Stopped")
    try terminal.resize(columns: 60, rows: 20)
    try terminal.shell("fg")
    try terminal.wait("ready 60x20")
  }

  @Test func `a continue without a stop draws everything again`() throws {
    let terminal = try Tmux()
    try terminal.start()
    try signal("CONT", terminal)
    #expect(try terminal.wait("1 resumed").contains("selected"))
  }
}
