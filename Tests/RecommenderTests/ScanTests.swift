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
    let band = facts.band(Band.Wish(RecommendationRequest(count: 1, depth: depth)), model)
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
    #expect(passed > 100, "most runs were to be passed over")
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

  @Test func `a run that another depth left out for long is read anew: its query is gone`() {
    let query = QuantisedFactors(model).query(Array(repeating: 1, count: model.dimension))
    var last = LastScans()
    last.begin(query, tracks: 6000)
    products(of: 0, query, QuantisedFactors(model)) { last.remember(0, $0, $1) }
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
    for run in 0..<6000 / LastScans.run { products(of: run, query, quantised) { last.remember(run, $0, $1) } }
    last.begin(next, tracks: 6000)
    var (asked, bounded, grown) = (0, 0, 0)
    for run in 0..<6000 / LastScans.run {
      guard let slack = last.slack(ofRun: run) else { continue }
      products(of: run, next, quantised) { tracks, products in
        let (bounds, old) = (self.bounds(last, run, tracks, slack), self.bounds(last, run, tracks, 0))
        bounded += zip(products, bounds).count { $0 <= $1 }
        grown += zip(products, old).count { $0 > $1 }
        asked += products.count
      }
    }
    #expect(asked > 5000 && bounded == asked && grown > 2000)
  }

  private func products(
    of run: Int, _ query: QuantisedFactors.Query, _ quantised: QuantisedFactors,
    _ body: (UnsafeBufferPointer<Int32>, UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    let tracks = (0..<LastScans.run).map { Int32(run * LastScans.run + $0) }
    var products = tracks.map { _ in Float(0) }
    tracks.withUnsafeBufferPointer { tracks in
      products.withUnsafeMutableBufferPointer { products in
        quantised.multiply(tracks, query, into: products)
        body(tracks, products)
      }
    }
  }

  private func bounds(
    _ last: LastScans, _ run: Int, _ tracks: UnsafeBufferPointer<Int32>, _ slack: Float
  ) -> [Float] {
    var rest = tracks.map { _ in Float(0) }
    var bounds = rest
    rest.withUnsafeMutableBufferPointer { rest in
      bounds.withUnsafeMutableBufferPointer { last.bounds(run, tracks, slack, plus: rest, into: $0) }
    }
    return bounds
  }
}
