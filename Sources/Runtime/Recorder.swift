import Dispatch
import Foundation
import Listening
import Session

/// The thread on which acts are written: a disk that takes its time holds up nothing else, and nothing else holds up an act.
final class WritingThread: TaskExecutor {
  private let queue = DispatchQueue(label: "acts", qos: .userInteractive)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// Writes acts into the profile, one after the other. What is not written is answered as such, and nothing is learned from it.
struct Recorder: Sendable {
  /// One act to write.
  struct Job: Sendable {
    let act: Act
    let date: Date
    let propensity: Double?
    let ticket: Int
  }

  private let services: Services
  private let inbox: Inbox
  /// Entered once for each job that is asked; left when it is written, or cannot be.
  private let unwritten: DispatchGroup

  init(_ services: Services, _ inbox: Inbox, _ unwritten: DispatchGroup) {
    self.services = services
    self.inbox = inbox
    self.unwritten = unwritten
  }

  /// Opens the profile, then writes until the stream ends.
  func work(_ jobs: AsyncStream<Job>) async {
    do {
      let profile = try await services.profile()
      inbox.post(.profileOpened(try await profile.journal()))
      for await job in jobs { await write(job, to: profile) }
    } catch {
      let sentence = services.sentence(error)
      inbox.post(.profileFailed(sentence))
      for await job in jobs {
        inbox.post(.recordFailed(ticket: job.ticket, sentence: sentence))
        unwritten.leave()
      }
    }
  }

  private func write(_ job: Job, to profile: any Profile) async {
    defer { unwritten.leave() }
    do {
      let row = try await profile.append(job.act, at: job.date, propensity: job.propensity)
      inbox.post(.recorded(row, ticket: job.ticket))
    } catch {
      inbox.post(.recordFailed(ticket: job.ticket, sentence: services.sentence(error)))
    }
  }
}
