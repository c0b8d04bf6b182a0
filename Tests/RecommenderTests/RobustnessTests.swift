import Foundation
import Listening
import Testing

@testable import Recommender

/// Whatever a listener or a crowd does: no crash, no number that is none, and the session goes on.
struct RobustnessTests {
  private let heard = Listened(seconds: 5, of: 200)

  private func isSound(_ answer: Recommendations) -> Bool {
    answer.list.allSatisfy { $0.score.total.isFinite && ($0.propensity ?? 1).isFinite }
      && Set(answer.list.map(\.track)).count == answer.list.count
  }

  /// Plays on: each next track gets the verdict.
  private func session(_ world: World, tracks: Int, verdict: (Int, Track) -> Act) async -> Int {
    let engine = Engine(model: world.model)
    var journal = Journal()
    for place in 0..<tracks {
      let answer = await engine.recommend(RecommendationRequest(count: 3, depth: .open))
      #expect(isSound(answer))
      guard let next = answer.list.first?.track, let number = Int(next.key) else { return place }
      let act = verdict(number, World.track(number))
      journal.append(Interaction(revision: journal.revision + 1, act: act, date: .distantPast))
      #expect(await engine.learn(journal) == journal.revision)
    }
    return tracks
  }

  @Test func `a listener who saves everything is served to the end`() async throws {
    let world = try World(artists: 40)
    #expect(await session(world, tracks: 120) { .save($1) } == 120)
  }

  @Test func `a listener who discards everything is served to the end`() async throws {
    let world = try World(artists: 40)
    #expect(await session(world, tracks: 120) { .discard($1, heard: heard) } == 120)
  }

  @Test func `a listener of a hundred thousand favourites is answered, after later discards too`() async throws {
    var crowd = SyntheticModel(tracks: 101_000)
    crowd.listeners = 1000
    let engine = Engine(model: try Trainer(crowd.corpus()).quick().model())
    var journal = Journal(acts: (0..<100_000).map { .save(crowd.snapshot($0)) })
    #expect(await engine.learn(journal) == 100_000)
    for _ in 0..<3 {
      let answer = await engine.recommend(RecommendationRequest(count: 10, depth: .open))
      #expect(isSound(answer) && answer.list.count == 10)
      let track = try #require(answer.list.first.flatMap { Int($0.track.key) })
      let act = Act.discard(crowd.snapshot(track), heard: heard)
      journal.append(Interaction(revision: journal.revision + 1, act: act, date: .distantPast))
      #expect(await engine.learn(journal) == journal.revision)
    }
  }

  @Test func `one verdict in ten the wrong way round still leads to the camp`() async throws {
    let world = try World()
    var generator = Seeded(5)
    var saves = 0
    _ = await session(world, tracks: 40) { number, track in
      let isLiked = (number / World.perArtist % 3 == 0) != (Int.random(in: 0..<10, using: &generator) == 0)
      if isLiked { saves += 1 }
      return isLiked ? .save(track) : .discard(track, heard: heard)
    }
    #expect(saves > 20, "seed 5: \(saves) saves of 40, 13 by chance")
  }

  @Test func `one track and one listener are a catalogue`() async throws {
    let model = try Trainer(corpus([[0]], tracks: 1)).train().model()
    let engine = Engine(model: model)
    #expect(await engine.recommend(RecommendationRequest(count: 5)).list.count == 1)
  }

  @Test func `a crowd without favourites still serves`() async throws {
    let model = try Trainer(corpus([], tracks: 12)).train().model()
    let engine = Engine(model: model)
    let track = Track(id: TrackID(.file, "1003"), title: "", artist: Credit(id: ArtistID(.file, "1003"), name: ""))
    _ = await engine.learn(Journal(acts: [.save(track), .discard(track, heard: heard)]))
    let answer = await engine.recommend(RecommendationRequest(count: 5))
    #expect(isSound(answer))
    #expect(answer.list.count == 5)
  }

  @Test func `no tracks asked for are no tracks`() async throws {
    let engine = Engine(model: try World(artists: 9, listeners: 30).model)
    #expect(await engine.recommend(RecommendationRequest(count: 0)).list.isEmpty)
    #expect(await engine.recommend(RecommendationRequest(count: -3)).list.isEmpty)
  }

  @Test func `numbers that are none in a journal do no harm`() async throws {
    let engine = Engine(model: try World(artists: 9, listeners: 30).model)
    let strange: [Act] = [
      .skip(World.track(1), heard: Listened(seconds: .nan, of: .nan)),
      .finish(World.track(2), heard: Listened(seconds: .infinity, of: 0)), .undo(77), .redo(5), .undo(0),
    ]
    _ = await engine.learn(Journal(acts: strange))
    #expect(isSound(await engine.recommend(RecommendationRequest(count: 5, depth: .open))))
  }
}
