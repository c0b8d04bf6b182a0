import Foundation

/// A program on a terminal of its own, read from the other side.
final class TerminalRun {
  private let master: Int32
  private let child: Child
  private(set) var seen = Data()
  let started: ContinuousClock.Instant

  /// Starts a program on a terminal of that size.
  init(_ arguments: [String], columns: UInt16 = 120, rows: UInt16 = 36) throws {
    var master: Int32 = 0
    var slave: Int32 = 0
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, nil, nil, &size) == 0 else { throw BenchError("no terminal can be opened") }
    self.master = master
    defer { close(slave) }
    for file in [master, slave] { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
    started = ContinuousClock.now
    child = try Child(
      arguments, environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8"], input: slave, output: slave)
  }

  /// The process's number.
  var pid: Int32 { child.pid }

  /// Types.
  func type(_ text: String) { _ = text.withCString { write(master, $0, strlen($0)) } }

  /// Reads until the words have come since the last call of `forget`; nil after so many seconds.
  func wait(for words: String, seconds: Double = 30) -> ContinuousClock.Instant? {
    let wanted = Data(words.utf8)
    let end = ContinuousClock.now + .seconds(seconds)
    while seen.range(of: wanted) == nil {
      guard read(until: end) else { return nil }
    }
    return ContinuousClock.now
  }

  /// Waits for anything at all; answers when it came.
  func waitForChange(seconds: Double = 10) -> ContinuousClock.Instant? {
    guard read(until: ContinuousClock.now + .seconds(seconds)) else { return nil }
    return ContinuousClock.now
  }

  /// Reads what comes in so many seconds, and answers how many bytes that were.
  func drain(seconds: Double) -> Int {
    let before = seen.count
    let end = ContinuousClock.now + .seconds(seconds)
    while read(until: end) {}
    return seen.count - before
  }

  func forget() { seen.removeAll() }

  func end() {
    child.end()
    close(master)
  }

  private func read(until end: ContinuousClock.Instant) -> Bool {
    let left = max(0, (end - ContinuousClock.now) / .milliseconds(1))
    var file = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&file, 1, Int32(left)) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(master, &bytes, bytes.count)
    guard count > 0 else { return false }
    seen += bytes.prefix(count)
    return true
  }
}

/// Why a figure could not be measured.
struct BenchError: Error, CustomStringConvertible {
  let description: String
  init(_ words: String) { description = words }
}

/// What the bench works with.
enum Workshop {
  /// The program, beside this one.
  static let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("crescendo").path

  /// A folder for the program to keep its things in, taken away afterwards.
  static func withHome<Result>(_ body: (String) throws -> Result) throws -> Result {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("crescendo-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    return try body(home.path)
  }

  /// A session on the demo whose model is made and whose queue is there.
  static func withSession(_ home: String, _ arguments: [String] = [], _ body: (TerminalRun) throws -> Void) throws {
    let run = try TerminalRun([program, "--home", home, "--audio-output", "null"] + arguments)
    defer { run.end() }
    guard run.wait(for: "Six keys", seconds: 30) != nil || run.seen.count > 0 else {
      throw BenchError("the program drew nothing")
    }
    run.type("\u{1B}")
    guard run.wait(for: "heard by", seconds: 120) != nil else { throw BenchError("no queue came") }
    try body(run)
  }
}
