import Foundation
import Listening
import Session
import Synchronization
import Testing

@testable import Runtime

@Suite struct TeacherTests {
  private static func journal(_ acts: Act...) -> Journal { journal(acts) }

  private static func journal(_ acts: [Act]) -> Journal {
    Journal(
      acts.enumerated().map { Interaction(revision: Revision($0 + 1), act: $1, date: .distantPast) })
  }

  private static let track = NumberedCatalogue.track(1)
  private static let saved = journal(.save(track), .skip(track, heard: Listened(seconds: 1)))

  /// What comes of these lessons, but for what a new listener may pick from.
  private func events(_ journals: [Journal], _ catalogue: any Catalogue = NumberedCatalogue()) async -> [Event] {
    let inbox = Inbox {}
    let (jobs, asked) = AsyncStream.makeStream(of: Teacher.Job.self)
    for journal in journals { asked.yield(.learn(journal)) }
    asked.finish()
    await Teacher(.inMemory(), inbox) { catalogue }.work(jobs)
    return inbox.take().filter { if case .suggested = $0 { false } else { true } }
  }

  @Test func `saved tracks are counted at first, for a renewed engine and when a save changes`() async {
    let skipped = Self.journal(
      .save(Self.track), .skip(Self.track, heard: Listened(seconds: 1)), .skip(Self.track, heard: Listened(seconds: 2)))
    let counted = Event.counted([Self.track.id: Self.track.exposure])
    #expect(
      await events([Self.saved, skipped, skipped]) == [
        .engineReady, .learned(2), counted, .learned(3), .learned(3), counted,
      ])
  }

  @Test func `a verdict looks up the track it saves, and none that was saved before`() async {
    let (first, second, third) = (Self.track, NumberedCatalogue.track(2), NumberedCatalogue.track(3))
    let acts: [Act] = [.save(first), .discard(second, heard: Listened(seconds: 1)), .save(third), .undo(3), .redo(3)]
    let catalogue = AskedCatalogue()
    let events = await events((1...5).map { Self.journal(Array(acts.prefix($0))) }, catalogue)
    #expect(catalogue.asked.withLock { $0 } == [[first.id], [third.id], [third.id]])
    let both = [first.id: first.exposure, third.id: third.exposure]
    #expect(
      events.filter { if case .counted = $0 { true } else { false } } == [
        .counted([first.id: first.exposure]), .counted(both), .counted([first.id: first.exposure]), .counted(both),
      ])
  }

  @Test func `what a source no longer had this month is told before the engine is asked, older refusals are not`()
    async
  {
    let month = 30 * 86_400.0
    let catalogue = GoneCatalogue(at: [Date() - month + 60, Date() - month - 60])
    #expect(await events([], catalogue) == [.foundGone([NumberedCatalogue.track(0).id]), .engineReady])
  }

  @Test func `what cannot be counted is learned all the same`() async {
    #expect(
      await events([Self.saved], BrokenCatalogue()) == [
        .engineReady, .learned(2), .noted("the ledger could not be counted: the disk is full"),
      ])
  }
}

@Suite(.timeLimit(.minutes(1))) struct EngineStartTests {
  private static let outage = SourceError.unreachable(.audius, cause: "the network is down")

  /// Catalogues that are opened `failures` times in vain.
  private static func opening(failures: Int, _ error: any Error) -> @Sendable () async throws -> any Catalogue {
    let once = Once<any Catalogue>()
    let left = Mutex(failures)
    return {
      try await once.value {
        try left.withLock { left in
          guard left > 0 else { return NumberedCatalogue() }
          left -= 1
          throw error
        }
      }
    }
  }

  private func events(
    _ jobs: [Teacher.Job], _ open: @escaping @Sendable () async throws -> any Catalogue,
    until isEnd: (Event) -> Bool = { _ in true }
  ) async -> [Event] {
    let inbox = Inbox {}
    let (stream, asked) = AsyncStream.makeStream(of: Teacher.Job.self)
    for job in jobs { asked.yield(job) }
    asked.finish()
    await Teacher(.inMemory(), inbox, firstWait: .milliseconds(1), open).work(stream)
    var events = inbox.take()
    while !events.contains(where: isEnd), !Task.isCancelled {
      await Task.yield()
      events += inbox.take()
    }
    return events
  }

  @Test func `an engine that an outage keeps away is made when it is over`() async {
    let events = await events([], Self.opening(failures: 3, Self.outage))
    #expect(events == [.engineFailed("no recommendations yet: the disk is full"), .engineReady])
  }

  @Test func `what will not pass is not tried again`() async {
    let events = await events([], Self.opening(failures: 1, SourceError.notConnected(.soundcloud)))
    #expect(events == [.engineFailed("the disk is full")])
  }

  private static let ask = Teacher.Job.ask(
    1,
    RecommendationRequest(
      count: 1, excluding: [], recentArtists: [], recentTracks: [], depth: .medium, explores: false, needsSound: false))

  @Test func `favourites to pick from are looked for once there is music, for who has none`() async {
    let events = await events([.learn(Journal()), Self.ask, Self.ask], Self.opening(failures: 0, Self.outage)) {
      if case .suggested = $0 { true } else { false }
    }
    let kinds = events.compactMap { event -> String? in
      switch event {
      case .refilled: "music"
      case .suggested: "favourites"
      default: nil
      }
    }
    #expect(kinds.first == "music" && kinds.filter { $0 == "favourites" }.count == 1)
  }

  @Test(arguments: [Act.save(NumberedCatalogue.track(1)), .name(.track(NumberedCatalogue.track(1)))])
  func `for who has favourites the corpus is not read`(act: Act) async {
    let liked = Journal([Interaction(revision: 1, act: act, date: .distantPast)])
    let events = await events([.learn(liked), Self.ask]) { UnreadCatalogue() }
    #expect(!events.contains { if case .noted = $0 { true } else { false } }, "\(events)")
  }
}

@Suite struct SuggestionTests {
  @Test func `the best known of each kind are suggested, and where kinds do not suffice the best known of the rest`() {
    let ids = (0..<4).map { ArtistID(.demo, "\($0)") }
    let tracks = [0, 0, 1, 0].enumerated().map { number, tag in
      Corpus.Entry(id: TrackID(.demo, "\(number)"), artist: Int32(number), tags: [tag])
    }
    let corpus = Corpus(
      tracks: tracks, artists: ids, followers: [-1, -1, -1, -1], tags: ["dub", "folk"], offsets: [0, 3, 5, 6],
      favourites: [0, 1, 2, 0, 1, 0])
    #expect(Suggestions.artists(of: corpus) == [0, 2, 1, 3].map { ids[$0] })
  }
}

@Suite struct RefillNameTests {
  @Test func `an artist of several tracks is named once in a reason`() async throws {
    let tracks = [1, 2, 1].map { NumberedCatalogue.track($0).id }
    let proposed = Recommendation(track: TrackID(.demo, "3"), score: Score(total: 1), reason: .taste(tracks))
    let refill = try await Refill(Recommendations(revision: 0, list: [proposed]), from: NumberedCatalogue())
    #expect(refill.tracks.map(\.proposal.names) == [["Artist 1", "Artist 2"]])
  }
}

/// A catalogue that remembers which tracks it was asked for.
private final class AskedCatalogue: Catalogue {
  private let base = NumberedCatalogue()
  let asked = Mutex<[[TrackID]]>([])
  func tracks(_ ids: [TrackID]) async throws -> [Track] {
    asked.withLock { $0.append(ids) }
    return try await base.tracks(ids)
  }
  func artists(_ ids: [ArtistID]) async throws -> [Artist] { try await base.artists(ids) }
  func search(_ words: String, limit: Int) async throws -> [Favoured] { [] }
  func address(of track: TrackID) async throws -> StreamAddress? { nil }
  func corpus() async throws -> Corpus { try await base.corpus() }
}

/// A catalogue whose corpus must not be asked for.
private struct UnreadCatalogue: Catalogue {
  private let base = NumberedCatalogue()
  func tracks(_ ids: [TrackID]) async throws -> [Track] { try await base.tracks(ids) }
  func artists(_ ids: [ArtistID]) async throws -> [Artist] { try await base.artists(ids) }
  func search(_ words: String, limit: Int) async throws -> [Favoured] { [] }
  func address(of track: TrackID) async throws -> StreamAddress? { nil }
  func corpus() async throws -> Corpus { throw CocoaError(.fileReadCorruptFile) }
}

/// A catalogue whose tracks cannot be read.
private struct BrokenCatalogue: Catalogue {
  func tracks(_ ids: [TrackID]) async throws -> [Track] { throw CocoaError(.fileReadCorruptFile) }
  func artists(_ ids: [ArtistID]) async throws -> [Artist] { [] }
  func search(_ words: String, limit: Int) async throws -> [Favoured] { [] }
  func address(of track: TrackID) async throws -> StreamAddress? { nil }
  func corpus() async throws -> Corpus { try await NumberedCatalogue().corpus() }
}

/// Tracks by number, gone at these times.
private struct GoneCatalogue: Catalogue {
  let at: [Date]
  private let whole = NumberedCatalogue()

  init(at: [Date]) { self.at = at }

  func gone(since: Date) async throws -> Set<TrackID> {
    Set(at.indices.filter { at[$0] >= since }.map { NumberedCatalogue.track($0).id })
  }
  func tracks(_ ids: [TrackID]) async throws -> [Track] { try await whole.tracks(ids) }
  func artists(_ ids: [ArtistID]) async throws -> [Artist] { try await whole.artists(ids) }
  func search(_ words: String, limit: Int) async throws -> [Favoured] { try await whole.search(words, limit: limit) }
  func address(of track: TrackID) async throws -> StreamAddress? { try await whole.address(of: track) }
  func corpus() async throws -> Corpus { try await whole.corpus() }
}
