import Foundation
import Listening

/// Credentials in a file that only the listener may read, replaced whole.
public struct CredentialFile: CredentialStore {
  private let url: URL

  /// Keeps them at `url`.
  public init(_ url: URL) { self.url = url }

  /// What is kept.
  public func load() throws -> SoundCloudCredentials? {
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    return try JSONDecoder().decode(SoundCloudCredentials.self, from: Data(contentsOf: url))
  }

  /// Writes beside, syncs, and renames: a reader sees the old or the new, never half.
  public func store(_ credentials: SoundCloudCredentials?) throws {
    guard let credentials else {
      if FileManager.default.fileExists(atPath: url.path) { try FileManager.default.removeItem(at: url) }
      return
    }
    let folder = url.deletingLastPathComponent()
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let data = try JSONEncoder().encode(credentials)
    let beside = url.path + ".new"
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CocoaError(.fileWriteNoPermission) }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try file.write(contentsOf: data)
    try file.synchronize()
    try file.close()
    guard rename(beside, url.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
