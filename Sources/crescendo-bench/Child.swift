import Foundation

/// Another program, started and waited for by the system's own calls: `Process` adds some 35 ms to each end, which is none of the
/// program's.
struct Child {
  let pid: pid_t

  /// Starts a program with these files as its own 0, 1 and 2; nil is nowhere.
  init(_ arguments: [String], environment: [String: String] = [:], input: Int32? = nil, output: Int32? = nil) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (own, given) in [(Int32(0), input), (1, output), (2, nil)] {
      if let given {
        posix_spawn_file_actions_adddup2(&actions, given, own)
      } else {
        posix_spawn_file_actions_addopen(&actions, own, "/dev/null", O_RDWR, 0)
      }
    }
    let settings = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }
    var words = arguments.map { strdup($0) } + [nil]
    var variables = settings.map { strdup($0) } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var pid = pid_t()
    guard posix_spawn(&pid, arguments[0], &actions, nil, &words, &variables) == 0 else {
      throw BenchError("\(arguments[0]) cannot be started")
    }
    self.pid = pid
  }

  /// Waits for its end; answers whether it ended well.
  @discardableResult
  func wait() -> Bool {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    return status == 0
  }

  /// Asks it to end, and waits.
  func end() {
    kill(pid, SIGTERM)
    wait()
  }

  /// Runs a program to its end.
  static func run(_ arguments: [String]) throws {
    guard try Child(arguments).wait() else { throw BenchError("\(arguments.joined(separator: " ")) failed") }
  }

  /// Where a program of the system is; nil where it is not installed.
  static func path(of name: String) -> String? {
    ["/usr/bin/", "/usr/local/bin/"].map { $0 + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
