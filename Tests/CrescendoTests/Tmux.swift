import Foundation
import Testing

/// A real terminal: a tmux server of its own, in which the program runs.
struct Tmux {
  static let isInstalled = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/bin/tmux"].contains {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private let socket = "crescendo-\(UUID().uuidString.prefix(8))"

  /// Starts a window of that size with a command line. What `swift test` and a builder's shell set (NO_COLOR where no one looks
  /// on) does not reach it, nor the desktop's bus of who runs the tests.
  init(columns: Int, rows: Int, command: String, environment: [String: String] = [:]) throws {
    let settings = environment.map { "\($0.key)='\($0.value)' " }.joined()
    try tmux(
      "-f", "/dev/null", "new-session", "-d", "-s", "main", "-x", "\(columns)", "-y", "\(rows)",
      "unset NO_COLOR COLORTERM LC_ALL DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR; \(settings)LANG=C.UTF-8 \(command); echo ended with $?; stty -a | tr ' ' '\\n' | grep -E '^-?(icanon|echo);?$'; sleep 600"
    )
    try tmux("set-option", "-s", "escape-time", "0")
  }

  /// Types keys as tmux names them (`s`, `Space`, `C-c`).
  func type(_ keys: String...) throws { try tmux(["send-keys", "-t", "main"] + keys) }

  /// Types a text as it is, escape sequences too.
  func send(_ text: String) throws { try tmux("send-keys", "-t", "main", "-l", text) }

  /// Pastes a text as a terminal does whose program asked to be told of pastes.
  func paste(_ text: String) throws {
    try tmux("set-buffer", text)
    try tmux("paste-buffer", "-p", "-t", "main")
  }

  /// Gives the window another size.
  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-t", "main", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// The screen as text.
  func screen() throws -> String { try tmux("capture-pane", "-p", "-t", "main") }

  /// The screen with the escape sequences of its colours.
  func styled() throws -> String { try tmux("capture-pane", "-e", "-p", "-t", "main") }

  /// What the terminal was told and may still be at: another screen, a shown cursor, keypad, mouse.
  func modes() throws -> String {
    let flags = "#{alternate_on} #{cursor_flag} #{keypad_cursor_flag} #{mouse_any_flag} #{mouse_sgr_flag}"
    return try tmux("display-message", "-p", "-t", "main", flags).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The window's title.
  func title() throws -> String { try tmux("display-message", "-p", "-t", "main", "#{pane_title}") }

  /// Waits until the screen is as `condition` wants it and answers with the last screen seen.
  func wait(seconds: Double = 30, until condition: (String) -> Bool) throws -> (screen: String, met: Bool) {
    let end = Date().addingTimeInterval(seconds)
    var last = ""
    repeat {
      last = try screen()
      if condition(last) { return (last, true) }
      usleep(20_000)
    } while Date() < end
    return (last, false)
  }

  /// Closes the first meeting, and waits until it is gone: a key right behind Escape would be one with it.
  func closeWelcome() throws {
    for _ in 1...5 {
      try type("Escape")
      if try wait(seconds: 4, until: { !$0.contains("Welcome") }).met { return }
    }
  }

  /// The process ids of the program in the window.
  func processes(named name: String) throws -> [Int32] {
    Self.numbers(try Spawn.run("/usr/bin/pgrep", ["-s", try pane(), name]))
  }

  /// Ends the server and all in it, as closing a terminal's window does. A program that does not end by itself fails the test.
  func close(at location: SourceLocation = #_sourceLocation) {
    let session = try? pane()
    _ = try? tmux("kill-server")
    guard let session else { return }
    let left = Self.wait(seconds: 3, for: session)
    for process in left { kill(process, SIGKILL) }
    #expect(left.isEmpty, "the program outlived its terminal and had to be killed", sourceLocation: location)
  }

  /// The process that stands first in the window: its number is also that of the terminal's session.
  func pane() throws -> String {
    let pane = try tmux("display-message", "-p", "-t", "main", "#{pane_pid}")
    return try #require(Int32(pane.trimmingCharacters(in: .whitespacesAndNewlines)), "no window is open").description
  }

  /// Waits until no process of a terminal's session is left, and answers with those that are.
  static func wait(seconds: Double, for session: String) -> [Int32] {
    let end = Date().addingTimeInterval(seconds)
    while true {
      let left = numbers((try? Spawn.run("/usr/bin/pgrep", ["-s", session])) ?? "")
      if left.isEmpty || Date() > end { return left }
      usleep(10_000)
    }
  }

  private static func numbers(_ lines: String) -> [Int32] {
    lines.split(whereSeparator: \.isNewline).compactMap { Int32($0) }
  }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String { try tmux(arguments) }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    try Spawn.run("/usr/bin/env", ["tmux", "-L", socket] + arguments)
  }
}
