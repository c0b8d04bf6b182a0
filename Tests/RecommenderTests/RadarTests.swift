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
    let answer = await proposed(.hard, count: 30)
    let cap = Int((RadarDepth.hard.percentile * 60).rounded())
    #expect(answer.list.allSatisfy { artist($0.track) < cap } || answer.widened)
    #expect(answer.list.prefix(cap - 2).allSatisfy { artist($0.track) < cap })
  }

  @Test func `an empty band is widened, and says so`() async throws {
    let engine = Engine(model: world.model)
    let all = Set((0..<90).map { World.id($0) })
    let answer = await engine.recommend(RecommendationRequest(count: 5, excluding: all, depth: .hard))
    #expect(answer.widened)
    #expect(answer.list.count == 5)
  }

  @Test func `what is left of the deepest view is not called wider, though one artist has all of it`() async throws {
    let engine = Engine(model: world.model)
    let all = Set((0..<177).map { World.id($0) })
    let answer = await engine.recommend(RecommendationRequest(count: 5, excluding: all, depth: .open, explores: false))
    #expect(answer.list.count == 3 && !answer.widened)
  }

  @Test func `tracks of one source are found by the order of their names`() throws {
    let sources = ["a", "audius", "audius-b", "demo", "soundcloud"].compactMap(SourceName.init(rawValue:))
    let ids = sources.flatMap { source in (0..<5).map { TrackID(source, "\($0 * 7)") } }
    let corpus = Corpus(
      tracks: ids.map { Corpus.Entry(id: $0, artist: 0) }, artists: [ArtistID(.file, "1")], followers: [-1], tags: [],
      offsets: [0, 2], favourites: [0, 1])
    let model = try Trainer(corpus, epochs: 1).quick().model()
    for source in sources + [SourceName(rawValue: "zz"), SourceName(rawValue: "b")].compactMap(\.self) {
      let expected = (0..<Int32(model.trackCount)).filter { model.track($0)?.source == source }
      #expect(Array(model.trackNames.range(of: source)) == expected.map { Int($0) }, "\(source.rawValue)")
    }
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

  @Test(arguments: [RadarDepth.easy, .medium, .hard])
  func `the taper has fallen to the eighth root of a twentieth in the middle of its fall`(depth: RadarDepth) {
    #expect(abs(RadarBand(depth).taper(Float(depth.percentile) * 0.75) - 0.688) < 1e-3)
  }

  @Test func `of two tracks kept by as many of those who heard them the better known promises more`() {
    let others = [40, 40, 40, 40, 40, 60, 60, 60, 60, 60]
    let bounds = Quality.bounds(
      favourites: [5, 500] + others, plays: [10, 1000] + Array(repeating: 100, count: others.count))
    #expect(bounds[0] < bounds[1] && bounds[1] < 0.5)
  }

  @Test(arguments: [[0, 100], [900, 900]])
  func `where tracks are kept by nobody or by all, or by more than heard them, something is expected of one unheard`(
    favourites: [Int]
  ) {
    let bounds = Quality.bounds(
      favourites: Array(repeating: favourites, count: 6).flatMap { $0 } + [0],
      plays: Array(repeating: 100, count: 12) + [-1])
    #expect(bounds[12] > 0 && bounds[12] <= bounds[1] && bounds[1] <= 1)
  }

  @Test func `quality promises little where little was heard`() {
    let bounds = Quality.bounds(
      favourites: [1, 100] + Array(repeating: 5, count: 10), plays: [2, 200] + Array(repeating: 50, count: 10))
    #expect(bounds[1] > bounds[0])
    #expect(bounds.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test func `a track without plays is expected to be like the others, and nothing is sure of it`() {
    let plays = Array(repeating: Int32(1000), count: 12)
    let bounds = Quality.bounds(
      favourites: Array(repeating: 20, count: 6) + Array(repeating: 40, count: 6) + [3], plays: plays + [-1])
    #expect(bounds[12] > 0 && bounds[12] < bounds[11])
    #expect(Quality.bounds(favourites: [3, 4], plays: [-1, -1]) == [0, 0])
  }

  @Test func `ten tracks with plays say what is to be expected, nine do not`() {
    let bounds = { (count: Int) in
      Quality.bounds(favourites: Array(repeating: 20, count: count), plays: Array(repeating: 1000, count: count))
    }
    #expect(bounds(10).allSatisfy { $0 > 0 } && bounds(9).allSatisfy { $0 == 0 })
  }

  @Test func `more favourites than plays promise no more than a favourite a play`() {
    let bounds = Quality.bounds(
      favourites: [100, 900] + Array(repeating: 20, count: 10), plays: Array(repeating: 100, count: 12))
    #expect(bounds[1] == bounds[0])
  }

  private func exposures(followers: [Int32], favourites: [Int]) -> [Float] {
    let artists = followers.indices
    let corpus = Corpus(
      tracks: artists.map { Corpus.Entry(id: TrackID(.file, "\($0)"), artist: Int32($0)) },
      artists: artists.map { ArtistID(.file, "\($0)") }, followers: followers, tags: [], offsets: [0], favourites: [])
    return Exposures(corpus, favourites).percentiles
  }

  @Test func `who has no follower count is no unknown, but compared by favourites with others who have none`() {
    let percentiles = exposures(followers: [10, 20, -1, -1], favourites: [1, 1, 50, 5])
    #expect(percentiles == [0, 0.5, 0.5, 0])
  }

  @Test(arguments: [[-1, -1, -1], [60, 60, 90]] as [[Int32]])
  func `an artist is as well known as all of their tracks together`(plays: [Int32]) {
    // The single track of the second is better known than each of the first.
    let entries = zip([0, 0, 1], plays).enumerated().map { place, entry in
      Corpus.Entry(id: TrackID(.file, "\(place)"), artist: entry.0, plays: entry.1)
    }
    let corpus = Corpus(
      tracks: entries, artists: (0..<2).map { ArtistID(.file, "\($0)") }, followers: [-1, -1], tags: [], offsets: [0],
      favourites: [])
    #expect(Exposures(corpus, [6, 6, 9]).percentiles == [0.5, 0])
  }

  @Test func `artists known alike stand at the same place`() {
    #expect(exposures(followers: [-1, -1, -1, -1], favourites: [4, 4, 9, 4]) == [0, 0, 0.75, 0])
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

  @Test func `one place in ten is drawn though all is put off`() async {
    let engine = Engine(model: world.model)
    var (acts, drawn): ([Act], [Bool]) = ([], [])
    for _ in 0..<60 {
      _ = await engine.learn(Journal(acts: acts))
      let next = await engine.recommend(RecommendationRequest(count: 1, depth: .open)).list.first
      guard let next, let number = Int(next.track.key) else { break }
      drawn.append(next.propensity != nil)
      acts.append(.notNow(World.track(number)))
    }
    #expect(drawn.count == 60)
    #expect(zip(drawn, drawn.dropFirst()).allSatisfy { !($0 && $1) })
    #expect((3...9).contains(drawn.count { $0 }))
  }

  @Test func `the distant tail is served for its score only through an artist who was kept`() async throws {
    // Nobody favours tracks 1 and 4 of their artists 0 and 1.
    let rows = (0..<40).map { listener -> [Int32] in listener % 2 == 0 ? [0, 2, 3, 5] : [6, 7, 8] }
    let corpus = Corpus(rows, artists: [0, 0, 0, 1, 1, 1, 2, 2, 2])
    let engine = Engine(model: try Trainer(corpus, epochs: 2).train().model())
    _ = await engine.learn(Journal(acts: [.save(World.track(0))]))
    // Of artists 0 and 1 nothing else is left.
    let others = Set([2, 3, 5].map(World.id))
    let two = await engine.recommend(
      RecommendationRequest(count: 2, excluding: others, depth: .open, explores: false))
    #expect(!two.widened)
    #expect(two.list.contains { $0.track == World.id(1) } && !two.list.contains { $0.track == World.id(4) })
    let three = await engine.recommend(
      RecommendationRequest(count: 3, excluding: others, depth: .open, explores: false))
    #expect(three.widened && three.list.contains { $0.track == World.id(4) })
  }

  @Test(arguments: [2, 3]) func `a track of three favourites is served for its score, one of two is distant`(
    favourites: Int
  ) async throws {
    let rows = (0..<40).map { $0 < favourites ? [0, 1] : [0, 2] as [Int32] }
    let engine = Engine(model: try Trainer(Corpus(rows, artists: [0, 1, 2]), epochs: 2).quick().model())
    let answer = await engine.recommend(
      RecommendationRequest(count: 1, excluding: [World.id(0), World.id(2)], depth: .open, explores: false))
    #expect(answer.list.map(\.track) == [World.id(1)])
    #expect(answer.widened == (favourites < 3))
  }

  @Test func `the distant tail of the band comes before better known artists`() async throws {
    // Followers rise with the artist's number; nobody favours the tracks of artist 0.
    let corpus = Corpus(
      Array(repeating: Array(3..<60), count: 40), artists: (0..<60).map { $0 / 3 }, followers: (0..<20).map { 10 * $0 })
    let engine = Engine(model: try Trainer(corpus, epochs: 2).train().model())
    _ = await engine.learn(Journal(acts: [.save(World.track(59))]))
    // What else the band has: artists up to the half of them.
    let known = Set((3..<33).map(World.id))
    let answer = await engine.recommend(
      RecommendationRequest(count: 1, excluding: known, depth: .hard, explores: false))
    #expect(answer.widened && answer.list.map { artist($0.track) } == [0])
  }

  @Test func `an artist with hundreds of good tracks leaves the next place to another`() async throws {
    // Artist 0 has 400 tracks that all favour, artist 1 three that few do.
    let all = Array<Int32>(0..<400)
    let corpus = Corpus(
      Array(repeating: all, count: 35) + Array(repeating: all + [400, 401, 402], count: 5),
      artists: (0..<403).map { $0 / 400 })
    let engine = Engine(model: try Trainer(corpus, epochs: 2).quick().model())
    _ = await engine.learn(Journal(acts: [.save(World.track(0))]))
    let list = await engine.recommend(RecommendationRequest(count: 2, depth: .open, explores: false)).list
    #expect(list.map { (Int($0.track.key) ?? 0) < 400 } == [true, false])
  }

  @Test func `a track without sound is proposed only where none is needed`() async throws {
    let corpus = Corpus(Array(repeating: [0, 1, 2], count: 40), artists: [0, 1, 2], silent: [1])
    let engine = Engine(model: try Trainer(corpus, epochs: 2).quick().model())
    for needsSound in [true, false] {
      let list = await engine.recommend(
        RecommendationRequest(count: 3, depth: .open, explores: false, needsSound: needsSound)
      ).list
      #expect(list.contains { $0.track == World.id(1) } != needsSound)
    }
  }

  @Test func `a track of the queue that was met already is counted once for the place that is drawn`() async {
    let engine = Engine(model: world.model)
    let met = (0..<Choice.drawnPlace).map { $0 * World.perArtist }
    _ = await engine.learn(Journal(acts: met.map { .notNow(World.track($0)) }))
    let answer = await engine.recommend(
      RecommendationRequest(count: 1, excluding: Set(met.map(World.id)), depth: .open))
    #expect(answer.list.count == 1 && answer.list.allSatisfy { $0.propensity != nil })
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
