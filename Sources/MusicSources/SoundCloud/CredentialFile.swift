import Foundation
import Listening

/// Where credentials are kept.
///
/// Contract: what `store` took survives the loss of power when it returns, and nobody else on the machine may read it.
public protocol CredentialStore: Sendable {
  /// What is kept; nil where nothing is.
  func load() throws -> SoundCloudCredentials?
  /// Keeps these instead; nil forgets.
  func store(_ credentials: SoundCloudCredentials?) throws
  /// Waits until nobody else changes these, and keeps others waiting until the turn ends. Taken twice it waits for itself.
  func turn() async throws -> any CredentialTurn
}

/// The right to change credentials, until it ends.
public protocol CredentialTurn: Sendable {
  /// Lets the next one change them.
  func end()
}

/// Credentials in a file that only the listener may read, replaced whole.
public struct CredentialFile: CredentialStore {
  private let file: SecretFile

  /// Keeps them at `url`.
  public init(_ url: URL) { file = SecretFile(url) }

  /// Where they are.
  public var path: String { file.path }
  /// Who may read and write the file, as `chmod` has it; nil where there is none.
  public var mode: Int? { file.mode }

  /// What is kept.
  public func load() throws -> SoundCloudCredentials? {
    try file.load().map { try JSONDecoder().decode(SoundCloudCredentials.self, from: $0) }
  }

  /// Keeps these instead; nil forgets.
  public func store(_ credentials: SoundCloudCredentials?) throws {
    try file.store(credentials.map { try JSONEncoder().encode($0) })
  }

  /// A lock beside the file, asked for every 50 ms; it ends with the process, however that ends.
  /// - Throws: `SourceError.unkept` where there can be no lock.
  public func turn() async throws -> any CredentialTurn {
    while true {
      if let turn = try lock() { return turn }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  private func lock() throws -> FileTurn? {
    do {
      return try FileTurn.take(file.besides("lock"))
    } catch {
      throw SourceError.unkept(.soundcloud, cause: "they cannot be locked")
    }
  }
}

/// A secret in a file that only the listener may read, replaced whole.
struct SecretFile: Sendable {
  private let url: URL

  /// Keeps it at `url`.
  init(_ url: URL) { self.url = url }

  /// Where it is.
  var path: String { url.path }
  /// Who may read and write it; nil where there is none.
  var mode: Int? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    return (facts?[.posixPermissions] as? NSNumber)?.intValue
  }

  /// What is kept; nil where nothing is.
  func load() throws -> Data? {
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    return try Data(contentsOf: url)
  }

  /// Writes beside, syncs, and renames: a reader sees the old or the new, never half. Nil forgets.
  func store(_ secret: Data?) throws {
    guard let secret else {
      // What a writer left that was killed before it renamed.
      unlink(url.path + ".new")
      if FileManager.default.fileExists(atPath: url.path) { try FileManager.default.removeItem(at: url) }
      return
    }
    let beside = try besides("new")
    unlink(beside)
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CocoaError(.fileWriteNoPermission) }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try file.write(contentsOf: secret)
    try file.synchronize()
    try file.close()
    guard rename(beside, url.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    try Self.synchronise(folder: url.deletingLastPathComponent().path)
  }

  /// The path of a file beside this one, its folder made where missing.
  func besides(_ ending: String) throws -> String {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return url.path + "." + ending
  }

  /// A rename lasts only when the folder is on disk too.
  private static func synchronise(folder: String) throws {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}

/// The lock of one process on a file.
private final class FileTurn: CredentialTurn {
  private let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Nil while another has it, or where a signal came between: it may be asked for again.
  static func take(_ path: String) throws -> FileTurn? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      guard errno == EINTR else { throw CocoaError(.fileWriteNoPermission) }
      return nil
    }
    let turn = FileTurn(descriptor)
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return turn }
    guard errno == EWOULDBLOCK || errno == EINTR else { throw CocoaError(.fileLocking) }
    return nil
  }

  func end() { flock(descriptor, LOCK_UN) }

  deinit { close(descriptor) }
}
