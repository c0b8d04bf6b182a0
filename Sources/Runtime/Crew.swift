import Foundation
import Listening
import Playback
import Session

/// Does the work that `update` asks for, and answers with events. Acts are written one after the other in the order asked, and
/// so are lessons and questions of the engine; all else goes on beside them.
final class Crew: Sendable {
  private let services: Services
  private let inbox: Inbox
  private let player: any Player
  private let (writing, acts) = AsyncStream.makeStream(of: Recorder.Job?.self)
  private let (learning, lessons) = AsyncStream.makeStream(of: Teacher.Job.self)
  /// Questions that may be called off.
  private let errands: Errands
  /// One for each act, and each file of saved tracks, that is not on disk yet.
  private let unwritten = DispatchGroup()

  /// How long the end waits for the disk, in seconds.
  private static let patience = 5.0

  init(_ services: Services, _ inbox: Inbox) {
    self.services = services
    self.inbox = inbox
    errands = Errands(inbox)
    player = services.player()
  }

  func start() {
    let (services, inbox, writing, learning, unwritten) = (services, inbox, writing, learning, unwritten)
    Task(executorPreference: WritingThread()) { await Recorder(services, inbox, unwritten).work(writing) }
    let catalogue = openCatalogue
    // Gives way to the screen and to the disk, on threads of its own: making a catalogue or a model takes seconds.
    Task(priority: .utility) { await Teacher(services, inbox, catalogue).work(learning) }
    // Before anything that it says itself: one that cannot be had says so at once.
    inbox.post(.playerReady)
    player.start { inbox.post(.player($0, at: Date())) }
  }

  func run(_ effect: Effect) {
    switch effect {
    case .record(let act, let date, let propensity, let ticket):
      record(Recorder.Job(act: act, date: date, propensity: propensity, ticket: ticket))
    case .openProfile: acts.yield(nil)
    case .learn(let journal): lessons.yield(.learn(journal))
    case .ask(let question, let request): lessons.yield(.ask(question, request))
    case .taste: lessons.yield(.taste)
    case .player(let command): player.send(command)
    case .resolve(let entry, let track): resolve(entry, track)
    case .callOff(let entry): errands.callOff(.address(entry))
    case .search(let words): search(words)
    case .remind(let seconds): remind(after: seconds)
    case .quit: break
    }
  }

  private func record(_ job: Recorder.Job) {
    unwritten.enter()
    acts.yield(job)
  }

  /// Waits for what is written alone: whoever closes the window must not wait for a catalogue that is being made or a model in
  /// training. Whether all is on disk, or refused.
  func waitUntilWritten() -> Bool { unwritten.wait(timeout: .now() + Self.patience) == .success }

  func finish() {
    lessons.finish()
    acts.finish()
    player.shutDown()
  }

  /// Opened once, by whoever asks first.
  private let opened = Once<any Catalogue>()
  private var openCatalogue: @Sendable () async throws -> any Catalogue {
    let (opened, services) = (opened, services)
    return { try await opened.value(services.catalogue) }
  }

  private func resolve(_ entry: EntryID, _ track: TrackID) {
    let (open, services) = (openCatalogue, services)
    errands.begin(.address(entry)) {
      do {
        guard let address = try await open().address(of: track) else {
          return .unresolvable(entry, sentence: "there is no sound of it here", isPassing: false)
        }
        return .resolved(entry, address)
      } catch {
        let isPassing = (error as? SourceError)?.isPassing ?? false
        return .unresolvable(entry, sentence: services.sentence(error), isPassing: isPassing)
      }
    }
  }

  private func search(_ words: String) {
    let (open, services) = (openCatalogue, services)
    errands.begin(.search) {
      do {
        return .found(words: words, try await open().search(words, limit: 50))
      } catch {
        return .searchFailed(words: words, sentence: services.sentence(error))
      }
    }
  }

  func export(to path: String, then tell: @escaping @Sendable (Exported) -> Void) {
    let (inbox, services, unwritten) = (inbox, services, unwritten)
    unwritten.enter()
    Task {
      defer { unwritten.leave() }
      do {
        let sentence = try await services.export(path)
        inbox.post(.exported(sentence, isWritten: true))
        tell(.written(sentence))
      } catch {
        let sentence = "nothing was written: \(services.sentence(error))"
        inbox.post(.exported(sentence, isWritten: false))
        tell(.refused(sentence))
      }
    }
  }

  private func remind(after seconds: Double) {
    let inbox = inbox
    Task {
      try? await Task.sleep(for: .seconds(seconds))  // a reminder that comes early does no harm
      inbox.post(.reminded)
    }
  }
}

/// A value made once, however many ask for it at the same time; what could not be made is made for the next who asks.
actor Once<Value: Sendable> {
  private var task: Task<Value, any Error>?

  func value(_ make: @escaping @Sendable () async throws -> Value) async throws -> Value {
    if let task { return try await task.value }
    let task = Task { try await make() }
    self.task = task
    do {
      return try await task.value
    } catch {
      self.task = nil
      throw error
    }
  }
}
