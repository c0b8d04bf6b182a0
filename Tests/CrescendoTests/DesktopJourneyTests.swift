import Foundation
import Testing

/// The whole program on a desktop's bus of the test's own, steered from there.
@Suite(
  .serialized,
  .enabled(if: Tmux.isInstalled && DesktopBusDaemon.isInstalled, "tmux or dbus is not installed"))
struct DesktopJourneyTests {
  @Test func `media keys play, hold and go on`() throws {
    let bus = try DesktopBusDaemon()
    defer { bus.end() }
    let journey = try Journey(110, 30, environment: ["DBUS_SESSION_BUS_ADDRESS": bus.address])
    defer { journey.program.remove() }
    try journey.begin()
    let first = try journey.line(with: "  1  ").text
    try bus.press("Player.PlayPause")
    try journey.expect("playing")
    try journey.expect("Playing on the bus") { _ in bus.says("Playing", of: "PlaybackStatus") }
    try bus.press("Player.Next")
    // The first row of the queue has come on stage.
    try journey.expect("the next track") { screen in
      screen.split(separator: "\n").contains { $0.contains("▶ ") && Self.names($0) == Self.names(first) }
    }
    try journey.expect("a way back on the bus") { _ in bus.says("boolean true", of: "CanGoPrevious") }
    try bus.press("Player.Pause")
    try journey.expect("paused")
    try bus.press("Quit")
    try journey.expect("ended with 0")
    journey.window.close()
  }

  /// What stands in a row behind its number.
  private static func names(_ row: some StringProtocol) -> [Substring] {
    Array(String(row).split(separator: " ", omittingEmptySubsequences: true).drop { $0 == "›" }.dropFirst().prefix(3))
  }

  @Test func `who wants no bus is on none`() throws {
    let bus = try DesktopBusDaemon()
    defer { bus.end() }
    let environment = ["DBUS_SESSION_BUS_ADDRESS": bus.address]
    let journey = try Journey(110, 30, environment: environment) {
      try $0.write("mpris: false\n", to: "config/config.yaml")
    }
    defer { journey.end() }
    try journey.begin()
    #expect(try !bus.names().contains("crescendo"))
  }

  @Test func `a session whose bus dies goes on`() throws {
    let bus = try DesktopBusDaemon()
    let journey = try Journey(110, 30, environment: ["DBUS_SESSION_BUS_ADDRESS": bus.address])
    defer { journey.program.remove() }
    try journey.begin()
    try journey.expect("a name on the bus") { _ in
      (try? bus.names())?.contains("org.mpris.MediaPlayer2.crescendo") == true
    }
    bus.end()
    try journey.expect("a line in the log") { _ in
      let log = try? String(contentsOfFile: journey.program.home.path + "/state/crescendo.log", encoding: .utf8)
      return log?.contains("the desktop's bus is gone") == true
    }
    try journey.press("Space", reads: "playing")
    try journey.quit()
    journey.window.close()
  }
}

/// A session bus of the test's own.
struct DesktopBusDaemon {
  private static let daemon = "/usr/bin/dbus-daemon"
  static let isInstalled = FileManager.default.isExecutableFile(atPath: daemon)

  let address: String
  private let process = Process()

  init() throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: Self.daemon)
    process.arguments = ["--session", "--nofork", "--print-address=1"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    address = line.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func end() { kill(process.processIdentifier, SIGKILL) }

  /// Calls a method of the player.
  func press(_ method: String) throws {
    let answer = try send(
      "org.mpris.MediaPlayer2.crescendo", "/org/mpris/MediaPlayer2", "org.mpris.MediaPlayer2.\(method)")
    #expect(answer.hasPrefix("method return"))
  }

  /// Whether a property of the player is so.
  func says(_ words: String, of name: String) -> Bool {
    let answer = try? send(
      "org.mpris.MediaPlayer2.crescendo", "/org/mpris/MediaPlayer2", "org.freedesktop.DBus.Properties.Get",
      "string:org.mpris.MediaPlayer2.Player", "string:\(name)")
    return answer?.contains(words) == true
  }

  /// Who is on it.
  func names() throws -> String { try send("org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames") }

  private func send(_ name: String, _ path: String, _ words: String...) throws -> String {
    let options = ["--bus=\(address)", "--print-reply", "--dest=\(name)", path]
    return try Spawn.run("/usr/bin/dbus-send", options + words)
  }
}
