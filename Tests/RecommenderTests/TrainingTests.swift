import Foundation
import Listening
import Synchronization
import Testing

@testable import Recommender

/// Two crowds that share nothing: listeners of tracks 0–9 and of tracks 10–19.
func twoCrowds(listeners: Int = 40) -> Corpus {
  var generator = Seeded(7)
  let rows = (0..<listeners).map { listener -> [Int32] in
    let first: Int32 = listener % 2 == 0 ? 0 : 10
    return Array((first..<first + 10).shuffled(using: &generator).prefix(6)).sorted()
  }
  return corpus(rows, tracks: 20)
}

/// Tracks that are each their own artist, favoured by these rows.
func corpus(_ rows: [[Int32]], tracks: Int) -> Corpus {
  Corpus(
    tracks: (0..<tracks).map { Corpus.Entry(id: TrackID(.file, "\(1000 + $0)"), artist: Int32($0)) },
    artists: (0..<tracks).map { ArtistID(.file, "\(1000 + $0)") },
    followers: Array(repeating: -1, count: tracks), tags: [],
    offsets: rows.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }, favourites: rows.flatMap { $0 })
}

struct TrainingTests {
  @Test(arguments: EnginePart.allCases)
  func `a listener of one crowd is offered its tracks`(_ part: EnginePart) throws {
    let model = try Trainer(twoCrowds()).train().model()
    let scores = SessionFacts(model).scores(liked: [1, 3], by: part)
    let best = (0..<20).filter { $0 != 1 && $0 != 3 }.sorted { scores[$0] > scores[$1] }.prefix(8)
    #expect(scores.allSatisfy { $0.isFinite })
    #expect(best.allSatisfy { $0 < 10 })
  }

  @Test func `the same seed makes the same model`() throws {
    let (a, b) = (try Trainer(twoCrowds(), seed: 3).train(), try Trainer(twoCrowds(), seed: 3).train())
    #expect(a.data == b.data)
  }

  /// Two crowds of many, and more listeners of the first, who favour a track that nobody did before.
  private func grown(by listeners: Int) -> Corpus {
    let rows = Rows(twoCrowds(listeners: 320))
    let more = (0..<listeners).map { [Int32($0 % 10), Int32(($0 + 3) % 10), 20].sorted() }
    return corpus((0..<rows.count).map { Array(rows[$0]) } + more, tracks: 21)
  }

  @Test func `a model goes on from one of fewer favourites, and learns the new ones`() throws {
    let before = try Trainer(grown(by: 0)).train().model()
    let model = try Trainer(grown(by: 40), from: before).train().model()
    #expect(model.favouriteCount == 2040 && model.settings.learnedFrom == 1920)
    let (d, old) = (before.dimension, Array(before.factors.buffer))
    let near = (0..<20).filter { Formula.dot(Array(old[$0 * d..<($0 + 1) * d]), Int32($0), model) > 0.5 }
    #expect(near.count == 20, "the directions go on from where they were")
    let new = Array(model.factors.buffer[20 * d..<21 * d])
    let likeness = (0..<20).map { Formula.dot(new, Int32($0), model) }
    #expect(likeness[..<10].reduce(0, +) > likeness[10...].reduce(0, +), "a new track lies with its crowd")
  }

  @Test func `favourites that have grown by more than half are learned from the beginning`() throws {
    let before = try Trainer(grown(by: 0)).train().model()
    let (few, many) = (
      try Trainer(grown(by: 300), from: before).train(), try Trainer(grown(by: 400), from: before).train()
    )
    #expect(try few.model().settings.learnedFrom == 1920)
    #expect(try many.model().settings.learnedFrom == 3120)
    #expect(try many.data == Trainer(grown(by: 400)).train().data, "nothing is left of the one before")
  }

  @Test func `a model whose shares were never fitted is no start`() throws {
    let before = try Trainer(twoCrowds(listeners: 40)).train().model()
    #expect(before.settings.learnedFrom == 0)
    let after = try Trainer(twoCrowds(listeners: 44), from: before).train()
    #expect(try after.data == Trainer(twoCrowds(listeners: 44)).train().data)
  }

  @Test(arguments: [
    (5_000, 50_000, 1000, 16, 16), (5_000, 100_000, 1000, 32, 8), (20_000, 200_000, 1000, 64, 4),
    (20_000, 400_000, 1000, 128, 2), (20_000, 800_000, 1000, 192, 2), (20_000, 800_000, 999, 32, 1),
    (5_000, 50_000, 100_001, 16, 4), (20_000, 800_000, 100_001, 64, 1), (0, 0, 1, 32, 1),
  ])
  func `few favourites are learned from by many narrow descents, many by two wide ones`(
    _ listeners: Int, _ favourites: Int, _ tracks: Int, _ dimension: Int, _ descents: Int
  ) {
    let plan = FactorDescent.Plan(listeners: listeners, favourites: favourites, tracks: tracks)
    #expect(plan.dimension == dimension)
    #expect(plan.descents == descents)
  }

  @Test func `listeners who join at last may make a crowd for which other descents were planned`() throws {
    // Who favours more than a thousand is never held back: without some of the others a listener favours more on average.
    let rows: [[Int32]] = [Array(0..<1001)] + (0..<99).map { l in (0..<6).map { l * 7 + $0 } }
    let plans = [(100, 1595), (90, 1535)].map {
      FactorDescent.Plan(listeners: $0.0, favourites: $0.1, tracks: 1001).descents
    }
    #expect(plans == [16, 8])
    #expect(try Trainer(corpus(rows, tracks: 1001), epochs: 1).train().model().dimension == 256)
  }

  @Test func `descents side by side are the mean of their cosines, and go on each from its own`() throws {
    let parts = [5, 6].map { seed in
      FactorDescent.Result(
        directions: FactorDescent.chance(3, 16, seed: seed), bias: [Float(seed), 0, 1])
    }
    let both = FactorDescent.Result(sideBySide: parts, tracks: 3)
    let cosines = parts.map { Self.cosine($0, 0, $0, 2, 16) }
    #expect(abs(Self.cosine(both, 0, both, 2, 32) - (cosines[0] + cosines[1]) / 2) < 1e-5)
    #expect(both.bias == [5.5, 0, 1])
    for (part, again) in zip(parts, both.eachDescent(tracks: 3)) {
      #expect(zip(part.directions, again.directions).allSatisfy { abs($0 - $1) < 1e-5 })
    }
  }

  /// Of track `i` in one result with track `j` in another, each with rows of `d`.
  private static func cosine(
    _ a: FactorDescent.Result, _ i: Int, _ b: FactorDescent.Result, _ j: Int, _ d: Int
  ) -> Float {
    var sum: Float = 0
    for k in 0..<d { sum += a.directions[i * d + k] * b.directions[j * d + k] }
    return sum
  }

  @Test func `a crowd is learned from several times, and its model goes on from each of them`() throws {
    let rows = (0..<Int32(2000)).map { [$0 % 1000, ($0 &* 7 + 1) % 1000] }
    let before = try Trainer(corpus(rows, tracks: 1000), epochs: 1).train().model()
    #expect(before.dimension == 256)
    let model = try Trainer(corpus(rows + [[1, 8]], tracks: 1000), from: before).train().model()
    let ends = [before, model].map { model in
      FactorDescent.Result(directions: Array(model.factors.buffer), bias: [], descents: 16).eachDescent(tracks: 1000)
    }
    for (old, end) in zip(ends[0], ends[1]) {
      let near = (0..<1000).filter { Self.cosine(end, $0, old, $0, 16) > 0.5 }
      #expect(near.count > 990)
    }
  }

  @Test func `a model of wider descents is no start for narrow ones, though their factors are as many`() throws {
    let rows = (0..<400).map { (listener: Int32) -> [Int32] in (0..<20).map { (listener * 7 + $0 * 3) % 1000 } }
    let (wide, narrow) = (corpus(rows, tracks: 1000), corpus(rows.map { Array($0.prefix(10)) }, tracks: 1000))
    let before = try Trainer(wide, epochs: 1).train().model()
    #expect(before.dimension == 256)
    let plan = { (corpus: Corpus) in
      FactorDescent.Plan(listeners: corpus.listenerCount, favourites: corpus.favourites.count, tracks: 1000)
    }
    #expect(WarmStart(before, narrow, favourites: 4000, plan(narrow)).start == nil)
    #expect(WarmStart(before, wide, favourites: 8000, plan(wide)).start?.descents == 8)
  }

  @Test func `a model that knows no more than half of the tracks is no start`() throws {
    let before = try Trainer(grown(by: 0), epochs: 1).train().model()
    let plan = FactorDescent.Plan(listeners: 320, favourites: 1920, tracks: 21)
    let start = { WarmStart(before, corpus([], tracks: $0), favourites: 1920, plan).start }
    #expect(start(41) != nil && start(42) == nil)
    #expect(
      start(41).map { Array($0.bias.prefix(21)) } == Array(before.bias.buffer),
      "what is left of it goes on from where it was")
  }

  @Test func `training called off says so`() {
    #expect(throws: ModelError.cancelled) { try Trainer(twoCrowds()).train { $0 < 0.3 } }
  }

  @Test func `counting neighbours stops as soon as it is called off`() {
    let rows = Rows((0..<50).map { [Int32($0 * 100), Int32($0 * 100 + 1)] })
    var asked = 0
    let counted = NeighbourCounts(rows: rows, tracks: 5001).counted(3) { _ in
      asked += 1
      return false
    }
    #expect(counted == nil && asked == 1)
    #expect(NeighbourWeights(NeighbourCounts(rows: rows, tracks: 5001)) { _ in true }?.solved { _ in false } == nil)
  }

  @Test(arguments: [false, true]) func `progress rises from 0 to 1`(isQuick: Bool) throws {
    let heard = Mutex<[Double]>([])
    let progress = { @Sendable (share: Double) in
      heard.withLock { $0.append(share) }
      return true
    }
    _ = try isQuick ? Trainer(twoCrowds()).quick(progress: progress) : Trainer(twoCrowds()).train(progress: progress)
    let shares = heard.withLock { $0 }
    #expect(shares == shares.sorted())
    #expect(try #require(shares.first) < 0.5 && shares.last == 1)
  }

  @Test func `nothing to learn from is refused`() {
    #expect(throws: ModelError.nothingToLearn) { try Trainer(corpus([], tracks: 0)).train() }
  }

  @Test(
    arguments: [
      ([], 5), ([[]], 5), ([[0]], 1), ([[0, 1, 2]], 3), ([[0], [0], [0]], 2), ([[2, 2, 1, 2]], 4),
      ([Array(0..<300)], 300),
    ] as [([[Int32]], Int)])
  func `odd crowds give finite scores for every listener`(_ rows: [[Int32]], _ tracks: Int) throws {
    let model = try Trainer(corpus(rows, tracks: tracks), epochs: 2).train().model()
    for liked: [Int32] in [[], [0], [-1, 99_999], Array(0..<Int32(tracks))] {
      for part in EnginePart.allCases {
        let scores = SessionFacts(model).scores(liked: liked, disliked: [0], by: part)
        #expect(scores.count == tracks)
        #expect(scores.allSatisfy { $0.isFinite })
      }
    }
  }

  @Test func `a listener of 100,000 favourites is scored, those of which the model knows nothing passed over`() throws {
    let tracks = 20_000
    let rows = (0..<Int32(400)).map { listener in (0..<50).map { (listener * 50 + $0) % Int32(tracks) } }
    let model = try Trainer(corpus(rows, tracks: tracks), epochs: 1).quick().model()
    #expect(SessionFacts(model).scores(liked: Array(0..<100_000)).allSatisfy { $0.isFinite })
  }

  /// What becomes of directions where so many favour the tracks: track 0 points along the first axis and all others along the
  /// second; 1 is of the artist of 0, 2 of another under the same tag, and 3 of a third.
  private func inherited(_ counts: [Int]) -> [Float] {
    let entries = [(0, [0]), (0, []), (1, [0]), (2, [])] as [(Int32, [Int32])]
    let corpus = Corpus(
      tracks: entries.enumerated().map { Corpus.Entry(id: TrackID(.file, "\($0)"), artist: $1.0, tags: $1.1) },
      artists: (0..<3).map { ArtistID(.file, "\($0)") }, followers: [-1, -1, -1], tags: ["dub"], offsets: [0],
      favourites: [])
    let own: [Float] = [1, 0] + [0, 1] + [0, 1] + [0, 1]
    var result = FactorDescent.Result(directions: own, bias: [0, 0, 0, 0])
    Inheritance(corpus, counts).fill(&result, dimension: 2)
    return result.directions
  }

  @Test func `a track that few favour takes after its artist, and after its tags where the artist is as little known`()
  {
    let first = inherited([3, 0, 0, 0]).enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
    #expect(isNear(first, [0.9310, 0.9310, 0.9310, 0]))
  }

  @Test func `a track takes the less after its artist the more favour it`() {
    let own = (0...3).map { inherited([3, $0, 0, 0])[3] }
    #expect(isNear(own, [0, 0.3103, 0.6207, 0.9310]))
  }

  @Test func `a direction is as long as it is sure`() {
    let lengths = [0, 1, 3, 98].map { inherited([0, 0, 0, $0])[7] }
    #expect(isNear(lengths, [0, 0.3333, 0.9310, 1]))
  }

  /// What becomes of tracks that these listeners favour: 0 points along the first axis, all others along the second.
  private func turned(_ rows: [[Int32]], _ counts: [Int]) -> [Float] {
    var directions: [Float] = [1, 0] + counts.dropFirst().flatMap { _ in [0, 1] as [Float] }
    FavouredBy(Rows(rows), counts).turn(&directions, dimension: 2)
    return directions
  }

  @Test func `a track that few favour lies where those who favour it do, the less the more they are`() {
    let second = [1, 2, 3, 5, 6].map { turned([[0, 1]], [100, $0])[2...3] }
    #expect(isNear(second.map { $0.first ?? -1 }, [0.6667, 0.2, 0.0690, 0.0157, 0]))
    #expect(isNear(second.map { $0.last ?? -1 }, [0.3333, 0.8, 0.9310, 0.9843, 1]))
  }

  @Test func `each of those who favour a track counts the same, however many tracks they favour`() {
    let directions = turned([[0, 1], [1, 2, 3, 4]], [100, 2, 100, 100, 100])
    #expect(isNear(Array(directions[2...3]), [0.2 * 0.7071, 0.8 + 0.2 * 0.7071]))
  }

  @Test func `a track stays where it is if those who favour it favour nothing else`() {
    #expect(turned([[1], [0, 2]], [100, 1, 100])[2...3] == [0, 1])
  }

  @Test func `training turns a track of one favourite towards what else its listener favours`() throws {
    let all = Array<Int32>(0..<10)
    let corpus = Corpus(Array(repeating: all, count: 39) + [all + [10]], artists: (0...10).map { $0 })
    let model = try Trainer(corpus, epochs: 1).quick().model()
    var other = Array(repeating: Float(0), count: model.dimension)
    for track in all { model.withFactors(of: track) { v in for k in other.indices { other[k] += v[k] } } }
    other.normaliseRows(of: model.dimension)
    // Of one favourite a third of the length is left, and of that two thirds are its listener's; a ninth of it is chance.
    #expect(Formula.dot(other, 10, model) > 2 / 9 - 1 / 9)
  }

  @Test func `a track that nobody favours stays where it is`() {
    #expect(turned([[0, 2]], [100, 0, 100])[2...3] == [0, 1])
  }

  private func isNear(_ some: [Float], _ others: [Float]) -> Bool {
    some.count == others.count && zip(some, others).allSatisfy { abs($0 - $1) < 1e-4 }
  }

  @Test func `lists that nobody listens to are left out`() throws {
    let rows = Rows([Array(0..<Int32(Trainer.mostFavourites + 1)), [0, 1]])
    #expect(Trainer.listeners(of: rows).count == 1)
  }
}

struct NeighbourTests {
  @Test func `neighbours that say the same share the weight`() throws {
    // Tracks 0, 1 and 2 always come together, and so do 3 and 4.
    let rows = Rows((0..<200).map { $0 % 2 == 0 ? [0, 1, 2] : [3, 4] as [Int32] })
    let near = try #require(
      NeighbourWeights(NeighbourCounts(rows: rows, tracks: 5)) { _ in true }?.solved { _ in true })
    let alone = try #require(near[3].first { $0.index == 4 })
    let shared = try #require(near[0].first { $0.index == 2 })
    #expect(abs(alone.score - 100 / (100 + NeighbourWeights.ridge)) < 1e-4)
    // (100 + λ) w + 100 w = 100
    #expect(abs(shared.score - 100 / (200 + NeighbourWeights.ridge)) < 1e-4)
    #expect(near[0].allSatisfy { $0.index != 3 && $0.index != 4 })
  }

  @Test func `a listener's own row in the crowd is no like-minded listener`() throws {
    let model = try Trainer(corpus([[0, 1, 2], [0, 1, 2, 3], [4, 5]], tracks: 6), epochs: 1).train().model()
    var state = ListenerState(model)
    for track: Int32 in 0...2 { state.set(track, .saved, model) }
    #expect(LikeMinded(state, model).nearest.map(\.index) == [1])
  }
}

struct BlendTests {
  @Test func `between two numbers of liked tracks the shares lie between`() {
    let (low, high) = (Blend.Shares(direction: 1), Blend.Shares(neighbours: 1))
    let blend = Blend([low, low, low, high, high])
    #expect(blend.shares(liked: 1) == low)
    #expect(blend.shares(liked: 10) == high)
    #expect((0.1..<0.9).contains(blend.shares(liked: 7).direction))
  }

  @Test(arguments: [1, 3, 10, 40, 1000])
  func `where nothing was fitted the shares add up to 1 and none is below 0`(liked: Int) {
    let shares = Blend.Shares(liked: liked)
    let all = [shares.direction, shares.neighbours, shares.listeners, shares.crowd, shares.posterior]
    #expect(abs(all.reduce(0, +) - 1) < 1e-5)
    #expect(all.allSatisfy { $0 >= 0 })
  }

  @Test func `before anything is liked the posterior has all of the score`() {
    let weights = BlendWeights(liked: 0, Blend(Array(repeating: Blend.Shares(direction: 1), count: 5)))
    #expect(weights.posterior == 1 && weights.direction == 0)
  }

  @Test func `what learns from discards takes over as they are heard, about a third is left of the rest`() {
    let fitted = Blend.Shares(direction: 0.2, neighbours: 0.2, listeners: 0.1, crowd: 0.4, posterior: 0.1)
    // Nine are liked: all together counts 2.5.
    let weights = BlendWeights(liked: 9, Blend(Array(repeating: fitted, count: Blend.known.count)))
    let expected: [[Float]] = [
      [0.5, 0.5, 0.25, 1, 0.25], [0.25, 0.25, 0.125, 1.5, 0.625], [0.175, 0.175, 0.0875, 2, 1],
    ]
    for (heard, expected) in zip([0, 0.5, 1] as [Float], expected) {
      let now = weights.giving(heard)
      let parts = [now.direction, now.neighbours, now.listeners, now.crowd, now.posterior]
      #expect(zip(parts, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(parts)")
    }
  }

  @Test func `the weights add up to 1 for a stranger, and to nearly 3 once much is known`() {
    for liked in [0, 1, 2, 7, 50] {
      let fitted = Blend.Shares(direction: 0.2, neighbours: 0.2, listeners: 0.1, crowd: 0.4, posterior: 0.1)
      let weights = BlendWeights(liked: liked, Blend(Array(repeating: fitted, count: Blend.known.count)))
      let whole = weights.posterior + weights.direction + weights.neighbours + weights.listeners + weights.crowd
      #expect(abs(whole - (3 + 3 * Float(liked)) / (3 + Float(liked))) < 1e-4)
    }
  }
}
