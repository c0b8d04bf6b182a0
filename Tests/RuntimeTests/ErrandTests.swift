import Foundation
import Listening
import Session
import Synchronization
import Testing

@testable import Runtime

@Suite struct ErrandTests {
  /// A search or lookup that ends only when it is called off, and the mark that it did.
  private static func endless(_ mark: Mark) -> @Sendable () async -> Event {
    {
      while !Task.isCancelled { await Task.yield() }
      mark.set()
      return .noted("too late")
    }
  }

  @Test(.timeLimit(.minutes(1))) func `a newer search takes the place of the older, whose answer nobody hears`() async {
    let (inbox, isOver) = (Inbox {}, Mark())
    let errands = Errands(inbox)
    errands.begin(.search, Self.endless(isOver))
    errands.begin(.search) {
      while !isOver.isSet { await Task.yield() }
      return .found(words: "b", [])
    }
    var events: [Event] = []
    while events.isEmpty, !Task.isCancelled {
      await Task.yield()
      events = inbox.take()
    }
    #expect(events == [.found(words: "b", [])])
  }

  @Test(.timeLimit(.minutes(1))) func `a session calls off what nobody waits for, and nothing else`() async {
    let (inbox, isOver) = (Inbox {}, Mark())
    var services = Services.inMemory()
    services.catalogue = { EndlessCatalogue(isOver: isOver) }
    let crew = Crew(services, inbox)
    crew.run(.resolve(1, TrackID(.demo, "1")))
    crew.run(.resolve(2, TrackID(.demo, "2")))
    crew.run(.callOff(1))
    while !isOver.isSet, !Task.isCancelled { await Task.yield() }
    var events: [Event] = []
    while events.isEmpty, !Task.isCancelled {
      await Task.yield()
      events = inbox.take()
    }
    #expect(events == [.resolved(2, .own(TrackID(.demo, "2")))])
  }
}

/// A catalogue that looks for its first track's sound until it is called off.
private struct EndlessCatalogue: Catalogue {
  let isOver: Mark
  private let base = NumberedCatalogue()

  init(isOver: Mark) { self.isOver = isOver }

  func tracks(_ ids: [TrackID]) async throws -> [Track] { try await base.tracks(ids) }
  func artists(_ ids: [ArtistID]) async throws -> [Artist] { try await base.artists(ids) }
  func search(_ words: String, limit: Int) async throws -> [Favoured] { [] }
  func address(of track: TrackID) async throws -> StreamAddress? {
    guard track.key == "1" else { return .own(track) }
    while !Task.isCancelled { await Task.yield() }
    isOver.set()
    throw CancellationError()
  }
  func corpus() async throws -> Corpus { try await base.corpus() }
}
