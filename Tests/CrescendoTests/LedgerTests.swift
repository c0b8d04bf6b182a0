import Foundation
import Listening
import MusicSources
import Storage
import Synchronization
import Testing

@testable import crescendo

/// How well known saved artists were, and are.
@Suite struct LedgerTests {
  @Test func `stats tells how well known a saved artist was and is`() async throws {
    let program = try Program()
    defer { program.remove() }
    let data = program.home.appendingPathComponent("data")
    let profile = try SQLiteProfile(at: data.appendingPathComponent("profile.sqlite"))
    _ = try await profile.append(.save(saved(followers: 412)), at: Date())
    #expect(try program.run(["stats"]).output.contains("Ida – Slow Green: heard by 412 when you saved it\n"))
    let catalogue = try SQLiteCatalogue(at: data.appendingPathComponent("catalogue.sqlite"))
    try await catalogue.keep([.track(saved(followers: 9800))])
    let lines = try program.run(["stats"]).output.split(separator: "\n")
    #expect(
      lines == [
        "1 saved, 0 discarded, 0 named, in 1 act", "Ida – Slow Green: 412 followers when you saved it, 9800 now",
      ])
  }

  @Test func `stats tells what came of exploring`() async throws {
    let program = try Program()
    defer { program.remove() }
    let commands = (0..<30).map { $0.isMultiple(of: 2) ? "save" : "discard" }
    let answers = try program.answers(commands.flatMap { [$0, "next"] })
    #expect(answers.allSatisfy { $0.ok })
    let drawn = try await program.journal().interactions.filter { $0.propensity != nil }
    #expect(drawn.count >= 2, "one place in ten is drawn")
    let saved = drawn.count { if case .save = $0.act { true } else { false } }
    let words = "\(Set(drawn.map(\.act.track?.id)).count) heard for exploration, \(saved) of them saved\n"
    #expect(try program.run(["stats"]).output.contains(words))
    #expect(try program.run(["history", "--json"]).output.contains("\"propensity\":0."))
  }

  @Test(
    .timeLimit(.minutes(2)),
    arguments: [
      SourceError.unreachable(.audius, cause: "away"), .malformed(.audius, cause: "odd"), .notPlayable(.audius),
    ])
  func `a session looks up each round how well known saved artists are`(fault: SourceError) async throws {
    let program = try Program()
    defer { program.remove() }
    let shelf = try SQLiteCatalogue(at: program.home.appendingPathComponent("catalogue.sqlite"))
    let lock = program.home.appendingPathComponent("lock")
    let journal = Journal([Interaction(revision: 1, act: .save(saved(followers: 412)), date: Date())])
    let harvest = BackgroundHarvest(
      source: RisingSource(fault), store: { shelf }, lock: { try InstanceLock(at: lock) }, journal: { journal },
      round: .milliseconds(1))
    try await shelf.seed([.favourites("of another source")], source: .soundcloud)
    let step = try #require(try await shelf.nextStep(source: .soundcloud))
    let other = Track(
      id: TrackID(.soundcloud, "1"), title: "Rain", artist: Credit(id: ArtistID(.soundcloud, "b"), name: "Bo"))
    try await shelf.store(.favourites([other]), of: step, next: nil, source: .soundcloud)
    let most = Mutex(0)
    let running = Task { try await harvest.run { count in most.withLock { $0 = max($0, count) } } }
    while try await shelf.tracks([saved().id]).first?.exposure.followers ?? 0 < 1003 { await Task.yield() }
    #expect(throws: StorageError.self, "it adds to the catalogue alone") { try InstanceLock(at: lock) }
    while most.withLock({ $0 }) < 2 { await Task.yield() }
    running.cancel()
    _ = await running.result
    #expect(most.withLock { $0 } == 2, "those of all sources")
    #expect(throws: Never.self) { try InstanceLock(at: lock) }
  }
}

private func saved(followers: Int? = nil) -> Track {
  Track(
    id: TrackID(.audius, "1"), title: "Slow Green", artist: Credit(id: ArtistID(.audius, "a"), name: "Ida"),
    exposure: Exposure(followers: followers))
}

/// A source of one artist, who has a follower more each time somebody looks. Every second look ends in a fault.
private final class RisingSource: MusicSource {
  let name = SourceName.audius
  private let looks = Mutex(0)
  private let fault: SourceError

  init(_ fault: SourceError) { self.fault = fault }

  func track(_ id: TrackID) async throws -> Track {
    let look = looks.withLock { looks in
      looks += 1
      return looks
    }
    if look.isMultiple(of: 2) { throw fault }
    return saved(followers: 1000 + look)
  }

  func artist(_ id: ArtistID) async throws -> Artist { throw SourceError.gone(name) }
  func search(_ words: String, limit: Int) async throws -> [Favoured] { [] }
  func discoveries(limit: Int) async throws -> [Track] { [] }
  func related(to artist: ArtistID, limit: Int) async throws -> [Artist] { [] }
  func favouriters(of track: TrackID, from mark: PageMark?) async throws -> Page<Favouriter> { Page([]) }
  func favourites(of listener: ListenerKey, from mark: PageMark?) async throws -> Page<Track> { Page([saved()]) }
  func tracks(by artist: ArtistID, from mark: PageMark?) async throws -> Page<Track> { Page([]) }
  func seeds(_ start: HarvestStart) async throws -> [HarvestStep.Question] { [.favourites("l")] }
  func address(of track: TrackID) async throws -> StreamAddress { throw SourceError.gone(name) }
}
