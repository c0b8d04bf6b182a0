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

  /// Opens the profile, then writes until the stream ends; nil opens what could not be opened before.
  func work(_ jobs: AsyncStream<Job?>) async {
    var profile = await open()
    for await job in jobs {
      if let job { await write(job, to: profile) } else if case .failure = profile { profile = await open() }
    }
  }

  private func open() async -> Result<any Profile, any Error> {
    do {
      let profile = try await services.profile { [inbox] in inbox.post(.noted($0)) }
      inbox.post(.profileOpened(try await profile.journal()))
      return .success(profile)
    } catch {
      inbox.post(.profileFailed(services.sentence(error)))
      return .failure(error)
    }
  }

  private func write(_ job: Job, to profile: Result<any Profile, any Error>) async {
    defer { unwritten.leave() }
    do {
      let row = try await profile.get().append(job.act, at: job.date, propensity: job.propensity)
      inbox.post(.recorded(row, ticket: job.ticket))
    } catch {
      inbox.post(.recordFailed(ticket: job.ticket, sentence: services.sentence(error)))
    }
  }
}
