import Foundation
import GRDB

/// Copies of a profile, in a folder beside it: one a day, the newest three.
public struct ProfileCopies: Sendable {
  private let profile: URL
  private static let kept = 3

  /// The copies of the profile at `url`.
  public init(of url: URL) { profile = url }

  /// Where they are.
  public var folder: URL { profile.appendingPathExtension("copies") }

  /// Makes the copy of that day where there is none yet, and takes the oldest away. A profile that is damaged takes no good copy's
  /// place. Cost: reads the whole file; nobody has to wait with writing.
  public func make(on date: Date) throws {
    let name = "\(date.formatted(.iso8601.year().month().day())).sqlite"
    let (files, copy) = (FileManager.default, folder.appendingPathComponent(name))
    guard !files.fileExists(atPath: copy.path) else { return }
    do {
      try files.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      // One name: what a copy that was broken off left is written over by the next.
      let new = folder.appendingPathComponent("new")
      guard files.createFile(atPath: new.path, contents: nil, attributes: [.posixPermissions: 0o600])
      else { throw CocoaError(.fileWriteUnknown) }
      try write(to: new)
      try files.moveItem(at: new, to: copy)
      for old in try names().dropLast(Self.kept) { try files.removeItem(at: folder.appendingPathComponent(old)) }
    } catch {
      throw StorageError.sorting(error, path: copy.path)
    }
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".sqlite") }.sorted()
  }

  private func write(to file: URL) throws {
    var settings = Configuration()
    settings.readonly = true
    settings.busyMode = .timeout(5)
    let source = try DatabaseQueue(path: profile.path, configuration: settings)
    let fault = try source.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
    guard fault == "ok" else { throw StorageError.damaged(path: profile.path, cause: fault ?? "unreadable") }
    let copy = try DatabaseQueue(path: file.path)
    try source.backup(to: copy)
    // One file, which is whole by itself.
    try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode=DELETE") }
    try copy.close()
  }
}
