import Foundation
import Listening
import Recommender
import Runtime
import Storage
import Testing

@testable import crescendo

/// A catalogue that grows while one listens.
@Suite(.serialized) struct GrowingTests {
  @Test(.timeLimit(.minutes(5))) func `what another program imports renews the model of a running session`() throws {
    let program = try Program()
    defer { program.remove() }
    try Self.add(0..<60, to: program)
    #expect(try program.run(["train"]).status == 0)
    let model = program.home.appendingPathComponent("data/model.crescendo")
    let before = try Data(contentsOf: model)
    let session = try Conversation(program, ["session", "--json", "--source", "catalogue"])
    defer { session.end() }
    #expect(try session.ask("status").ok)
    try Self.add(60..<120, to: program)
    while try Data(contentsOf: model) == before { #expect(try session.ask("status").ok, "it goes on meanwhile") }
    #expect(try session.ask("next").ok)
  }

  @Test(.timeLimit(.minutes(5))) func `a training that goes on from a damaged model is called off`() async throws {
    let program = try Program()
    defer { program.remove() }
    let catalogue = try SQLiteCatalogue(at: program.home.appendingPathComponent("data/catalogue.sqlite"))
    try Self.add(0..<60, to: program)
    let damaged = try Trainer(try await catalogue.corpus()).train().model()
    try Self.add(60..<120, to: program)
    let (made, fresh) = (program.home.appendingPathComponent("made"), program.home.appendingPathComponent("fresh"))
    let (news, feed) = AsyncStream.makeStream(of: EngineNews.self)
    let renewal = Renewal(Engine(model: damaged), catalogue, ModelPlace(path: made.path), damaged) { feed.yield($0) }
    await renewal.consider(1200)
    await renewal.beginAnew()
    #expect(await news.first { _ in true } == .renewed)
    try Trainer(try await catalogue.corpus()).train().write(to: fresh.path)
    #expect(try Data(contentsOf: made) == Data(contentsOf: fresh), "it owes something to the damaged one")
  }

  @Test(.timeLimit(.minutes(5))) func `a model of what is purged while it learns is not written`() async throws {
    let program = try Program()
    defer { program.remove() }
    let catalogue = try SQLiteCatalogue(at: program.home.appendingPathComponent("data/catalogue.sqlite"))
    try Self.add(0..<120, to: program)
    let few = Track(id: TrackID(.audius, "1"), title: "a", artist: Credit(id: ArtistID(.audius, "a"), name: "a"))
    try await catalogue.keep([.track(few)])
    let quick = try Trainer(try await catalogue.corpus()).quick().model()
    let path = program.home.appendingPathComponent("data/model.crescendo").path
    let (news, feed) = AsyncStream.makeStream(of: EngineNews.self)
    let place = ModelPlace(path: path) { try await catalogue.purges() }
    let renewal = Renewal(Engine(model: quick), PurgedOnceRead(catalogue: catalogue), place, nil) { feed.yield($0) }
    await renewal.begin()
    guard case .note(let sentence)? = await news.first(where: { _ in true }) else { throw Unexpected.renewed }
    #expect(sentence.hasPrefix("the model could not be renewed"))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  private enum Unexpected: Error { case renewed }

  /// A catalogue that somebody purges as soon as a training has read it.
  private struct PurgedOnceRead: Catalogue {
    let catalogue: SQLiteCatalogue

    func corpus() async throws -> Corpus {
      let corpus = try await catalogue.corpus()
      // One track of many: what is left would do for the model to be taken for this catalogue's.
      try await catalogue.purge(.audius)
      return corpus
    }
    func tracks(_ ids: [TrackID]) async throws -> [Track] { try await catalogue.tracks(ids) }
    func artists(_ ids: [ArtistID]) async throws -> [Artist] { try await catalogue.artists(ids) }
    func search(_ words: String, limit: Int) async throws -> [Favoured] {
      try await catalogue.search(words, limit: limit)
    }
    func address(of track: TrackID) async throws -> StreamAddress? { try await catalogue.address(of: track) }
  }

  @Test func `a model of another catalogue is made anew`() async throws {
    let program = try Program()
    defer { program.remove() }
    let catalogue = try SQLiteCatalogue(at: program.home.appendingPathComponent("data/catalogue.sqlite"))
    try Self.add(0..<60, to: program)
    let rows = (0..<20).map { listener in (0..<8).map { Int32(listener + $0) % 30 } }
    let other = Corpus(
      tracks: (0..<30).map { Corpus.Entry(id: TrackID(.demo, "other \($0)"), artist: Int32($0)) },
      artists: (0..<30).map { ArtistID(.demo, "other \($0)") }, followers: Array(repeating: -1, count: 30), tags: [],
      offsets: rows.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }, favourites: rows.flatMap { $0 })
    let path = program.home.appendingPathComponent("foreign").path
    try Trainer(other).quick().write(to: path)
    let engine = try await ModelKeeper(place: ModelPlace(path: path)).once(for: catalogue) { _ in true }
    let list = await engine.recommend(RecommendationRequest(count: 5, depth: .open, needsSound: false)).list
    #expect(try await catalogue.tracks(list.map(\.track)).count == 5)
  }

  @Test func `a model of another catalogue is replaced in so many words`() throws {
    let program = try Program(knowing: .model)
    defer { program.remove() }
    try Self.add(0..<60, to: program)
    let cache = program.home.appendingPathComponent("cache")
    let demo = try #require(FileManager.default.contentsOfDirectory(atPath: cache.path).first { $0.hasPrefix("demo-") })
    try FileManager.default.copyItem(
      at: cache.appendingPathComponent(demo), to: program.home.appendingPathComponent("data/model.crescendo"))
    let recommended = try program.run(["recommend", "--source", "catalogue"])
    #expect(recommended.status == 0)
    #expect(recommended.errors.contains("the model was made from another catalogue and is being made again"))
  }

  @Test(arguments: [["recommend", "--source", "catalogue"], ["train"]])
  func `a damaged model is replaced in so many words`(_ command: [String]) throws {
    let program = try Program()
    defer { program.remove() }
    try Self.add(0..<60, to: program)
    _ = try program.write("not a model", to: "data/model.crescendo")
    let result = try program.run(command)
    #expect(result.status == 0)
    #expect(result.errors.contains("the model was damaged and is being made again"))
    #expect(!(try program.run(command)).errors.contains("damaged"), "a whole one needs no words")
  }

  /// Listeners with ten favourites each, as a line each.
  private static func add(_ listeners: Range<Int>, to program: Program) throws {
    let lines = listeners.map { listener in
      ([listener] + (0..<10).map { 1 + (listener * 7 + $0 * 3) % 80 }).map(String.init).joined(separator: " ")
    }
    let file = try program.write(lines.joined(separator: "\n") + "\n", to: "listeners \(listeners.lowerBound).txt")
    #expect(try program.run(["import", "favourites", file, "--format", "adjacency"]).status == 0)
  }
}
