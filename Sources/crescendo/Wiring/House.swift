import Foundation
import Listening
import Settings
import Storage

/// The folders of one listener, what is configured there, and the doors to the databases.
struct House: Sendable {
  let paths: Paths
  let configuration: Configuration
  /// What the configuration said that was passed over.
  let warnings: [String]

  init(home: String?, profile: String?) throws {
    paths = try Paths(home: home, profile: profile)
    let reading = try Configuration.read(at: paths.configurationFile)
    configuration = reading.value
    warnings = reading.warnings.map(\.description)
  }

  /// The journal, for reading.
  func openProfile() throws -> SQLiteProfile {
    try paths.prepare()
    return try SQLiteProfile(at: URL(fileURLWithPath: paths.profile))
  }

  /// The journal, for writing: by one program at a time.
  func openProfileAlone() throws -> LockedProfile {
    try paths.prepare()
    return try LockedProfile(at: URL(fileURLWithPath: paths.profile))
  }

  /// The right to add to the catalogue: one program at a time.
  func lockCatalogue() throws -> InstanceLock {
    try paths.prepare()
    return try InstanceLock(at: URL(fileURLWithPath: paths.catalogue + ".lock"))
  }

  /// Tracks, artists and favourites.
  func openCatalogue() throws -> SQLiteCatalogue {
    try paths.prepare()
    return try SQLiteCatalogue(at: URL(fileURLWithPath: paths.catalogue))
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
  func tell(_ source: SourceName, upTo revision: Revision) async throws {
    try await profile.tell(source, upTo: revision)
  }
}
