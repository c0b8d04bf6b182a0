import Listening
import Testing

@testable import Recommender

struct EngineTests {
  private let world: World
  private let request = RecommendationRequest(count: 20, depth: .open)

  init() throws { world = try World() }

  private func answer(_ acts: [Act], _ request: RecommendationRequest? = nil) async -> Recommendations {
    let engine = Engine(model: world.model)
    _ = await engine.learn(Journal(acts: acts))
    return await engine.recommend(request ?? self.request)
  }

  private let heard = Listened(seconds: 20, of: 200)

  private var acts: [Act] {
    [
      .save(World.track(0)), .discard(World.track(4), heard: heard), .save(World.track(9)),
      .name(.artist(World.artist(6))), .skip(World.track(31), heard: Listened(seconds: 3, of: 200)),
      .finish(World.track(18), heard: Listened(seconds: 200, of: 200)), .notNow(World.track(40)),
      .save(World.track(27)), .discard(World.track(70), heard: heard),
    ]
  }

  @Test(arguments: 1...4) func `the order of acts on different tracks does not matter`(seed: UInt64) async {
    var generator = Seeded(seed)
    let shuffled = acts.shuffled(using: &generator)
    let one = await answer(acts)
    let two = await answer(shuffled)
    #expect(one.agrees(with: two, within: 1e-4))
  }

  @Test func `another journal is learned from its beginning`() async {
    let engine = Engine(model: world.model)
    _ = await engine.learn(Journal(acts: acts))
    let other: [Act] = [.save(World.track(50))]
    #expect(await engine.learn(Journal(acts: other)) == 1)
    let list = await engine.recommend(request)
    #expect(await list.agrees(with: answer(other), within: 1e-4))
  }

  @Test func `nothing known, queued or excluded is proposed`() async {
    let queued: Set = [World.id(3), World.id(12)]
    let list = await answer(acts, RecommendationRequest(count: 100, excluding: queued, depth: .open)).list.map(\.track)
    let known = Set(acts.compactMap { $0.track?.id })
    #expect(Set(list).isDisjoint(with: known.union(queued)))
    #expect(Set(list).count == list.count)
  }

  @Test func `a save draws its camp`() async {
    let list = await answer([.save(World.track(0)), .save(World.track(9)), .save(World.track(18))]).list
    let own = list.prefix(10).count { (Int($0.track.key) ?? 0) / World.perArtist % 3 == 0 }
    #expect(own >= 8)
  }

  @Test func `a named artist counts through their tracks`() async {
    let named = await answer([.name(.artist(World.artist(0))), .name(.artist(World.artist(3)))]).list
    let own = named.prefix(10).count { (Int($0.track.key) ?? 0) / World.perArtist % 3 == 0 }
    #expect(own >= 8)
  }

  @Test func `what the model does not know changes nothing and is not lost`() async {
    let stranger = Track(
      id: TrackID(.file, "elsewhere"), title: "?", artist: Credit(id: ArtistID(.file, "nobody"), name: "?"))
    let strange: [Act] = [
      .save(stranger), .name(.artist(Artist(id: ArtistID(.file, "nobody"), name: "?"))),
      .discard(stranger, heard: heard),
    ]
    let with = await answer(acts + strange)
    #expect(await with.agrees(with: answer(acts), within: 1e-4))
    #expect(with.revision == 12)
  }

  @Test func `a newer model serves what was learned before`() async throws {
    let other = try World(seed: 8)
    let engine = Engine(model: other.model)
    _ = await engine.learn(Journal(acts: acts))
    await engine.use(world.model)
    let list = await engine.recommend(request)
    #expect(await list.agrees(with: answer(acts), within: 1e-4))
  }

  @Test func `a track once unknown counts when a model knows it`() async throws {
    let small = try World(artists: 9, listeners: 60)
    let engine = Engine(model: small.model)
    _ = await engine.learn(Journal(acts: acts))
    await engine.use(world.model)
    let list = await engine.recommend(request)
    #expect(await list.agrees(with: answer(acts), within: 1e-4))
  }

  @Test func `parts add up to the total before the taper`() async {
    for depth in RadarDepth.allCases {
      for proposal in await answer(acts, RecommendationRequest(count: 40, depth: depth)).list {
        let score = proposal.score
        let sum = score.factors + score.neighbours + score.listeners + score.artist + score.quality
        #expect(abs(sum * score.taper - score.total) < 1e-4)
        #expect(score.taper > 0 && score.taper <= 1)
      }
    }
  }

  @Test func `taste is nearest to artists of the camp that was saved`() async {
    let engine = Engine(model: world.model)
    _ = await engine.learn(
      Journal(acts: [.save(World.track(0)), .save(World.track(9)), .discard(World.track(4), heard: heard)]))
    let taste = await engine.taste()
    #expect(taste.artists.prefix(5).map { Int($0.artist.key).map { $0 % 3 } } == [0, 0, 0, 0, 0])
    #expect(taste.artists.first.map { $0.closeness > 0 } == true)
  }

  @Test func `artists of one camp lie in like directions from the taste`() async throws {
    let engine = Engine(model: world.model)
    _ = await engine.learn(Journal(acts: [.save(World.track(0)), .save(World.track(4)), .save(World.track(8))]))
    let taste = await engine.taste()
    #expect(await engine.taste() == taste)
    let turns = try taste.artists.map { near in
      (camp: (Int(near.artist.key) ?? 0) % 3, turn: try #require(near.direction))
    }
    #expect(turns.allSatisfy { (0...1).contains($0.turn) })
    func meanApart(_ isWanted: (Int, Int) -> Bool) -> Double {
      var distances: [Double] = []
      for one in turns {
        for other in turns where isWanted(one.camp, other.camp) && one.turn != other.turn {
          let between = abs(one.turn - other.turn)
          distances.append(min(between, 1 - between))
        }
      }
      return distances.reduce(0, +) / Double(distances.count)
    }
    let own = meanApart { $0 == $1 }
    let strange = meanApart { $0 != $1 }
    #expect(own < strange / 2)
  }
}
