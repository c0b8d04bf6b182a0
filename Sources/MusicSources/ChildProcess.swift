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
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardOutput = pipe
    do {
      try process.run()
      try pipe.fileHandleForWriting.close()
    } catch {
      return nil
    }
    let end = ContinuousClock().now + limit
    let text = Self.read(pipe.fileHandleForReading.fileDescriptor, until: end)
    guard let text, Self.wait(for: process, until: end) else {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      return nil
    }
    return Output(status: process.terminationStatus, text: text)
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

  private static func wait(for process: Process, until end: ContinuousClock.Instant) -> Bool {
    while process.isRunning {
      guard ContinuousClock().now < end else { return false }
      usleep(2_000)
    }
    return true
  }
}
