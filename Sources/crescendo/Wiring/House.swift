import Foundation
import Listening
import Logging
import Settings
import Storage

/// The folders of one listener, what is configured there, and the doors to the databases.
struct House: Sendable {
  let paths: Paths
  let configuration: Configuration
  /// What the configuration said that was passed over.
  let warnings: [String]

  /// With `isConfigured` off the configuration stays unread, so that a mistake in it stops nothing that does not need it.
  init(
    home: String?, profile: String?, isConfigured: Bool = true,
    read: (String) throws -> Reading<Configuration> = Configuration.read(at:)
  ) throws {
    paths = try Paths(home: home, profile: profile)
    guard isConfigured else {
      (configuration, warnings) = (Configuration(), [])
      return
    }
    let reading = try read(paths.configurationFile)
    configuration = reading.value
    warnings = reading.warnings.map(\.description)
  }

  /// The journal, for reading.
  func openProfile() throws -> SQLiteProfile {
    try paths.prepare()
    return try SQLiteProfile(at: profileFile)
  }

  /// The journal, for writing: by one program at a time. Once a day a copy of it is made behind that.
  func openProfileAlone() throws -> LockedProfile {
    try paths.prepare()
    let profile = try LockedProfile(at: profileFile)
    let copies = ProfileCopies(of: profileFile)
    Task.detached(priority: .background) {
      do { try copies.make(on: Date()) } catch { Logger(label: "profile").warning("\(Complaint.sentence(error))") }
    }
    return profile
  }

  /// The right to add to the catalogue: one program at a time.
  func lockCatalogue() throws -> InstanceLock {
    try paths.prepare()
    do {
      return try InstanceLock(at: catalogueFile.appendingPathExtension("lock"))
    } catch StorageError.inUse(_, let holder) {
      throw StorageError.inUse(path: paths.catalogue + ".lock", by: holder)  // a link may lead to any name
    }
  }

  /// Tracks, artists and favourites.
  func openCatalogue() throws -> SQLiteCatalogue {
    try paths.prepare()
    return try SQLiteCatalogue(at: catalogueFile)
  }

  private var profileFile: URL { Self.end(of: paths.profile) }
  /// Where the catalogue lies.
  var catalogueFile: URL { Self.end(of: paths.catalogue) }

  /// The file that links at `path` lead to, there or not yet. Its lock lies beside it: beside the links, two names of one file
  /// would be two locks. Links to folders are the same file by whatever name.
  private static func end(of path: String) -> URL {
    var file = URL(fileURLWithPath: path)
    // So many links as Linux follows: a circle is left to whoever opens it.
    for _ in 0..<40 {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: file.path) else { break }
      file = URL(fileURLWithPath: next.hasPrefix("/") ? next : file.deletingLastPathComponent().path + "/" + next)
    }
    return file
  }

  /// Takes the trained model away; false where there is none. A session that has it open keeps what it has open.
  func forgetModel() throws -> Bool {
    if unlink(paths.model) == 0 { return true }
    guard errno != ENOENT else { return false }
    let cause = String(cString: strerror(errno))
    throw Complaint("the model \(paths.model) cannot be taken away (\(cause)): take it away yourself", .inputOutput)
  }
}

/// The journal, held by this program alone until it ends.
final class LockedProfile: Profile, TellingRecord {
  private let lock: InstanceLock
  private let profile: SQLiteProfile

  init(at url: URL) throws {
    lock = try InstanceLock(at: url.appendingPathExtension("lock"))
    profile = try SQLiteProfile(at: url)
  }

  func append(_ act: Act, at date: Date, propensity: Double?) async throws -> Interaction {
    try await profile.append(act, at: date, propensity: propensity)
  }
  func journal() async throws -> Journal { try await profile.journal() }
  func told(_ source: SourceName) async throws -> Revision? { try await profile.told(source) }
  func keepTold(_ source: SourceName, upTo revision: Revision) async throws {
    try await profile.keepTold(source, upTo: revision)
  }
}
