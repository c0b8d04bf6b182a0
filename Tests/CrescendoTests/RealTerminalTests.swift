import Foundation
import Listening
import Testing

/// Hard use of real terminals: keys without sense in windows of changing size, and a terminal within a terminal.
@Suite(.serialized, .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct RealTerminalTests {
  @Test func `ten thousand random keys at changing sizes end with the terminal given back`() async throws {
    let seed = ProcessInfo.processInfo.environment["CRESCENDO_SEED"].flatMap { UInt64($0) } ?? 20_261_125
    print("random keys: CRESCENDO_SEED=\(seed)")
    var random = Seeded(seed)
    // Nothing to open pages with, and a home that an export may be written to.
    let journey = try Journey(120, 36, environment: ["PATH": "/nonexistent"])
    defer { journey.end() }
    try journey.begin()
    for _ in 0..<100 {
      try journey.window.resize(
        columns: .random(in: 1...160, using: &random), rows: .random(in: 1...50, using: &random))
      try journey.window.send((0..<100).map { _ in Self.key(&random) }.joined())
    }
    try journey.window.resize(columns: 120, rows: 36)
    // Out of a prompt and an overlay, whatever is open.
    try journey.window.send("\u{1B}[201~")
    for _ in 1...4 { try journey.window.type("Escape") }
    // A key right behind Escape is one with it where the program is busy: this one may be lost.
    try journey.window.type("C-l")
    try journey.expect("a screen") { $0.contains("1 queue") }
    try journey.window.type("q")
    try journey.expect("the end; seed \(seed)") { $0.contains("ended with") }
    let screen = try journey.window.screen()
    #expect(screen.contains("ended with 0"), "seed \(seed)\n\(screen)")
    try journey.expect("icanon")
    #expect(try !journey.window.screen().contains("-icanon") && !journey.window.screen().contains("-echo"))
    #expect(try journey.window.modes() == "0 1 0 0 0", "seed \(seed)")
    let acts = try await journey.program.journal().interactions
    #expect(!acts.isEmpty, "seed \(seed)")
  }

  @Test(.enabled(if: Screen.isInstalled, "GNU screen is not installed"))
  func `below screen it is drawn driven resized and left`() async throws {
    let host = try Screen()
    defer { host.end() }
    let journey = try Journey(100, 30, again: try Program(knowing: .model), below: host.command)
    defer { journey.end() }
    // Escape, too, arrives there.
    try journey.begin()
    try journey.press("s", reads: "1 saved")
    try journey.expect("the colour of a save") { _ in
      (try? journey.window.styled().contains("\u{1B}[32msaved ♥")) ?? false
    }
    try journey.press("Down", "e", reads: "What spoke for it")
    try journey.press("Escape", reads: "[1 queue]")
    try journey.window.resize(columns: 60, rows: 20)
    try journey.expect("a narrower screen") { screen in
      let top = screen.prefix { $0 != "\n" }
      return top.count < 60 && top.contains("radar medium · 1 saved") && top.hasSuffix("paused")
    }
    try journey.window.resize(columns: 120, rows: 36)
    try journey.expect("0 named · 1 saved · 0 discarded")
    try journey.window.paste("ddd")
    try journey.expect("1 saved · 0 discarded")
    try journey.quit()
    #expect(try await journey.program.journal().tracks(with: .saved).count == 1)
  }

  /// GNU screen with a folder of its own for its sockets.
  private struct Screen {
    static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/screen")
    private let sockets = FileManager.default.temporaryDirectory.appendingPathComponent(
      "s-\(UUID().uuidString.prefix(8))")

    init() throws {
      try FileManager.default.createDirectory(
        at: sockets, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// What stands before a command that runs in it.
    var command: String { "SCREENDIR='\(sockets.path)' screen -c /dev/null -S journey " }

    /// Ends it, where a journey broke off: it outlives its terminal.
    func end() {
      let arguments = ["SCREENDIR=\(sockets.path)", "screen", "-S", "journey", "-X", "quit"]
      _ = try? Spawn.run("/usr/bin/env", arguments)
      try? FileManager.default.removeItem(at: sockets)
    }
  }

  /// Keys that leave or stop the program are not among them.
  private static let typed = Array("sdzSDZuUn><p hl,.+-=][m}{ax123456eivAjkgG:/f?TtwWbcé日\r\t\u{7F}\u{0C}")
  private static let sequences = [
    "[A", "[B", "[C", "[D", "[H", "[F", "[5~", "[6~", "[3~", "[Z", "OA", "OB", "[I", "[O", "[200~sd\u{1B}[201~",
    "[999z", "",
  ]

  private static func key(_ random: inout Seeded) -> String {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return "\u{1B}" + (sequences.randomElement(using: &random) ?? "")
    case 1:
      let button = [0, 0, 64, 65].randomElement(using: &random) ?? 0
      return "\u{1B}[<\(button);\(Int.random(in: 0...200, using: &random));\(Int.random(in: 0...60, using: &random))M"
    default: return typed.randomElement(using: &random).map(String.init) ?? ""
    }
  }
}
