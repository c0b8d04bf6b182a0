import Listening
import Recommender
import Testing

@testable import Evaluation

struct SimulatorTests {
  // Two camps with 30 items each.
  private let rows = Rows(
    (0..<60).map { listener in
      var generator = Seeded(UInt64(listener))
      return (0..<30).map { Int32($0 + 30 * (listener % 2)) }.shuffled(using: &generator).prefix(22)
    })

  private func simulator(named: Int = 0, seed: UInt64 = 1) throws -> Simulator {
    var wishes = Simulator.Wishes()
    wishes.listeners = 10
    wishes.named = named
    wishes.seed = seed
    return try Simulator(rows: rows, items: 60, wishes: wishes)
  }

  @Test func `nothing is played twice and nothing named is played`() throws {
    let simulator = try simulator(named: 3)
    let sessions = simulator.run(ScorerPolicy(RandomPeer(items: 60, seed: 1)))
    for (session, listener) in zip(sessions, simulator.listeners) {
      #expect(Set(session.played).count == session.played.count)
      #expect(Set(session.played).isDisjoint(with: listener.named))
    }
  }

  @Test func `a policy that learns the camp saves more than chance`() throws {
    let simulator = try simulator()
    let learning = simulator.run(ScorerPolicy(ItemPeer.cosine(base: simulator.base, items: 60)))
    let chance = simulator.run(ScorerPolicy(RandomPeer(items: 60, seed: 1)))
    let saves = { (sessions: [Simulator.Session]) in sessions.reduce(0) { $0 + $1.saved(first: 25) } }
    #expect(saves(learning) > saves(chance))
  }

  @Test func `the same seed plays the same sessions`() throws {
    let one = try simulator(seed: 4)
    let two = try simulator(seed: 4)
    let policy = ScorerPolicy(PopularityPeer(base: one.base, items: 60))
    #expect(one.run(policy).map(\.played) == two.run(policy).map(\.played))
  }

  @Test func `the engine saves more than chance, and repetitions held back are not the same session`() throws {
    let simulator = try simulator(named: 2)
    let corpus = Dataset.corpus(of: simulator.base, items: 60)
    let facts = SessionFacts(try Trainer(corpus, epochs: 4).train().model())
    var rules = RankingSession.Rules()
    let alone = simulator.run(EnginePolicy("alone", facts, rules: rules))
    rules.isSpaced = true
    let spaced = simulator.run(EnginePolicy("spaced", facts, rules: rules))
    let chance = simulator.run(ScorerPolicy(RandomPeer(items: 60, seed: 1)))
    let saves = { (sessions: [Simulator.Session]) in sessions.reduce(0) { $0 + $1.saved(first: 10) } }
    #expect(saves(alone) > saves(chance))
    #expect(spaced.map(\.played) != alone.map(\.played))
  }

  @Test func `what is drawn for a listener is decided by a seed of theirs`() throws {
    let corpus = Dataset.corpus(of: rows, items: 60)
    let facts = SessionFacts(try Trainer(corpus).quick().model())
    var rules = RankingSession.Rules()
    rules.explores = true
    let policy = EnginePolicy("exploring", facts, rules: rules)
    let open = Array(repeating: true, count: 60)
    let played = { (seed: UInt64) in
      var session = policy.begin(named: [], open: open, seed: seed)
      return (0..<8).map { _ -> Int32 in
        let next = session.next(open: open, popularity: []) ?? -1
        session.observe(next, saved: false)
        return next
      }
    }
    #expect(played(1) == played(1))
    #expect(Set((1...9).map { played($0).prefix(7) }).count == 1, "the eighth is the first that is drawn")
    #expect(Set((1...9).map { played($0) }).count > 1)
  }

  @Test func `nobody to test is an error in words`() {
    var wishes = Simulator.Wishes()
    wishes.atLeastItems = 1000
    #expect(throws: EvaluationError.nobodyToMeet(atLeast: 1000)) {
      try Simulator(rows: rows, items: 60, wishes: wishes)
    }
    (wishes.atLeastItems, wishes.listeners) = (1, 1000)
    #expect(throws: EvaluationError.nothingToLearn) { try Simulator(rows: rows, items: 60, wishes: wishes) }
  }

  @Test func `LinUCB's scores are those of a ridge regression solved anew`() {
    let model = AlternatingLeastSquares(base: rows, items: 60, dimension: 4)
    let policy = LinUCB(model, bonus: 0)
    let told: [(item: Int32, saved: Bool)] = [(3, true), (10, false), (21, true), (40, false), (41, true)]
    var session = policy.begin(named: [], open: [], seed: 1)
    for (item, saved) in told { session.observe(item, saved: saved) }
    // θ = (I + Σ x xᵀ)⁻¹ Σ_saved x
    let length = (model.items.reduce(0) { $0 + $1 * $1 } / 60).squareRoot()
    let x = { (item: Int32) in (0..<4).map { model.items[Int(item) * 4 + $0] / length } }
    var left = (0..<16).map { Float($0 / 4 == $0 % 4 ? 1 : 0) }
    var right: [Float] = [0, 0, 0, 0]
    for (item, saved) in told {
      let x = x(item)
      for a in 0..<4 { for b in 0..<4 { left[a * 4 + b] += x[a] * x[b] } }
      if saved { for a in 0..<4 { right[a] += x[a] } }
    }
    let theta = solveCholesky(&left, right, size: 4)
    let scores = (0..<Int32(60)).map { item in zip(theta, x(item)).reduce(Float(0)) { $0 + $1.0 * $1.1 } }
    let open = scores.indices.map { scores[$0] < (scores.max() ?? 0) }
    let rest = scores.indices.filter { open[$0] }
    #expect(
      session.next(open: Array(repeating: true, count: 60), popularity: [])
        == scores.firstIndex(of: scores.max() ?? 0).map { Int32($0) })
    #expect(session.next(open: open, popularity: []) == rest.max { scores[$0] < scores[$1] }.map { Int32($0) })
  }

  @Test func `LinUCB narrows what it has seen`() {
    let model = AlternatingLeastSquares(base: rows, items: 60, dimension: 4)
    var session = LinUCB(model).begin(named: [], open: [], seed: 1)
    let open = Array(repeating: true, count: 60)
    let first = session.next(open: open, popularity: Array(repeating: 1, count: 60))
    session.observe(first ?? 0, saved: false)
    #expect(session.next(open: open, popularity: Array(repeating: 1, count: 60)) != first)
  }

  @Test func `a session without a save has its first after the last`() {
    var row = SimulationReport.Row(name: "none")
    let sessions = [[false, false], [false, true]].map { Simulator.Session(saves: $0, played: [0, 1]) }
    row.add(sessions, tail: [true, true], tracks: 2, share: 1, seeds: 1)
    #expect(row.firstSave == 2.5)
  }

  @Test func `what is played is what as many favour as are asked for`() throws {
    var wishes = Simulator.Wishes()
    wishes.listeners = 10
    wishes.atLeastFavourites = 19
    let simulator = try Simulator(rows: rows, items: 60, wishes: wishes)
    let counts = HeldOut(whole: rows, base: rows, count: 10, atLeast: 20, seed: 1).base.counts(columns: 60)
    #expect(counts.contains(19))
    #expect(simulator.popularity.count == counts.count { $0 >= 19 })
  }

  /// Plays nothing but its seed.
  private struct Seeds: Policy, PolicySession {
    var name: String { "seeds" }
    var seed: UInt64 = 0
    func begin(named: [Int32], open: [Bool], seed: UInt64) -> any PolicySession { Seeds(seed: seed) }
    mutating func next(open: [Bool], popularity: [Int]) -> Int32? { Int32(seed % 60) }
    mutating func observe(_ item: Int32, saved: Bool) {}
  }

  @Test func `no two listeners have one seed`() throws {
    #expect(Set(try simulator().run(Seeds()).map { $0.played[0] }).count == 10)
  }

  @Test func `what is named is not hidden too`() throws {
    for listener in try simulator(named: 3).listeners {
      #expect(listener.named.count == 3 && listener.hidden.isDisjoint(with: listener.named))
    }
  }

  @Test func `whoever has as many items as are asked for may be met`() {
    let out = HeldOut(whole: Rows([[0, 1], [0]]), base: Rows([[0, 1], [0]]), count: 2, atLeast: 2, seed: 1)
    #expect(out.rows == [0] && out.base.count == 1)
  }

  @Test func `strangers become known in an order of chance`() {
    let out = HeldOut(whole: rows, base: rows, count: 10, atLeast: 20, seed: 1)
    for (row, items) in zip(out.rows, out.strangers) {
      #expect(items.sorted() == rows[row].sorted() && items != Array(rows[row]))
    }
  }
}
