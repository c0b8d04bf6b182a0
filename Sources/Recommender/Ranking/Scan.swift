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

  /// A run of a rising list of tracks.
  struct Run {
    /// Where in the list.
    let places: Range<Int>
    /// What the scores are at most.
    let atMost: UnsafeBufferPointer<Float>
    /// Whether they are the scores.
    let isExact: Bool
    fileprivate let rest: UnsafeBufferPointer<Float>
  }

  /// The score of a track of a run.
  func score(_ track: Int32, in run: Run) -> Float {
    quantised.product(track, query) + run.rest[Int(track) % LastScans.run]
  }

  /// The score of any track.
  func score(_ track: Int32) -> Float {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 1) { rest in
      columns(Int(track)..<Int(track) + 1, into: rest)
      return quantised.product(track, query) + rest[0]
    }
  }

  /// Calls `body` with run after run of a rising list. Cost: reads six columns, and the codes of runs for which `last`
  /// cannot speak.
  @inline(__always)
  func eachRun(_ tracks: [Int32], _ last: inout LastScans, _ body: (Run) -> Void) {
    last.begin(query, tracks: model.trackCount)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * LastScans.run) { memory in
      let rest = UnsafeMutableBufferPointer(rebasing: memory[..<LastScans.run])
      let scores = UnsafeMutableBufferPointer(rebasing: memory[LastScans.run...])
      scores.initialize(repeating: 0)
      tracks.withUnsafeBufferPointer { tracks in
        var next = 0
        for start in stride(from: 0, to: model.trackCount, by: LastScans.run) {
          let end = min(model.trackCount, start + LastScans.run)
          let places = next..<Self.end(tracks, from: next, below: end)
          next = places.upperBound
          guard !places.isEmpty else { continue }
          let some = UnsafeBufferPointer(rebasing: tracks[places])
          columns(start..<end, into: rest)
          let isExact = add(start / LastScans.run, some, &last, rest, into: scores)
          body(
            Run(
              places: places, atMost: UnsafeBufferPointer(scores), isExact: isExact,
              rest: UnsafeBufferPointer(rest)))
        }
      }
    }
  }

  /// Puts into `scores` what the scores of a run's tracks are at most; answers whether they are the scores.
  private func add(
    _ run: Int, _ tracks: UnsafeBufferPointer<Int32>, _ last: inout LastScans,
    _ rest: UnsafeMutableBufferPointer<Float>, into scores: UnsafeMutableBufferPointer<Float>
  ) -> Bool {
    if let slack = last.slack(ofRun: run) {
      last.bounds(run, tracks, slack, plus: rest, into: scores)
      return false
    }
    quantised.multiply(tracks, query, into: scores)
    last.remember(run, tracks, scores)
    for place in tracks.indices { scores[place] += rest[Int(tracks[place]) &- run &* LastScans.run] }
    return true
  }

  /// Where in a rising list what is below `end` ends, at most a run away. Cost: the logarithm of a run.
  private static func end(_ tracks: UnsafeBufferPointer<Int32>, from start: Int, below end: Int) -> Int {
    var (low, high) = (start, min(tracks.count, start + LastScans.run))
    while low < high {
      let middle = (low + high) / 2
      if Int(tracks[middle]) < end { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// All of the formula but q · v̂.
  @inline(never)
  private func columns(_ tracks: Range<Int>, into rest: UnsafeMutableBufferPointer<Float>) {
    let (first, count) = (tracks.lowerBound, tracks.count)
    let (bias, quality, artist) = (model.bias[tracks], model.quality[tracks], model.artist[tracks])
    let (biasFactor, qualityFactor) = (formula.bias, formula.quality.factor)
    let constant = formula.constant + formula.near.offset + formula.quality.offset + formula.listeners.offset
    for place in 0..<count { rest[place] = constant + biasFactor * bias[place] + qualityFactor * quality[place] }
    let nearFactor = formula.near.factor * SparseSums.unit
    sums.steps.withUnsafeBufferPointer { near in
      for place in 0..<count { rest[place] += nearFactor * Float(near[first &+ place]) }
    }
    formula.odds.values.withUnsafeBufferPointer { odds in
      for place in 0..<count { rest[place] += odds[Int(artist[place])] }
    }
    guard !formula.asked.isEmpty else { return }
    let askedFactor = formula.listeners.factor
    formula.asked.withUnsafeBufferPointer { asked in
      for place in 0..<count { rest[place] += askedFactor * asked[first &+ place] }
    }
  }
}
