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
  private let firstWait: Duration

  /// `firstWait` is the wait before the engine is made again that could not be made; it doubles up to a minute.
  init(
    _ services: Services, _ inbox: Inbox, firstWait: Duration = .seconds(1),
    _ open: @escaping @Sendable () async throws -> any Catalogue
  ) {
    self.services = services
    self.inbox = inbox
    self.firstWait = firstWait
    self.open = open
  }

  /// Makes the engine, then works until the stream ends.
  func work(_ jobs: AsyncStream<Job>) async {
    do {
      let (engine, catalogue) = try await make()
      // Without it they are asked for in vain once more, and left out then.
      let gone = try? await catalogue.recentlyGone()
      if let gone, !gone.isEmpty { inbox.post(.foundGone(gone)) }
      inbox.post(.engineReady)
      var pupil = Pupil()
      for await job in jobs { await work(job, engine, catalogue, &pupil) }
      pupil.advice?.cancel()
      await pupil.advice?.value
    } catch {
      inbox.post(.engineFailed(services.sentence(error)))
    }
  }

  /// Makes the engine; what keeps it away and may pass is told once, and tried again.
  private func make() async throws -> (any RecommendationEngine, any Catalogue) {
    var wait = firstWait
    while true {
      do {
        let catalogue = try await open()
        return (try await services.engine(catalogue) { [inbox] in tell($0, inbox) }, catalogue)
      } catch let error as SourceError where error.isPassing {
        if wait == firstWait { inbox.post(.engineFailed("no recommendations yet: \(services.sentence(error))")) }
        try await Task.sleep(for: wait)
        wait = min(wait * 2, .seconds(60))
      }
    }
  }

  /// What is known of the listener while the engine works.
  private struct Pupil {
    /// For the ledger of ears.
    var exposures = SavedExposures()
    /// Whether nothing was named or saved.
    var isNew = true
    /// Looks for what favourites may be picked from.
    var advice: Task<Void, Never>?
  }

  private func tell(_ news: EngineNews, _ inbox: Inbox) {
    switch news {
    case .training(let share): inbox.post(.engineTraining(share))
    case .renewed: inbox.post(.engineReady)
    case .note(let sentence): inbox.post(.noted(sentence))
    }
  }

  private func work(
    _ job: Job, _ engine: any RecommendationEngine, _ catalogue: any Catalogue, _ pupil: inout Pupil
  ) async {
    switch job {
    case .learn(let journal):
      inbox.post(.learned(await engine.learn(journal)))
      await count(journal, catalogue, &pupil.exposures)
      pupil.isNew = journal.named.isEmpty && journal.count(of: .saved) == 0
    case .ask(let question, let request):
      do {
        let answer = try await engine.recommend(request)
        inbox.post(.refilled(question: question, try await Refill(answer, from: catalogue)))
      } catch {
        inbox.post(.refillFailed(question: question, sentence: services.sentence(error)))
      }
      // Once there is music: it reads the whole corpus.
      if pupil.isNew, pupil.advice == nil { pupil.advice = Task { await suggest(catalogue) } }
    case .taste: await taste(engine, catalogue)
    }
  }

  /// How well known the saved tracks are now, for the ledger of ears.
  private func count(_ journal: Journal, _ catalogue: any Catalogue, _ exposures: inout SavedExposures) async {
    do {
      if try await exposures.follow(journal, in: catalogue) { inbox.post(.counted(exposures.values)) }
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
