import Foundation
import Listening
import Testing

@testable import Recommender

/// A model file is used whole or refused with a sentence.
struct ModelFileTests {
  private let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".crescendo")
    .path

  private func write(_ change: (inout Data) -> Void) throws {
    let corpus = Corpus(
      tracks: (0..<4).map { Corpus.Entry(id: TrackID(.file, "\($0)"), artist: 0) }, artists: [ArtistID(.file, "a")],
      followers: [-1], tags: [], offsets: [0, 3, 6], favourites: [0, 1, 2, 1, 2, 3])
    var data = try Trainer(corpus, epochs: 1).train().data
    change(&data)
    try data.write(to: URL(fileURLWithPath: path))
  }

  @Test func `what was written is read`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try write { _ in }
    let model = try Model(path: path)
    #expect(model.trackCount == 4)
    #expect(model.favouriteCount == 6)
  }

  @Test func `a model tells the corpus it was made of from one that has changed`() throws {
    let corpus = try World().corpus
    let model = try Trainer(corpus, epochs: 1).train().model()
    #expect(model.isMade(of: corpus))
    let changes: [(inout Corpus) -> Void] = [
      { $0.tracks[0].plays += 100 }, { $0.tracks[0].isPlayable.toggle() }, { $0.tracks[0].artist = 1 },
      { $0.tracks.append(Corpus.Entry(id: TrackID(.demo, "new"), artist: 0)) },
      { ($0.favourites, $0.offsets) = ($0.favourites + [0], $0.offsets + [$0.favourites.count + 1]) },
    ]
    for change in changes {
      var other = corpus
      change(&other)
      #expect(!model.isMade(of: other))
    }
  }

  @Test func `a file that was cut is refused`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    for length in [1, 16, 31, 40, 200, 1000] {
      try write { $0 = $0.prefix(length) }
      #expect(throws: ModelError.damaged(path: path)) { try Model(path: path) }
    }
  }

  @Test func `a file with a changed byte is refused`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    // In the middle of the factors, and in the last section.
    for share in [0.5, 0.999] {
      try write { $0[Int(Double($0.count - 1) * share)] ^= 0x55 }
      #expect(throws: ModelError.damaged(path: path)) { try Model(path: path) }
    }
  }

  @Test func `a model is written where there is no folder yet`() throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: root) }
    let path = root.appendingPathComponent("cache/a.model").path
    try Trainer(World().corpus, epochs: 1).train().write(to: path)
    #expect(try Model(path: path).trackCount > 0)
  }

  @Test func `a file of another version is refused with what to do`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try write { $0[16] = 99 }
    #expect(throws: ModelError.otherVersion(path: path)) { try Model(path: path) }
    #expect(ModelError.otherVersion(path: path).description.contains("crescendo train"))
  }

  @Test func `a file that is not there is named`() {
    #expect(throws: ModelError.self) { try Model(path: "/nowhere/model.crescendo") }
  }

  @Test func `a changed file whose sums are not compared is refused or serves without harm`() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    var served = 0
    for seed: UInt64 in 1...40 {
      var generator = Seeded(seed)
      try write { data in
        // Behind the table, so that the sections themselves are hit.
        for _ in 0..<60 {
          data[Int.random(in: 1300..<data.count, using: &generator)] = .random(in: 0...255, using: &generator)
        }
      }
      guard let model = try? Model(path: path, verifies: false) else { continue }
      served += 1
      #expect(await answer(of: model).list.allSatisfy { $0.score.total.isFinite }, "seed \(seed)")
    }
    #expect(served > 0)
  }

  private func answer(of model: Model) async -> Recommendations {
    let engine = Engine(model: model)
    let tracks = (0..<4).map { number in
      Track(id: TrackID(.file, "\(number)"), title: "", artist: Credit(id: ArtistID(.file, "a"), name: ""))
    }
    let heard = Listened(seconds: 5, of: 200)
    _ = await engine.learn(Journal(acts: [.save(tracks[0]), .discard(tracks[1], heard: heard)]))
    _ = await engine.taste()
    return await engine.recommend(RecommendationRequest(count: 4, depth: .open))
  }

  @Test func `numbers that are none are refused though the sums are right`() throws {
    let world = try World(artists: 6, listeners: 20)
    defer { try? FileManager.default.removeItem(atPath: path) }
    for bias: Float in [.nan, .infinity] {
      let counts = Array(repeating: 1, count: 18)
      var directions = Array(repeating: Float(0), count: 18 * 8)
      for track in 0..<18 { directions[track * 8] = 1 }
      let rows = Rows(world.corpus)
      let prior = ListenerPrior(rows: rows, directions: directions, dimension: 8, tracks: 18, seed: 1)
      let factors = FactorDescent.Result(directions: directions, bias: Array(repeating: bias, count: 18))
      let data = ModelSections(world.corpus, rows, counts)
        .data(Array(repeating: [], count: 18), factors, prior, Model.Settings())
      try data.write(to: URL(fileURLWithPath: path))
      #expect(throws: ModelError.damaged(path: path)) { try Model(path: path) }
    }
  }
}
