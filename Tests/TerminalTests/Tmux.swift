import Foundation
import Testing

/// A terminal that tests own: a tmux server on its own socket, with a shell in it that runs the fixture.
final class Tmux {
  static let isInstalled = (try? run(["-V"])) != nil
  static let missing: Comment = "skipped: tmux is not installed"

  static let hasScreen = FileManager.default.isExecutableFile(atPath: "/usr/bin/screen")

  /// The program that draws what comes in, built beside the tests.
  static let fixture = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appendingPathComponent("TerminalFixture").path

  private let socket = "crescendo-test-\(getpid())-\(UInt32.random(in: 0 ... .max))"
  let folder: URL

  /// Starts a shell in a terminal of that size.
  init(columns: Int = 80, rows: Int = 24) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(socket)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // What the screen says must not depend on who runs the tests.
    let shell = "env -u NO_COLOR -u LC_ALL LANG=C.UTF-8 PS1='$ ' bash --norc --noprofile"
    try tmux(
      ["-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", shell, ";"]
        + ["set", "-g", "escape-time", "0", ";", "set", "-g", "window-size", "manual"])
    try wait("$")
  }

  deinit {
    _ = try? tmux(["kill-server"])
    try? FileManager.default.removeItem(at: folder)
  }

  /// Types text as it is, or keys by tmux's names.
  func type(_ text: String) throws { try tmux(["send-keys", "-l", text]) }
  func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  /// Types a line into the shell.
  func shell(_ line: String) throws {
    try type(line)
    try press("Enter")
  }

  /// Starts the fixture and waits for its first frame.
  func start(_ arguments: String = "", environment: String = "") throws {
    try shell("\(environment) \(Self.fixture) \(arguments); echo status $?")
    try wait("ready")
  }

  func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// Pastes text the way a terminal does, bracketed if the program asked for it.
  func paste(_ text: String) throws {
    try tmux(["set-buffer", text])
    try tmux(["paste-buffer", "-p"])
  }

  func tmuxSays(_ format: String) throws -> String { try tmux(["display-message", "-p", format]) }

  /// What the terminal shows; with escapes, also how.
  func screen(escapes: Bool = false) throws -> String { try tmux(["capture-pane", "-p"] + (escapes ? ["-e"] : [])) }

  /// Waits until the screen holds a text.
  @discardableResult
  func wait(_ text: String, escapes: Bool = false) throws -> String {
    try wait("\"\(text)\"") {
      $0.contains(text)
    } screen: {
      try self.screen(escapes: escapes)
    }
  }

  /// Waits until something read is as wanted.
  @discardableResult
  func wait(_ what: String, until isTrue: (String) -> Bool, screen read: () throws -> String) throws -> String {
    let deadline = ContinuousClock.now.advanced(by: .seconds(20))
    var seen = ""
    while ContinuousClock.now < deadline {
      seen = try read()
      if isTrue(seen) { return seen }
      usleep(10_000)
    }
    throw Timeout(description: "\(what) did not appear; there is:\n\(seen)")
  }

  struct Timeout: Error, CustomStringConvertible { var description: String }
  struct Failure: Error { var output: String }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String { try Self.run(["-L", socket] + arguments) }

  /// Runs tmux. Not through `Process`: it waits until the server, too, has closed what it inherited, which is never.
  @discardableResult
  private static func run(_ arguments: [String]) throws -> String {
    try execute(["tmux"] + arguments)
  }

  /// Runs a program to its end; gives what it wrote.
  @discardableResult
  static func execute(_ arguments: [String]) throws -> String {
    let output = FileManager.default.temporaryDirectory.appendingPathComponent("crescendo-\(UUID().uuidString)").path
    defer { unlink(output) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Tests run on threads that block every signal; a tmux server that inherited that could not be ended.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words = arguments.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child = pid_t()
    guard posix_spawnp(&child, arguments[0], &actions, &attributes, &words, environ) == 0 else {
      throw Failure(output: "not found")
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: output)), as: UTF8.self)
    if status != 0 { throw Failure(output: text) }
    return text
  }
}
