import Foundation
import Listening
import Logging
import MusicSources
import Synchronization

/// A journal that tells each act on to a source after it is on disk. The source is never waited for: what it did not hear it
/// hears after the next act, or in the next session.
final class ToldProfile: Profile {
  private let profile: any Profile
  private let likes: LikesSync
  /// What is on disk: a long journal is not read again at each act.
  private let kept = Mutex(Journal())
  private let log = Logger(label: "likes")

  init(_ profile: any Profile, _ likes: LikesSync) {
    self.profile = profile
    self.likes = likes
  }

  func append(_ act: Act, at date: Date, propensity: Double?) async throws -> Interaction {
    let interaction = try await profile.append(act, at: date, propensity: propensity)
    kept.withLock { $0.append(interaction) }
    tell()
    return interaction
  }

  func journal() async throws -> Journal {
    let journal = try await profile.journal()
    // Before the first act: told of it first, the mark would be set behind it.
    try await likes.begin(journal)
    kept.withLock { $0 = journal }
    tell()
    return journal
  }

  private func tell() {
    let journal = kept.withLock { $0 }
    Task {
      do {
        for fault in try await likes.follow(journal) { log.warning("\(fault.sentence)") }
      } catch {
        log.info("not told yet: \(Complaint.sentence(error))")
      }
    }
  }
}
