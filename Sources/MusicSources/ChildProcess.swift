import Dispatch
import Foundation
import Glibc
import Synchronization

/// Another program, run as a process of its own that inherits nothing: no file, no blocked signal, no terminal.
public struct ChildProcess: Sendable {
  /// What a program left behind.
  struct Output: Sendable {
    /// Its exit status; 128 and more where a signal ended it.
    let status: Int32
    /// What it wrote to standard output, at most a megabyte.
    let text: Data

    /// The lines of that, without blanks around them.
    var lines: [String] {
      String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline)
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  private let path: String
  private let arguments: [String]
  private static let most = 1 << 20
  /// Those that are waited for; nil when nobody waits any more.
  private static let waitedFor = Mutex<Set<pid_t>?>([])

  /// Ends those that are waited for, with all they began, and lets none of their kind begin any more: the program ends.
  public static func endAll() {
    waitedFor.withLock { children in
      for child in children ?? [] { kill(-child, SIGKILL) }
      children = nil
    }
  }

  /// Where a program is that the listener's PATH knows; nil where it does not. A path is taken as it is.
  public static func path(of program: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let places = program.hasPrefix("/") ? [program] : folders.map { "\($0)/\(program)" }
    return places.first(where: FileManager.default.isExecutableFile)
  }

  /// The program at `path` with these arguments, which others on this machine can read.
  public init(path: String, arguments: [String]) { (self.path, self.arguments) = (path, arguments) }

  /// Starts it, and lets it be. One that cannot be started is passed over.
  public func leave() {
    guard let nowhere = Self.nowhere() else { return }
    defer { close(nowhere) }
    guard let child = Self.waitedFor.withLock({ _ in begin(writingTo: nowhere) }) else { return }
    Thread.detachNewThread { _ = Self.wait(for: child, until: nil) }
  }

  /// Runs it to its end with a text to read, at most 64 KB of it, and takes nothing from it. False where it took longer than
  /// `limit` and was killed, or could not be started.
  public func run(reading text: Data, limit: Duration) -> Bool {
    guard let nowhere = Self.nowhere() else { return false }
    defer { close(nowhere) }
    guard let pipe = Self.pipe() else { return false }
    // As much as a pipe holds: nobody has to read for it to be written.
    _ = text.prefix(65_536).withUnsafeBytes { write(pipe.end, $0.baseAddress, $0.count) }
    close(pipe.end)
    let child = beginWaitedFor(readingFrom: pipe.start, writingTo: nowhere)
    close(pipe.start)
    guard let child else { return false }
    defer { Self.forget(child) }
    if Self.wait(for: child, until: ContinuousClock().now + limit) != nil { return true }
    kill(-child, SIGKILL)
    _ = Self.wait(for: child, until: nil)
    return false
  }

  /// Runs it to its end and takes what it writes; nil where it took longer than `limit` and was killed with all it began, or
  /// could not be started. Whoever is called off kills it.
  func run(limit: Duration) async -> Output? {
    let leash = Leash()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(returning: self.runAndWait(limit, leash)) }
      }
    } onCancel: {
      leash.pull()
    }
  }

  /// Holds a child whose output somebody waits for.
  private final class Leash: Sendable {
    private let held = Mutex<(child: pid_t?, isPulled: Bool)>((nil, false))

    /// Kills the child and all it began, now or as soon as there is one.
    func pull() {
      held.withLock { held in
        held.isPulled = true
        if let child = held.child { kill(-child, SIGKILL) }
      }
    }

    func hold(_ child: pid_t) {
      held.withLock { held in
        held.child = child
        if held.isPulled { kill(-child, SIGKILL) }
      }
    }

    func letGo() { held.withLock { $0.child = nil } }
  }

  private func runAndWait(_ limit: Duration, _ leash: Leash) -> Output? {
    guard let pipe = Self.pipe() else { return nil }
    defer { close(pipe.start) }
    let child = beginWaitedFor(writingTo: pipe.end)
    close(pipe.end)
    guard let child else { return nil }
    leash.hold(child)
    defer {
      leash.letGo()
      Self.forget(child)
    }
    let end = ContinuousClock().now + limit
    guard let text = Self.read(pipe.start, until: end), let status = Self.wait(for: child, until: end) else {
      kill(-child, SIGKILL)
      _ = Self.wait(for: child, until: nil)
      return nil
    }
    return Output(status: status, text: text)
  }

  /// A pipe of which no other child gets a copy: what one holds open has no end for who reads it.
  static func pipe() -> (start: Int32, end: Int32)? {
    // No child begins between the two steps: each begins under the same lock.
    waitedFor.withLock { _ in
      var ends: [Int32] = [-1, -1]
      guard Glibc.pipe(&ends) == 0 else { return nil }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return (ends[0], ends[1])
    }
  }

  private static func nowhere() -> Int32? {
    let descriptor = open("/dev/null", O_WRONLY | O_CLOEXEC)
    return descriptor >= 0 ? descriptor : nil
  }

  /// Starts the program as one that `endAll` ends. One step: what began beside that would outlive the program.
  private func beginWaitedFor(readingFrom input: Int32? = nil, writingTo output: Int32) -> pid_t? {
    Self.waitedFor.withLock { children in
      guard children != nil, let child = begin(readingFrom: input, writingTo: output) else { return nil }
      children?.insert(child)
      return child
    }
  }

  private static func forget(_ child: pid_t) { waitedFor.withLock { _ = $0?.remove(child) } }

  /// Starts the program with nobody to complain to, and nothing to read unless `input` is given; nil where it cannot be started.
  private func begin(readingFrom input: Int32? = nil, writingTo output: Int32) -> pid_t? {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    if let input {
      posix_spawn_file_actions_adddup2(&files, input, 0)
    } else {
      posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&files, output, 1)
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0)
    for file in Self.openFiles() where file > 2 { posix_spawn_file_actions_addclose(&files, file) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Self.standAlone(&attributes)
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child = pid_t()
    return posix_spawn(&child, path, &files, &attributes, &words, environ) == 0 ? child : nil
  }

  private static func openFiles() -> [Int32] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).compactMap { Int32($0) }
  }

  /// A group of its own, and signals as any program begins with: threads of Dispatch block them all, and a child that
  /// inherits that can neither be ended nor end what it began.
  private static func standAlone(_ attributes: inout posix_spawnattr_t) {
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let wishes = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(&attributes, Int16(wishes))
  }

  /// Everything up to the end of the pipe; nil when time is up first.
  private static func read(_ descriptor: Int32, until end: ContinuousClock.Instant) -> Data? {
    var text = Data()
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let left = (end - ContinuousClock().now) / .milliseconds(1)
      var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard left > 0, poll(&wait, 1, Int32(min(left.rounded(.up), 600_000))) == 1 else { return nil }
      let count = Glibc.read(descriptor, &piece, piece.count)
      guard count > 0 else { return text }
      // What is more is read all the same: else the child would wait for a reader.
      text.append(contentsOf: piece.prefix(min(count, most - text.count)))
    }
  }

  /// The exit status of a child, or the number of the signal that ended it and 128; nil when time is up first. 0 where nobody
  /// kept it: a process that begins with SIGCHLD ignored hears only that a child has ended.
  private static func wait(for child: pid_t, until end: ContinuousClock.Instant?) -> Int32? {
    var status: Int32 = 0
    while true {
      let ended = waitpid(child, &status, end == nil ? 0 : WNOHANG)
      if ended == child { break }
      if ended < 0, errno == ECHILD { return 0 }
      if let end, ContinuousClock().now >= end { return nil }
      usleep(2_000)
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
  }
}
