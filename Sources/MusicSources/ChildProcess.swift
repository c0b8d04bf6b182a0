import Dispatch
import Foundation
import Glibc

/// Runs another program and takes what it writes, for a limited time.
struct ChildProcess: Sendable {
  /// What a program left behind.
  struct Output: Sendable {
    /// Its exit status.
    let status: Int32
    /// What it wrote to standard output, at most a megabyte.
    let text: Data

    /// The lines of that, without blanks around them.
    var lines: [String] {
      String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline)
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  let path: String
  let arguments: [String]
  let limit: Duration
  private static let most = 1 << 20

  /// Runs it to its end; nil where it took too long and was killed, or could not be begun.
  func run() async -> Output? {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: self.runAndWait()) }
    }
  }

  private func runAndWait() -> Output? {
    var pipe: [Int32] = [-1, -1]
    guard pipe2(&pipe, O_CLOEXEC) == 0 else { return nil }
    defer { close(pipe[0]) }
    let child = begin(writingTo: pipe[1])
    close(pipe[1])
    guard let child else { return nil }
    let end = ContinuousClock().now + limit
    guard let text = Self.read(pipe[0], until: end), let status = Self.wait(for: child, until: end) else {
      kill(child, SIGKILL)
      _ = Self.wait(for: child, until: nil)
      return nil
    }
    return Output(status: status, text: text)
  }

  /// Starts the program with nothing to read and nobody to complain to; nil where it cannot be begun.
  private func begin(writingTo output: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Self.unblock(&attributes)
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child = pid_t()
    return posix_spawn(&child, path, &actions, &attributes, &words, environ) == 0 ? child : nil
  }

  /// This thread may block every signal, as those of Dispatch do, and a child inherits that: it could not be ended, nor end
  /// its own children. What the terminal program ignores is not the child's either.
  private static func unblock(_ attributes: inout posix_spawnattr_t) {
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }

  /// Everything up to the end of the pipe; nil when time is up first.
  private static func read(_ descriptor: Int32, until end: ContinuousClock.Instant) -> Data? {
    var text = Data()
    var piece = [UInt8](repeating: 0, count: 65_536)
    while text.count < most {
      let left = (end - ContinuousClock().now) / .milliseconds(1)
      var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard left > 0, poll(&wait, 1, Int32(min(left.rounded(.up), 600_000))) == 1 else { return nil }
      let count = Glibc.read(descriptor, &piece, piece.count)
      guard count > 0 else { return text }
      text.append(contentsOf: piece.prefix(count))
    }
    return text
  }

  /// The exit status of a child, or the number of the signal that ended it and 128; nil when time is up first.
  private static func wait(for child: pid_t, until end: ContinuousClock.Instant?) -> Int32? {
    var status: Int32 = 0
    while waitpid(child, &status, end == nil ? 0 : WNOHANG) != child {
      if let end, ContinuousClock().now >= end { return nil }
      usleep(2_000)
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
  }
}
