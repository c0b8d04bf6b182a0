import Foundation
import Playback
import Synchronization

@testable import DesktopBus

/// A session bus of the test's own, and programs that call over it.
final class TestBus {
  static let daemon = "/usr/bin/dbus-daemon"
  static let isInstalled = FileManager.default.isExecutableFile(atPath: daemon) && DBusLibrary.open() != nil

  private let process = Process()
  /// Where it is.
  let address: String

  /// Starts it, and waits until it can be reached.
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

  deinit { end() }

  var environment: [String: String] { ["DBUS_SESSION_BUS_ADDRESS": address] }

  /// Ends it at once: threads of tests block the gentler signals, and children inherit that.
  func end() { kill(process.processIdentifier, SIGKILL) }

  /// Calls a method at the player's path, its arguments typed as dbus-send has them; answers what came of it, errors too.
  func call(_ method: String, _ arguments: String..., to name: String = MediaPlayer.name) throws -> String {
    try call(method, arguments, to: name)
  }

  /// Calls a method at a path.
  func call(
    _ method: String, _ arguments: [String], to name: String = MediaPlayer.name, at path: String = MediaPlayer.path
  ) throws -> String {
    let caller = Process()
    caller.executableURL = URL(fileURLWithPath: "/usr/bin/dbus-send")
    caller.arguments = ["--bus=\(address)", "--print-reply", "--dest=\(name)", path, method] + arguments
    caller.environment = ["LANG": "C.UTF-8"]
    let output = Pipe()
    caller.standardOutput = output
    caller.standardError = output
    try caller.run()
    return String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }

  /// A property of the player, as dbus-send writes it.
  func property(_ name: String, of interface: String = MediaPlayer.player) throws -> String {
    try call("\(BusInterface.properties).Get", "string:\(interface)", "string:\(name)")
  }

  /// A connection of the test's own.
  func connect() throws -> BusConnection? { try DBusLibrary.open().map { try BusConnection($0, at: address) } }
}

/// A session that the bus is told of: what it was asked for, and what went into its log.
final class Stand: Sendable {
  private let asked = Mutex<[RemoteCommand]>([])
  private let logged = Mutex<[String]>([])
  private let place = Mutex(0.0)

  var commands: [RemoteCommand] { asked.withLock { $0 } }
  var log: [String] { logged.withLock { $0 } }

  /// Where the track is.
  func move(to seconds: Double) { place.withLock { $0 = seconds } }

  /// The session on a bus, not yet there.
  func desktop(_ environment: [String: String], player: Bool = true, notifications: Bool = false) -> DesktopBus? {
    DesktopBus(
      DesktopBus.Offers(player: player, notifications: notifications), environment: environment,
      position: { self.place.withLock { $0 } }, obey: { command in self.asked.withLock { $0.append(command) } },
      log: { line in self.logged.withLock { $0.append(line) } })
  }

  /// The session on a bus, with a name, telling of `now`.
  func join(_ bus: TestBus, _ now: NowPlaying = .playing, notifications: Bool = false) throws -> DesktopBus {
    guard let desktop = desktop(bus.environment, notifications: notifications) else { throw NeverCame() }
    desktop.hear(now)
    try until { !log.isEmpty }
    return desktop
  }
}

/// Waits until something is so.
func until(_ condition: () throws -> Bool) throws {
  let end = Date().addingTimeInterval(30)
  while try !condition() {
    guard Date() < end else { throw NeverCame() }
    usleep(2_000)
  }
}

/// What a test waited for did not come.
struct NeverCame: Error {}
