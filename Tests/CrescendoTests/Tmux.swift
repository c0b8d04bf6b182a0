import Foundation

/// A real terminal: a tmux server of its own, in which the program runs.
struct Tmux {
  static let isInstalled = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/bin/tmux"].contains {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private let socket = "crescendo-\(UUID().uuidString.prefix(8))"

  /// Starts a window of that size with a command line.
  init(columns: Int, rows: Int, command: String, environment: [String: String] = [:]) throws {
    let settings = environment.map { "\($0.key)='\($0.value)' " }.joined()
    try tmux(
      "-f", "/dev/null", "new-session", "-d", "-s", "main", "-x", "\(columns)", "-y", "\(rows)",
      "\(settings)LANG=C.UTF-8 \(command); echo ended with $?; stty -a | tr ' ' '\\n' | grep -E '^-?(icanon|echo);?$'; sleep 600"
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
    let pane = try tmux("display-message", "-p", "-t", "main", "#{pane_pid}")
    let children = try shell("/usr/bin/pgrep", ["-P", pane.trimmingCharacters(in: .whitespacesAndNewlines), name])
    return children.split(whereSeparator: \.isNewline).compactMap { Int32($0) }
  }

  /// Ends the server and all in it.
  func close() { _ = try? tmux("kill-server") }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String { try tmux(arguments) }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    try shell("/usr/bin/env", ["tmux", "-L", socket] + arguments)
  }

  /// Runs a program to its end; gives what it wrote. Not through `Process`: that waits until the server, too, has closed what it
  /// inherited, which is never.
  private func shell(_ path: String, _ arguments: [String]) throws -> String {
    let output = FileManager.default.temporaryDirectory.appendingPathComponent("crescendo-\(UUID().uuidString)").path
    defer { unlink(output) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child = pid_t()
    guard posix_spawn(&child, path, &actions, nil, &words, environ) == 0 else { throw CocoaError(.fileNoSuchFile) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: output)), as: UTF8.self)
  }
}
