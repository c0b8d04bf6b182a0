import Listening
import Testing

@testable import Recommender

/// How a list is chosen from candidates: each place is worked out here again.
struct ChoiceTests {
  private let model: Model
  private let formula: Formula
  private let learner: Learner

  init() throws { try self.init(World().model, saved: [0, 9]) }

  private init(_ model: Model, saved: [Int]) {
    let facts = ModelFacts(model)
    var learner = Learner(model, facts.artistTracks)
    learner.learn(Journal(acts: saved.map { .save(World.track($0)) }), model)
    (self.model, self.learner, formula) = (model, learner, Formula(learner, model, facts))
  }

  /// The candidates among these tracks, or among all.
  private func candidates(_ wanted: [Int32]? = nil) -> Candidates {
    let others = wanted.map { Set(0..<Int32(model.trackCount)).subtracting($0) } ?? learner.known
    var facts = ModelFacts(model)
    let band = facts.band(Band.Key(RecommendationRequest(count: 1, depth: .open)), model)
    return Candidates(256, formula, learner, model, &facts, band, without: Excluded(known: others, queued: []))
  }

  /// The best and the worst by score, no two of one artist.
  private func six() -> [Int32] {
    var artists: Set<Int32> = []
    let list = candidates().served.filter { artists.insert($0.artist).inserted }
    return (list.prefix(3) + list.suffix(3)).map(\.track)
  }

  /// What is drawn first from the candidates, by a seed.
  private func drawn(_ candidates: Candidates, _ seed: UInt64, resting: Set<Int32> = []) -> Choice.Chosen? {
    let rules = Choice.Rules(count: 1, place: Choice.drawnPlace, explores: true, resting: resting, seed: seed)
    var choice = Choice(candidates, recent: Choice.Recent(), rules, formula, model)
    choice.run()
    return choice.chosen.first
  }

  @Test func `what is like a track just heard gives way to what is nearly as good and less like it`() {
    // Behind the first the scores lie close together.
    let candidates = candidates(candidates().served.dropFirst(20).map(\.track))
    let best = candidates.served[0]
    var givenWay = 0
    for heard in Int32(0)..<Int32(model.trackCount) {
      // value − .1 · |best value| · likeness
      let values = candidates.served.map { candidate in
        let likeness = model.withFactors(of: heard) { heard in
          model.withFactors(of: candidate.track) { v in
            (0..<model.dimension).reduce(Float(0)) { $0 + heard[$1] * v[$1] }
          }
        }
        return candidate.value - 0.1 * abs(best.value) * max(0, likeness)
      }
      let rules = Choice.Rules(count: 1, place: 0, explores: false, seed: 1)
      var choice = Choice(candidates, recent: Choice.Recent(tracks: [heard]), rules, formula, model)
      choice.run()
      let place = candidates.served.firstIndex { $0.track == choice.chosen.first?.candidate.track }
      #expect(place.map { values[$0] } ?? -.infinity > (values.max() ?? 0) - 1e-5)
      if place != 0 { givenWay += 1 }
    }
    #expect(givenWay > 0)
  }

  @Test func `the chance that is kept with a draw is what is learned by what is hoped, of all that might be drawn`()
    throws
  {
    let candidates = candidates(six())
    #expect(candidates.served.contains { $0.score.total < 0 } && candidates.served.contains { $0.score.total > 0.01 })
    let posterior = try #require(formula.posterior)
    // vᵀ Λ⁻¹ v · max(score, ε)
    let weights = candidates.served.map { candidate in
      let v = model.withFactors(of: candidate.track) { v in (0..<model.dimension).map { v[$0] } }
      let variance = zip(v, posterior.pulled(v)).reduce(Float(0)) { $0 + $1.0 * $1.1 }
      return (track: candidate.track, weight: Double(variance) * max(candidate.score.total, 0.01))
    }
    let sum = weights.reduce(0) { $0 + $1.weight }
    for seed in UInt64(1)...20 {
      let next = try #require(drawn(candidates, seed))
      let weight = try #require(weights.first { $0.track == next.candidate.track }?.weight)
      #expect(abs((next.propensity ?? 0) - weight / sum) < 1e-4)
    }
  }

  @Test func `over many draws each track comes as often as the chance kept with it says`() throws {
    let candidates = candidates(six())
    var seen: [Int32: (count: Int, chance: Double)] = [:]
    let draws = 10_000
    for seed in 1...UInt64(draws) {
      let next = try #require(drawn(candidates, seed))
      seen[next.candidate.track, default: (0, next.propensity ?? 0)].count += 1
    }
    for (count, chance) in seen.values {
      let deviation = (chance * (1 - chance) / Double(draws)).squareRoot()
      #expect(abs(Double(count) / Double(draws) - chance) < 4 * deviation)
    }
  }

  @Test func `the distant tail comes into draws, but for artists that rest`() throws {
    // Nobody favours track 4 of artist 1.
    let rows = (0..<40).map { listener -> [Int32] in listener % 2 == 0 ? [0, 1, 2, 3, 5] : [6, 7, 8] }
    let corpus = Corpus(
      tracks: (0..<9).map { Corpus.Entry(id: World.id($0), artist: Int32($0 / World.perArtist)) },
      artists: (0..<3).map { ArtistID(.demo, String($0)) }, followers: [-1, -1, -1], tags: [],
      offsets: rows.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }, favourites: rows.flatMap { $0 })
    let scene = ChoiceTests(try Trainer(corpus, epochs: 1).quick().model(), saved: [6])
    let candidates = scene.candidates([0, 4])
    #expect(candidates.served.map(\.track) == [0] && candidates.distant.map(\.track) == [4])
    let tracks = { (resting: Set<Int32>) in
      Set((UInt64(1)...200).compactMap { scene.drawn(candidates, $0, resting: resting)?.candidate.track })
    }
    #expect(tracks([]) == [0, 4])
    #expect(tracks([1]) == [0])
  }
}
