import Listening
import Testing

@testable import Recommender

/// Reasons are the arithmetic: each share is worked out here again, from the model's own rows.
struct ReasonsTests {
  private let world: World
  private let saved: [Int] = [0, 9, 18, 27, 36]

  init() throws { world = try World() }

  private func proposals(_ acts: [Act]) async -> [Recommendation] {
    let engine = Engine(model: world.model)
    _ = await engine.learn(Journal(acts: acts))
    return await engine.recommend(RecommendationRequest(count: 40, depth: .open, explores: false)).list
  }

  private func number(_ id: TrackID) -> Int32 { world.model.index(of: id) ?? -1 }

  /// How many listeners of the crowd favour all of these, counted from their rows.
  private func count(_ ids: [TrackID]) -> Int {
    (0..<world.corpus.listenerCount).count { listener in
      let row = Set(world.corpus.row(listener))
      return ids.allSatisfy { row.contains(number($0)) }
    }
  }

  @Test func `the reason is the largest part of the score`() async {
    for proposal in await proposals(saved.map { .save(World.track($0)) }) {
      let score = proposal.score
      let largest = max(score.factors, score.neighbours, score.listeners, score.artist, score.quality)
      switch proposal.reason {
      case .near: #expect(score.neighbours == largest)
      case .listeners, .apart: #expect(score.listeners == largest)
      case .artist: #expect(score.artist == largest)
      case .taste: #expect(score.factors == largest)
      case .introduction, .exploring: #expect(score.quality == largest)
      }
    }
  }

  @Test(arguments: [1, 5, 20, 60])
  func `refusals are the reason where the largest part is the listeners' and they add to it`(count: Int)
    async throws
  {
    let heard = Listened(seconds: 9, of: 200)
    let acts = (0..<count).map { Act.discard(World.track($0 * 7 % 180), heard: heard) }
    let (formula, _) = formula(acts)
    let crowd = try #require(formula.crowdRegression)
    var reasons: Set<Bool> = []
    for proposal in await proposals(acts) {
      let shares = crowd.shares(in: number(proposal.track), world.model).map { Double(formula.crowd.factor * $0) }
      let (sum, score) = (shares.reduce(0, +), proposal.score)
      let isLargest = score.listeners > max(0, score.factors, score.quality)
      let best = zip(crowd.weights.map(\.track), shares).sorted { $0.1 > $1.1 }.prefix(2).map(\.0)
      let isApart = isLargest && sum > 0
      #expect(proposal.reason.tracks.map(number) == (isApart ? best : []))
      reasons.insert(proposal.reason == .introduction)
    }
    #expect(reasons.contains(true) || count > 1)
    #expect(reasons.contains(false))
  }

  @Test func `one save among many refusals does not stand for what they said`() async {
    let heard = Listened(seconds: 9, of: 200)
    let acts = (0..<60).map { $0 == 0 ? Act.save(World.track(0)) : .discard(World.track($0), heard: heard) }
    let reasons = await proposals(acts).map(\.reason)
    #expect(reasons.contains { if case .apart = $0 { true } else { false } })
    #expect(!reasons.contains(.introduction))
  }

  @Test func `counts of listeners are true counts over the crowd`() async {
    let heard = Listened(seconds: 9, of: 200)
    let acts: [Act] = saved.map { .save(World.track($0)) } + [.discard(World.track(4), heard: heard)]
    var told = 0
    for proposal in await proposals(acts) {
      switch proposal.reason {
      case .near(let tracks, let listeners):
        #expect(listeners == count(tracks + [proposal.track]))
        told += 1
      case .listeners(let listeners, let tracks):
        #expect(listeners == count(tracks + [proposal.track]) && listeners > 0)
        told += 1
      default: break
      }
    }
    #expect(told > 0)
  }

  @Test func `named tracks are those with the largest shares`() async throws {
    let acts = saved.map { Act.save(World.track($0)) }
    let (formula, _) = formula(acts)
    let shares = Shares(formula, world.model)
    var named = 0
    for proposal in await proposals(acts) {
      let track = number(proposal.track)
      let (tracks, own): ([TrackID], [Float]) =
        switch proposal.reason {
        case .near(let tracks, _): (tracks, shares.near([track])[track] ?? [])
        case .listeners(_, let tracks): (tracks, shares.listeners(track).liked)
        case .taste(let tracks): (tracks, shares.taste([track])[track] ?? [])
        case .artist, .apart, .introduction, .exploring: ([], [])
        }
      let best = zip(formula.liked, own).sorted { $0.1 > $1.1 }.map(\.0)
      #expect(tracks.map(number) == Array(best.prefix(tracks.count)))
      named += tracks.count
    }
    #expect(named > 0)
  }

  @Test func `all shares of the neighbours' part together are what was standardised`() throws {
    let (formula, learner) = formula(saved.map { .save(World.track($0)) })
    let shares = Shares(formula, world.model).near(Array(0..<180))
    for track in Int32(0)..<180 {
      let near = shares[track]?.reduce(0, +) ?? .nan
      #expect(abs(near - learner.state.nearSums[Int(track)]) < 1e-4)
    }
  }

  @Test func `all shares of the listeners' part together are what like-minded listeners and the crowd say`() throws {
    let (formula, _) = formula(saved.map { .save(World.track($0)) })
    let like = formula.likeMinded.scores(world.model).values
    let crowd = try #require(formula.crowdRegression).scores(world.model)
    let shares = Shares(formula, world.model)
    #expect(formula.like.factor > 0 && formula.crowd.factor > 0)
    for track in Int32(0)..<180 {
      let own = Float(world.model.favourites[Int(track)]) / Float(world.model.crowd.count)
      let whole = formula.like.factor * like[Int(track)] + formula.crowd.factor * (crowd[Int(track)] - own)
      #expect(abs(shares.listeners(track).liked.reduce(0, +) - whole) < 1e-3)
    }
  }

  @Test func `shares of the taste add up to what likes do to the factors' part`() throws {
    let (with, _) = formula([.save(World.track(0)), .save(World.track(9))])
    let track = number(World.id(18))
    let shares = try #require(Shares(with, world.model).taste([track])[track])
    // q · v̂ − c·(Λ⁻¹ Λ₀ μ) · v̂ is all that the liked tracks add.
    let prior = SymmetricMatrix(dimension: 16, values: Array(world.model.priorPrecision.buffer))
      .times(Array(world.model.priorMean.buffer))
    let rest = with.posterior?.pulled(prior) ?? []
    let whole =
      Formula.dot(with.query, track, world.model) - with.posteriorScale * Formula.dot(rest, track, world.model)
    #expect(abs(shares.reduce(0, +) - whole) < 2e-3)
  }

  @Test func `what judged tracks add to the crowd's part is all that the crowd says`() throws {
    let evidence: [Int32: Evidence] = [0: .saved, 20: .saved, 40: .discarded, 77: .notNow]
    let crowd = try #require(CrowdRegression(judged(evidence), world.model))
    let scores = crowd.scores(world.model)
    for track in Int32(0)..<180 {
      let own = Float(world.model.favourites[Int(track)]) / Float(world.model.crowd.count)
      #expect(abs(own + crowd.shares(in: track, world.model).reduce(0, +) - scores[Int(track)]) < 1e-4)
    }
  }

  @Test func `where every second listener is asked, judged tracks add up to all that the crowd says, too`() throws {
    var invented = SyntheticModel(tracks: 400)
    (invented.dimension, invented.listeners, invented.favourites, invented.neighbours) = (8, 10_000, 10, 4)
    let model = try invented.make().model()
    let evidence = (0..<Int32(80)).map { ($0 * 5, $0 % 3 == 0 ? Evidence.saved : .discarded) }
    let judged = judged(Dictionary(uniqueKeysWithValues: evidence))
    let witnesses = Witnesses(judged.keys.sorted(), model)
    #expect(witnesses.count < model.crowd.count)
    let crowd = try #require(CrowdRegression(judged, model))
    let scores = crowd.scores(model)
    for track in stride(from: Int32(0), to: 400, by: 7) {
      let own = Float(model.favourites[Int(track)]) / Float(model.crowd.count)
      let sum: Float = crowd.shares(in: track, model).reduce(own, +)
      #expect(abs(sum - scores[Int(track)]) < 1e-4)
    }
  }

  @Test func `a discard speaks against what is favoured with it`() throws {
    let alone = try #require(CrowdRegression(judged([0: .saved]), world.model)).scores(world.model)
    let evidence: [Int32: Evidence] = [0: .saved, 4: .discarded]
    let both = try #require(CrowdRegression(judged(evidence), world.model)).scores(world.model)
    // Tracks 3–5 are of the second camp, as the discarded 4 is.
    #expect(both[3] + both[5] < alone[3] + alone[5])
  }

  @Test func `a discard is doubted the more the fewer favour the track, a save alike`() throws {
    let byFame = (0..<Int32(180)).sorted { world.model.favourites[Int($0)] < world.model.favourites[Int($1)] }
    let (rare, famous) = (byFame[0], byFame[179])
    let share = { (track: Int32) in
      Double(world.model.favourites[Int(track)]) / Double(world.model.crowd.count)
    }
    // α = (y − p) / (Cₒₒ + Σ²)
    let doubt = { (track: Int32, verdict: Evidence) throws -> Double in
      let weight = try #require(CrowdRegression(judged([track: verdict]), world.model)?.weights.first?.weight)
      let p = share(track)
      return (Double(verdict.target) - p) / weight - p * (1 - p)
    }
    #expect(share(famous) > 1.3 * share(rare))
    let discards = try (doubt(rare, .discarded) * share(rare), doubt(famous, .discarded) * share(famous))
    let saves = try (doubt(rare, .saved), doubt(famous, .saved))
    #expect(abs(discards.0 / discards.1 - 1) < 0.01)
    #expect(abs(saves.0 / saves.1 - 1) < 0.01)
  }

  @Test func `who saved more than the crowd is asked about still has discards heard, the latest first`() throws {
    var evidence: [Int32: Evidence] = [:]
    for track in Int32(0)..<100 { evidence[track] = .saved }
    for track in Int32(100)..<180 { evidence[track] = .discarded }
    let crowd = try #require(CrowdRegression(judged(evidence), world.model))
    let heard = Set(crowd.weights.map(\.track))
    #expect(heard == Set(Int32(40)..<100).union(Int32(120)..<180))
  }

  /// The reasons for tracks as if this were their score.
  private func reasons(_ acts: [Act], _ tracks: [Int32], _ score: Score) -> [Reason] {
    Reasons(formula(acts).0, world.model).reasons(
      tracks.map { Candidate(track: $0, artist: world.model.artist[Int($0)], score: score) })
  }

  @Test func `a part that can name nothing leaves the reason to the next largest`() {
    let score = Score(total: 3, neighbours: 2, artist: 1)
    let near = Shares(formula([.save(World.track(0))]).0, world.model).near(Array(1..<180))
    let strangers = near.filter { $0.value.allSatisfy { $0 <= 0 } }.keys.sorted()
    #expect(!strangers.isEmpty)
    for reason in reasons([.save(World.track(0))], strangers, score) {
      guard case .artist = reason else { Issue.record("\(reason)"); continue }
    }
  }

  @Test func `no track is named that adds nothing`() throws {
    let acts = [0, 4].map { Act.save(World.track($0)) }
    let shares = Shares(formula(acts).0, world.model).taste(Array(9..<180))
    let told = reasons(acts, Array(9..<180), Score(total: 1, factors: 1))
    for (track, reason) in zip(Int32(9)..., told) {
      let adding = try #require(shares[track]).count { $0 > 0 }
      #expect(reason.tracks.count == adding)
    }
    #expect(told.contains { $0.tracks.count == 1 })
  }

  @Test func `two tracks are named together only where somebody favours both beside the third`() {
    let told = reasons([0, 4].map { .save(World.track($0)) }, Array(9..<180), Score(total: 1, neighbours: 1))
    for case .near(let tracks, let listeners) in told { #expect(tracks.count == 1 || listeners > 0) }
    #expect(told.contains { if case .near(let tracks, _) = $0 { tracks.count == 1 } else { false } })
  }

  @Test func `likes are the reason where they say more than refusals`() {
    let heard = Listened(seconds: 9, of: 200)
    let acts: [Act] = saved.map { .save(World.track($0)) } + [4, 13].map { .discard(World.track($0), heard: heard) }
    let (tracks, shares) = (Array(Int32(40)..<180), Shares(formula(acts).0, world.model))
    var outweighed = 0
    for (track, reason) in zip(tracks, reasons(acts, tracks, Score(total: 1, listeners: 1))) {
      let (likes, refusals) = shares.listeners(track)
      let (speaking, against) = (likes.reduce(0, +), refusals.reduce(0) { $0 + $1.share })
      if case .apart = reason { #expect(against > speaking) }
      outweighed += against > 0 && against < speaking ? 1 : 0
    }
    #expect(outweighed > 0)
  }

  @Test func `what speaks against a track is no reason for it`() {
    let score = Score(total: -3, factors: -1, artist: -2)
    #expect(reasons([.save(World.track(0))], [9, 40], score) == [.introduction, .introduction])
  }

  @Test func `nothing known is an introduction`() async {
    #expect(await proposals([]).allSatisfy { $0.reason == .introduction })
  }

  /// Judged one after the other, by their numbers.
  private func judged(_ evidence: [Int32: Evidence]) -> [Int32: Judged] {
    evidence.reduce(into: [:]) { judged, entry in
      judged[entry.key] = Judged(track: entry.key, evidence: entry.value, revision: Revision(entry.key + 1))
    }
  }

  private func formula(_ acts: [Act]) -> (Formula, Learner) {
    let facts = ModelFacts(world.model)
    var learner = Learner(world.model, facts.artistTracks)
    learner.learn(Journal(acts: acts), world.model)
    return (Formula(learner, world.model, facts), learner)
  }
}
