/// Goes through the tracks of a band with their approximate scores: the formula a column at a time over short runs of
/// tracks, so that each loop keeps what it needs in registers and memory is read from front to back.
struct Scan {
  private let formula: Formula
  private let model: Model
  private let sums: SparseSums
  private let quantised: QuantisedFactors
  private let query: QuantisedFactors.Query

  init(_ formula: Formula, _ learner: Learner, _ model: Model, _ facts: ModelFacts) {
    (self.formula, self.model, sums, quantised) = (formula, model, learner.state.nearSums, facts.quantised)
    query = quantised.query(formula.query)
  }

  /// Tracks that follow each other, their scores not yet tapered.
  struct Run {
    let tracks: Range<Int>
    /// q · v̂ⱼ of each, or what it was with an earlier query.
    let products: UnsafeBufferPointer<Float>
    /// All else that each score is made of.
    let rest: UnsafeBufferPointer<Float>
    /// What the products may be larger by; nil where they are those of this query.
    let slack: Float?

    /// What the scores of eight tracks are at most.
    @inline(__always)
    func atMost(_ place: Int) -> SIMD8<Float> {
      Kernels.load(products, place) + Kernels.load(rest, place) + (slack ?? 0)
    }
  }

  /// The score of a track of a run.
  func score(_ place: Int, in run: Run) -> Float {
    let track = Int32(run.tracks.lowerBound + place)
    return run.rest[place] + (run.slack == nil ? run.products[place] : quantised.product(track, query))
  }

  /// The score of any track.
  func score(_ track: Int32) -> Float {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 1) { rest in
      columns(Int(track)..<Int(track) + 1, into: rest)
      return quantised.product(track, query) + rest[0]
    }
  }

  /// Calls `body` with run after run of all tracks, passing over those with none of the band. Cost: reads seven columns, and
  /// the codes of runs for which `last` cannot speak.
  @inline(__always)
  func eachRun(_ tapers: [Float], _ last: inout LastScans, _ body: (Run) -> Void) {
    last.begin(query, tracks: model.trackCount)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: LastScans.run) { rest in
      rest.initialize(repeating: 0)
      for start in stride(from: 0, to: model.trackCount, by: LastScans.run) {
        let tracks = start..<min(model.trackCount, start + LastScans.run)
        guard Self.isAnyServed(tapers, from: start) else { continue }
        columns(tracks, into: rest)
        let run = start / LastScans.run
        let slack = last.slack(ofRun: run)
        if slack == nil { last.multiply(run, query, quantised, tracks: model.trackCount) }
        last.withProducts(of: run) { products in
          body(Run(tracks: tracks, products: products, rest: UnsafeBufferPointer(rest), slack: slack))
        }
      }
    }
  }

  private static func isAnyServed(_ tapers: [Float], from start: Int) -> Bool {
    stride(from: start, to: start + LastScans.run, by: Kernels.lanes).contains { place in
      any(Kernels.load(tapers, place) .!= 0)
    }
  }

  /// All of the formula but q · v̂. Every column was made with one number a track of this model.
  @inline(never)
  private func columns(_ tracks: Range<Int>, into rest: UnsafeMutableBufferPointer<Float>) {
    let (first, count) = (tracks.lowerBound, tracks.count)
    let (bias, quality) = (model.bias[tracks], model.quality[tracks])
    let (biasFactor, qualityFactor) = (formula.bias, formula.quality.factor)
    let constant = formula.constant + formula.near.offset + formula.quality.offset + formula.listeners.offset
    for place in 0..<count { rest[place] = constant + biasFactor * bias[place] + qualityFactor * quality[place] }
    let nearFactor = formula.near.factor * sums.unit
    sums.steps.withUnsafeBufferPointer { near in
      formula.odds.values.withUnsafeBufferPointer { odds in
        for place in 0..<count { rest[place] += nearFactor * Float(near[first &+ place]) + odds[first &+ place] }
      }
    }
    guard !formula.listenerScores.isEmpty else { return }
    let listenersFactor = formula.listeners.factor
    formula.listenerScores.withUnsafeBufferPointer { scores in
      for place in 0..<count { rest[place] += listenersFactor * scores[first &+ place] }
    }
  }
}
