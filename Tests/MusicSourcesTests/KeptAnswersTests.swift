import Foundation
import Listening
import Storage
import Synchronization
import Testing

@testable import MusicSources

@Suite struct `Kept answers` {
  private let bench: Workbench
  private let service: StandIn
  private let folder: URL

  init() throws {
    bench = try Workbench()
    folder = bench.file("answers")
    service = try StandIn { .json("{\"path\":\"\($0.path)\"}") }
  }

  private func asked(_ path: String, _ answers: KeptAnswers) async throws -> String {
    let url = try #require(service.url.below(path))
    return String(decoding: try await answers.send(HTTPRequest(.get, url)).body, as: UTF8.self)
  }

  private var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted() }

  @Test func `what an earlier process left is read instead of being asked for, once`() async throws {
    let first = try await asked("a", KeptAnswers(quickClient(), in: folder))
    let later = KeptAnswers(quickClient(), in: folder)
    #expect(try await asked("a", later) == first)
    #expect(service.requests.count == 1)
    #expect(try await asked("a", later) == first)
    #expect(service.requests.count == 2)
  }

  @Test func `who asks twice in one life is answered anew`() async throws {
    let answers = KeptAnswers(quickClient(), in: folder)
    for _ in 0..<2 { _ = try await asked("a", answers) }
    #expect(service.requests.count == 2)
  }

  @Test func `faults and other methods are not kept`() async throws {
    service.serve { _ in .text("bad gateway", status: 502) }
    let answers = KeptAnswers(quickClient(), in: folder)
    _ = try await asked("a", answers)
    service.serve { _ in .json("{}") }
    _ = try await answers.send(HTTPRequest(.post, try #require(service.url.below("token"))))
    #expect(files.isEmpty)
  }

  @Test func `an answer that is too old is asked for again`() async throws {
    _ = try await asked("a", KeptAnswers(quickClient(), in: folder))
    let file = folder.appendingPathComponent(try #require(files.first)).path
    let old = Date(timeIntervalSinceNow: -KeptAnswers.lifetime - 60)
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: file)
    _ = try await asked("a", KeptAnswers(quickClient(), in: folder))
    #expect(service.requests.count == 2)
  }

  @Test func `only the last few are kept, tell no address, and are cleared at the end`() async throws {
    let answers = KeptAnswers(quickClient(), in: folder)
    for place in 0..<12 { _ = try await asked("listener\(place)", answers) }
    #expect(files.count == KeptAnswers.most)
    let later = KeptAnswers(quickClient(), in: folder)
    for place in 4..<12 { _ = try await asked("listener\(place)", later) }
    #expect(service.requests.count == 12)
    let whole = try files.map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }.joined()
    #expect(!whole.contains("127.0.0.1"))
    answers.clear()
    #expect(files.isEmpty)
  }

  @Test func `the last ones of an earlier process are written over last`() async throws {
    let answers = KeptAnswers(quickClient(), in: folder)
    for place in 0..<11 { _ = try await asked("listener\(place)", answers) }
    let next = KeptAnswers(quickClient(), in: folder)
    for place in 11..<15 { _ = try await asked("listener\(place)", next) }
    let last = KeptAnswers(quickClient(), in: folder)
    for place in 7..<11 { _ = try await asked("listener\(place)", last) }
    #expect(service.requests.count == 15)
  }

  @Test func `an answer of which writing was cut short is asked for again`() async throws {
    _ = try await asked("a", KeptAnswers(quickClient(), in: folder))
    let handle = try FileHandle(forWritingTo: folder.appendingPathComponent("0"))
    try handle.write(contentsOf: Data(count: 64))
    try handle.close()
    _ = try await asked("a", KeptAnswers(quickClient(), in: folder))
    #expect(service.requests.count == 2)
  }

  @Test func `where nothing can be kept the answer is given all the same`() async throws {
    try Data().write(to: folder)
    #expect(try await asked("a", KeptAnswers(quickClient(), in: folder)) == "{\"path\":\"/a\"}")
  }
}

@Suite struct `A harvest that asks ahead` {
  private let bench: Workbench
  private let service: SoundCloudStandIn
  private let catalogue: SQLiteCatalogue

  init() throws {
    bench = try Workbench()
    service = try SoundCloudStandIn()
    catalogue = try SQLiteCatalogue(at: bench.file("catalogue.sqlite"))
  }

  private func harvester(_ store: some HarvestStore) -> Harvester {
    service.harvesterAhead(into: store, keeping: bench.file("answers"))
  }

  @Test func `has the next page asked for while one is stored`() async throws {
    try await catalogue.seed([.favourites("1"), .favourites("2")], source: .soundcloud)
    let service = service
    let store = WatchedStore(catalogue) {
      // The first is not stored before the second was asked for.
      while service.standIn.requests("users:2/").isEmpty { try await Task.sleep(for: .milliseconds(1)) }
    }
    let done = try await harvester(store).run(wanted: 60) { _ in true }
    #expect(done.progress.favourites == 60)
  }

  @Test func `asks nothing ahead of a page that suffices`() async throws {
    try await catalogue.seed([.favourites("1"), .favourites("2")], source: .soundcloud)
    _ = try await harvester(catalogue).run(wanted: 30) { _ in true }
    #expect(service.standIn.requests("users:2/").isEmpty)
  }

  @Test func `keeps the page asked ahead when it is broken off`() async throws {
    try await catalogue.seed([.favourites("1"), .favourites("2"), .favourites("3")], source: .soundcloud)
    let done = try await harvester(catalogue).run(wanted: 1_000) { _ in false }
    #expect(done.progress.pages == 2 && done.progress.favourites == 60)
    #expect(service.standIn.requests("users:").count == 2)
  }

  @Test func `asks nothing ahead that comes behind what the page may bring`() async throws {
    let song = Track(
      id: TrackID(.soundcloud, "9"), title: "9", artist: Credit(id: ArtistID(.soundcloud, "x"), name: "x"),
      exposure: Exposure(favourites: 40))
    try await catalogue.store(.favourites([song]), of: HarvestStep(.favourites("me")), next: nil, source: .soundcloud)
    try await catalogue.seed([.favourites("1")], source: .soundcloud)
    _ = try await harvester(catalogue).run(wanted: 1_000) { _ in false }
    #expect(service.standIn.requests("favoriters").isEmpty)
  }

  @Test func `meets a fault of the page asked ahead as of any other`() async throws {
    try await catalogue.seed([.favourites("1"), .favourites("2")], source: .soundcloud)
    service.once.add("users:2/", .text("upstream request timeout", status: 504))
    let notes = Mutex(0)
    let done = try await harvester(catalogue).run(wanted: 60) { report in
      if report.note != nil { notes.withLock { $0 += 1 } }
      return true
    }
    #expect(done.progress.favourites == 60)
    #expect(notes.withLock { $0 } > 0)
  }

  @Test func `a store that fails ends it with the store's fault`() async throws {
    try await catalogue.seed([.favourites("1"), .favourites("2")], source: .soundcloud)
    let store = WatchedStore(catalogue) { throw StorageError.disk(path: "x", cause: "full") }
    await #expect(throws: StorageError.self) { try await harvester(store).run(wanted: 60) { _ in true } }
  }
}

/// The catalogue, with something that happens before each page is stored.
private struct WatchedStore: HarvestStore {
  let catalogue: SQLiteCatalogue
  let before: @Sendable () async throws -> Void

  init(_ catalogue: SQLiteCatalogue, _ before: @escaping @Sendable () async throws -> Void) {
    (self.catalogue, self.before) = (catalogue, before)
  }

  func seed(_ questions: [HarvestStep.Question], source: SourceName) async throws {
    try await catalogue.seed(questions, source: source)
  }
  func nextStep(source: SourceName) async throws -> HarvestStep? { try await catalogue.nextStep(source: source) }
  func nextStep(source: SourceName, besides: HarvestStep) async throws -> HarvestStep? {
    try await catalogue.nextStep(source: source, besides: besides)
  }
  func store(_ yield: HarvestYield, of step: HarvestStep, next: PageMark?, source: SourceName) async throws {
    try await before()
    try await catalogue.store(yield, of: step, next: next, source: source)
  }
  func postpone(_ step: HarvestStep, source: SourceName) async throws {
    try await catalogue.postpone(step, source: source)
  }
  func progress(source: SourceName) async throws -> HarvestProgress { try await catalogue.progress(source: source) }
}
