import Foundation
import Logging
import Settings
import Synchronization

/// The log: one file, lines appended, begun anew at 1 MiB with the old one kept beside it. Never the screen.
final class FileLog: Sendable {
  private let file: Mutex<FileHandle>
  private let path: String
  private static let limit = 1 << 20

  /// Opens the log at this path, making its folder.
  init(at url: URL) throws {
    let files = FileManager.default
    try files.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    path = url.path
    let descriptor = open(url.path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw SettingsError.cannotCreate(path: url.path, cause: String(cString: strerror(errno)))
    }
    file = Mutex(FileHandle(fileDescriptor: descriptor, closeOnDealloc: true))
    file.withLock { beginAnew($0) }
  }

  /// The descriptor, for libraries that print where no screen may be touched.
  var descriptor: Int32 { file.withLock { $0.fileDescriptor } }

  /// Has standard error end here while `body` runs: what libraries print would be read aloud between a session's lines.
  func takingErrors<Answer>(_ body: () throws -> Answer) rethrows -> Answer {
    let before = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    guard before >= 0 else { return try body() }
    defer {
      dup2(before, STDERR_FILENO)
      close(before)
    }
    dup2(descriptor, STDERR_FILENO)
    return try body()
  }

  /// Appends a line. A disk that takes nothing must not stop the music.
  func append(_ line: String) {
    file.withLock { file in
      try? file.write(contentsOf: Data((line + "\n").utf8))
      beginAnew(file)
    }
  }

  /// Empties a file that has grown too long, with a copy beside it: the same file, as libraries hold its descriptor. What they
  /// print is counted at the next line.
  private func beginAnew(_ file: FileHandle) {
    var facts = stat()
    guard fstat(file.fileDescriptor, &facts) == 0, facts.st_size > Self.limit else { return }
    let old = try? Data(contentsOf: URL(fileURLWithPath: path)).suffix(Self.limit)
    _ = FileManager.default.createFile(atPath: path + ".old", contents: old, attributes: [.posixPermissions: 0o600])
    ftruncate(file.fileDescriptor, 0)
  }

  /// Sends all that is logged here.
  func install() {
    LoggingSystem.bootstrap { Handler(label: $0, log: self) }
  }

  private struct Handler: LogHandler {
    let label: String
    let log: FileLog
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      log.append("\(Date().formatted(.iso8601)) \(event.level) \(label): \(event.message)")
    }
  }
}
