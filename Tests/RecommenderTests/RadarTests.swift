import Listening
import Testing

@testable import Recommender

struct RadarTests {
  private let world: World

  init() throws { world = try World() }

  private func proposed(_ depth: RadarDepth, count: Int = 20) async -> Recommendations {
    let engine = Engine(model: world.model)
    _ = await engine.learn(Journal(acts: [.save(World.track(0)), .save(World.track(9))]))
    return await engine.recommend(RecommendationRequest(count: count, depth: depth, explores: false))
  }

  private func artist(_ id: TrackID) -> Int { (Int(id.key) ?? 0) / World.perArtist }

  @Test(arguments: RadarDepth.allCases) func `a depth serves artists below its percentile only`(depth: RadarDepth) async
  {
    let answer = await proposed(depth)
    // Followers of the world rise with the artist's number.
    let least = Double(answer.list.map { artist($0.track) }.max() ?? 0) / 60
    #expect(!answer.widened)
    #expect(answer.list.count == 20)
    #expect(depth == .open || least < depth.percentile)
  }

  @Test func `nobody gets in above the band though the whole band is asked for`() async {
    let answer = await proposed(.hard, count: 60)
    #expect(answer.list.prefix(40).allSatisfy { artist($0.track) < 30 })
  }

  @Test func `an empty band is widened, and says so`() async throws {
    let engine = Engine(model: world.model)
    let all = Set((0..<90).map { World.id($0) })
    let answer = await engine.recommend(RecommendationRequest(count: 5, excluding: all, depth: .hard))
    #expect(answer.widened)
    #expect(answer.list.count == 5)
  }

  @Test func `when everything is excluded the list is empty`() async throws {
    let engine = Engine(model: world.model)
    let all = Set((0..<180).map { World.id($0) })
    #expect(await engine.recommend(RecommendationRequest(count: 5, excluding: all)).list.isEmpty)
  }

  @Test(arguments: RadarDepth.allCases) func `the taper is mild and falls with exposure`(depth: RadarDepth) {
    let band = RadarBand(depth)
    let tapers = stride(from: Float(0), to: 1, by: 0.05).map { band.taper($0) }
    #expect(zip(tapers, tapers.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(tapers.allSatisfy { $0 >= 0.5 && $0 <= 1 })
  }

  @Test func `quality promises little where little was heard`() {
    let bounds = Quality.bounds(
      favourites: [1, 100] + Array(repeating: 5, count: 10), plays: [2, 200] + Array(repeating: 50, count: 10))
    #expect(bounds[1] > bounds[0])
    #expect(bounds.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test func `quality without plays is nothing`() {
    #expect(Quality.bounds(favourites: [3, 4], plays: [-1, -1]) == [0, 0])
  }

  @Test func `no artist comes twice in any ten, those just heard counted`() async {
    let engine = Engine(model: world.model)
    _ = await engine.learn(Journal(acts: [.save(World.track(0))]))
    let before = (0..<9).map { ArtistID(.demo, String($0 * 3)) }
    let list = await engine.recommend(RecommendationRequest(count: 30, recentArtists: before, depth: .open)).list
    let artists = before.map { Int($0.key) ?? -1 } + list.map { artist($0.track) }
    for start in 0...(artists.count - 10) { #expect(Set(artists[start..<start + 10]).count == 10) }
  }

  @Test func `an artist rests after a discard`() async {
    let engine = Engine(model: world.model)
    let heard = Listened(seconds: 5, of: 200)
    _ = await engine.learn(Journal(acts: [.save(World.track(0)), .discard(World.track(9), heard: heard)]))
    let list = await engine.recommend(RecommendationRequest(count: 40, depth: .open)).list
    #expect(!list.contains { artist($0.track) == 3 })
  }

  @Test func `one place in ten is drawn with its chance, and none where it is not wanted`() async {
    let engine = Engine(model: world.model)
    _ = await engine.learn(Journal(acts: [.save(World.track(0))]))
    let drawn = await engine.recommend(RecommendationRequest(count: 30, depth: .open)).list
    let chances = drawn.compactMap(\.propensity)
    #expect(chances.count == 3)
    #expect(chances.allSatisfy { $0 > 0 && $0 <= 1 })
    #expect(drawn.allSatisfy { ($0.reason == .exploring) == ($0.propensity != nil) })
    let chosen = await engine.recommend(RecommendationRequest(count: 30, depth: .open, explores: false)).list
    #expect(chosen.allSatisfy { $0.propensity == nil })
  }
}
