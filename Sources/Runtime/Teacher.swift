import Listening
import Session

/// Makes the engine, teaches it and asks it, one after the other; looks up the names that its answers speak of.
struct Teacher: Sendable {
  /// Something the engine is to do.
  enum Job: Sendable {
    case learn(Journal)
    case ask(Int, RecommendationRequest)
    case taste
  }

  private let services: Services
  private let inbox: Inbox
  private let open: @Sendable () async throws -> any Catalogue

  init(_ services: Services, _ inbox: Inbox, _ open: @escaping @Sendable () async throws -> any Catalogue) {
    self.services = services
    self.inbox = inbox
    self.open = open
  }

  /// Makes the engine, then works until the stream ends.
  func work(_ jobs: AsyncStream<Job>) async {
    do {
      let catalogue = try await open()
      let engine = try await services.engine(catalogue) { [inbox] in tell($0, inbox) }
      inbox.post(.engineReady)
      let first = Task { await suggest(catalogue) }
      defer { first.cancel() }
      var learned: Revision?
      for await job in jobs { await work(job, engine, catalogue, &learned) }
    } catch {
      inbox.post(.engineFailed(services.sentence(error)))
    }
  }

  private func tell(_ news: EngineNews, _ inbox: Inbox) {
    switch news {
    case .training(let share): inbox.post(.engineTraining(share))
    case .renewed: inbox.post(.engineReady)
    case .note(let sentence): inbox.post(.noted(sentence))
    }
  }

  /// Does one job; `learned` is the journal learned before, nil before the first.
  private func work(
    _ job: Job, _ engine: any RecommendationEngine, _ catalogue: any Catalogue, _ learned: inout Revision?
  ) async {
    switch job {
    case .learn(let journal):
      do {
        inbox.post(.learned(try await engine.learn(journal)))
        await count(journal, after: learned, catalogue)
        learned = journal.revision
      } catch {
        inbox.post(.learnFailed(services.sentence(error)))
      }
    case .ask(let question, let request):
      do {
        let answer = try await engine.recommend(request)
        inbox.post(.refilled(question: question, try await Refill(answer, from: catalogue)))
      } catch {
        inbox.post(.refillFailed(question: question, sentence: services.sentence(error)))
      }
    case .taste: await taste(engine, catalogue)
    }
  }

  /// How well known the saved tracks are now, for the ledger of ears: looked up at first, again where the same journal is
  /// learned anew, and when a save was added or taken off.
  private func count(_ journal: Journal, after learned: Revision?, _ catalogue: any Catalogue) async {
    let rows = learned.map(journal.rows(after:)) ?? []
    guard rows.isEmpty || rows.contains(where: { $0.act.mayChangeSaves }) else { return }
    do {
      let saved = journal.tracks(with: .saved).compactMap { $0.act.track?.id }
      let now = try await catalogue.tracks(saved).map { ($0.id, $0.exposure) }
      inbox.post(.counted(Dictionary(now) { first, _ in first }))
    } catch {
      inbox.post(.noted("the ledger could not be counted: \(services.sentence(error))"))
    }
  }

  /// What a new listener may pick favourites from.
  private func suggest(_ catalogue: any Catalogue) async {
    do {
      let names = Suggestions.artists(of: try await catalogue.corpus())
      inbox.post(.suggested(try await catalogue.artists(names).map(Favoured.artist)))
    } catch {
      inbox.post(.noted("there is nothing to pick favourites from yet: \(services.sentence(error))"))
    }
  }

  private func taste(_ engine: any RecommendationEngine, _ catalogue: any Catalogue) async {
    do {
      let taste = try await engine.taste()
      let artists = try await catalogue.artists(taste.artists.map(\.artist))
      inbox.post(.tasted(taste, names: Dictionary(artists.map { ($0.id, $0.name) }) { first, _ in first }))
    } catch {
      inbox.post(.noted("the taste could not be read: \(services.sentence(error))"))
    }
  }
}

extension Act {
  /// Whether tracks may be saved after it that were not before, or the other way round.
  fileprivate var mayChangeSaves: Bool {
    switch self {
    case .skip, .finish, .name: false
    default: true
    }
  }
}
