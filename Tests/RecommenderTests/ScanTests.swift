import Foundation
import Listening
import Testing

@testable import Recommender

/// A scan that goes on from the ones before finds what a scan of everything finds.
struct ScanTests {
  private let invented = SyntheticModel(tracks: 6000)
  private let model: Model
  private var generator = Seeded(5)

  init() throws {
    var invented = invented
    (invented.listeners, invented.favourites) = (600, 40)
    model = try invented.make().model()
  }

  private mutating func act() -> Act {
    let track = invented.snapshot(Int.random(in: 0..<6000, using: &generator))
    return Bool.random(using: &generator) ? .save(track) : .discard(track, heard: Listened(seconds: 9, of: 200))
  }

  private func candidates(_ learner: Learner, _ depth: RadarDepth, _ facts: inout ModelFacts) -> [Candidate] {
    let band = facts.band(Band.Key(RecommendationRequest(count: 1, depth: depth)), model)
    let formula = Formula(learner, model, facts)
    let excluded = Excluded(known: learner.known, queued: [])
    return Candidates(40, formula, learner, model, &facts, band, without: excluded).served
  }

  /// How many of the runs were passed over by what is remembered.
  private func passed(_ facts: ModelFacts) -> Int {
    (0..<6000 / LastScans.run).count { facts.lastScans.slack(ofRun: $0) != nil }
  }

  @Test(arguments: [RadarDepth.open, .medium])
  mutating func `going on from the scans before finds the same tracks with the same scores`(depth: RadarDepth) {
    var carried = ModelFacts(model)
    var learner = Learner(model, carried.artistTracks)
    var acts = (0..<400).map { _ in act() }
    var passed = 0
    for step in 0..<50 {
      acts.append(act())
      learner.learn(Journal(acts: acts), model)
      var fresh = ModelFacts(model)
      // Every eighth time the listener looks at another depth.
      let depth = step % 8 == 7 ? RadarDepth.easy : depth
      let (one, other) = (candidates(learner, depth, &carried), candidates(learner, depth, &fresh))
      #expect(one.map(\.track) == other.map(\.track), "step \(step)")
      #expect(one.map(\.score) == other.map(\.score), "step \(step)")
      passed += self.passed(carried)
    }
    #expect(passed > 100, "runs were to be passed over")
  }

  @Test mutating func `going on finds the same though the first of what was found is judged each time`() throws {
    var carried = ModelFacts(model)
    var learner = Learner(model, carried.artistTracks)
    var acts = (0..<400).map { _ in act() }
    for step in 0..<100 {
      learner.learn(Journal(acts: acts), model)
      var fresh = ModelFacts(model)
      let (one, other) = (candidates(learner, .medium, &carried), candidates(learner, .medium, &fresh))
      #expect(one.map(\.track) == other.map(\.track), "step \(step)")
      let first = invented.snapshot(Int(try #require(one.first).track))
      acts.append(step.isMultiple(of: 3) ? .save(first) : .discard(first, heard: Listened(seconds: 9, of: 200)))
    }
  }

  @Test mutating func `a taste that changes by much is scanned for anew`() {
    var facts = ModelFacts(model)
    var learner = Learner(model, facts.artistTracks)
    _ = candidates(learner, .open, &facts)
    learner.learn(Journal(acts: [act(), .save(invented.snapshot(3))]), model)
    _ = candidates(learner, .open, &facts)
    #expect(passed(facts) == 0)
  }

  @Test mutating func `the same taste again is answered from what is remembered, but for a sixteenth`() {
    var facts = ModelFacts(model)
    let learner = Learner(model, facts.artistTracks)
    for _ in 0..<3 { _ = candidates(learner, .open, &facts) }
    #expect(passed(facts) >= 20)
  }

  @Test mutating func `a scan adds up what the parts of a score are, but for the rounding of directions`() {
    let facts = ModelFacts(model)
    var learner = Learner(model, facts.artistTracks)
    learner.learn(Journal(acts: (0..<40).map { _ in act() }), model)
    let formula = Formula(learner, model, facts)
    let scan = Scan(formula, learner, model, facts)
    let query = facts.quantised.query(formula.query)
    for (track, score) in zip(Int32(0)..., formula.scores(learner, model)) {
      let rounding = facts.quantised.product(track, query) - Formula.dot(formula.query, track, model)
      #expect(abs(scan.score(track) - score - rounding) < 1e-3)
    }
  }

  @Test(arguments: [1, -1] as [Float]) func `a product is that of the vectors, but for the rounding`(sign: Float) {
    let vector = (0..<model.dimension).map { sign * (1 + Float($0 % 3)) }
    let quantised = QuantisedFactors(model)
    let query = quantised.query(vector)
    for track in Int32(0)..<500 {
      let product = Formula.dot(vector, track, model)
      #expect(abs(quantised.product(track, query) - product) < 0.02 * query.length)
    }
  }

  @Test func `a taste that has only grown stronger is as far away as it has grown`() {
    let vector = (0..<model.dimension).map { Float($0 % 5) - 2 }
    let quantised = QuantisedFactors(model)
    let (query, stronger) = (quantised.query(vector), quantised.query(vector.map { 3 * $0 }))
    #expect(abs(stronger.distance(to: query) - 2 * query.length) < 1e-3 * query.length)
  }

  @Test func `what a product remembered may have grown by is added to it`() {
    let ones = Array(repeating: Float(1), count: Kernels.lanes)
    ones.withUnsafeBufferPointer { ones in
      let run = Scan.Run(tracks: 0..<ones.count, products: ones, rest: ones, slack: 0.5)
      #expect(run.atMost(0) == SIMD8(repeating: 2.5))
    }
  }

  @Test func `a run that another depth left out for long is read anew: its query is gone`() {
    let quantised = QuantisedFactors(model)
    let query = quantised.query(Array(repeating: 1, count: model.dimension))
    var last = LastScans()
    last.begin(query, tracks: 6000)
    last.multiply(0, query, quantised, tracks: 6000)
    last.begin(query, tracks: 6000)
    #expect(last.slack(ofRun: 0) != nil)
    for _ in 0..<20 { last.begin(query, tracks: 6000) }
    #expect(last.slack(ofRun: 0) == nil)
  }

  @Test mutating func `no product exceeds its bound, though many exceed the one remembered`() {
    let quantised = QuantisedFactors(model)
    let vector = (0..<model.dimension).map { _ in Float.random(in: -1...1, using: &generator) }
    let moved = vector.map { $0 + Float.random(in: -0.04...0.04, using: &generator) }
    let (query, next) = (quantised.query(vector), quantised.query(moved))
    var last = LastScans()
    last.begin(query, tracks: 6000)
    for run in 0..<6000 / LastScans.run { last.multiply(run, query, quantised, tracks: 6000) }
    last.begin(next, tracks: 6000)
    var (asked, bounded, grown) = (0, 0, 0)
    for run in 0..<6000 / LastScans.run {
      guard let slack = last.slack(ofRun: run) else { continue }
      let old = last.withProducts(of: run) { Array($0) }
      for (place, product) in old.enumerated() {
        let new = quantised.product(Int32(run * LastScans.run + place), next)
        bounded += new <= product + slack ? 1 : 0
        grown += new > product ? 1 : 0
        asked += 1
      }
    }
    #expect(asked > 5000 && bounded == asked && grown > 2000)
  }
}
