import Foundation

/// Lets one instance at a time work on a profile: a lock on a file beside it, never on the database itself.
///
/// The lock ends with the process, however it ends.
public final class InstanceLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock at `url`, or throws `StorageError.inUse` with the holder's process number.
  public init(at url: URL) throws {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StorageError.disk(path: url.path, cause: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let fault = errno
      let holder = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
      close(descriptor)
      guard fault == EWOULDBLOCK else {
        throw StorageError.disk(path: url.path, cause: String(cString: strerror(fault)))
      }
      let number = holder.trimmingCharacters(in: .whitespacesAndNewlines)
      throw StorageError.inUse(path: url.path, by: number.isEmpty ? "unknown" : "process \(number)")
    }
    self.descriptor = descriptor
    ftruncate(descriptor, 0)
    let number = Data("\(getpid())\n".utf8)
    _ = number.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  deinit { close(descriptor) }
}
