import Foundation
import Listening
import Logging
import MusicSources
import Synchronization

/// A journal that tells each act on to a source after it is on disk. The source is never waited for: what it did not hear it
/// hears after the next act, or in the next session. What it refuses the listener hears, once a session.
final class ToldProfile: Profile {
  private let profile: any Profile
  private let likes: LikesSync
  private let say: @Sendable (String) -> Void
  /// What is on disk: a long journal is not read again at each act.
  private let kept = Mutex(Journal())
  private let said = Mutex<Set<SourceError>>([])
  private let log = Logger(label: "likes")

  /// `say` hears, in a sentence, what the listener alone can mend.
  init(_ profile: any Profile, _ likes: LikesSync, say: @escaping @Sendable (String) -> Void) {
    (self.profile, self.likes, self.say) = (profile, likes, say)
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
        for fault in try await likes.follow(journal) { tellOf(fault) }
      } catch let fault as SourceError where !fault.isPassing {
        tellOf(fault)
      } catch {
        log.info("not told yet: \(Complaint.sentence(error))")
      }
    }
  }
  private func tellOf(_ fault: SourceError) {
    log.warning("\(fault.sentence)")
    guard said.withLock({ $0.insert(fault).inserted }) else { return }
    say("Kept here alone: \(fault.sentence)")
  }
}
