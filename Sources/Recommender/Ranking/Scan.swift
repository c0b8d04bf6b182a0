/// Goes through the tracks of a band with their approximate scores: the formula a column at a time over short runs of tracks, so
/// that each loop keeps what it needs in registers.
struct Scan {
  private let formula: Formula
  private let model: Model
  private let sums: SparseSums
  private let quantised: QuantisedFactors

  /// Tracks of a run.
  private static let run = 256

  init(_ formula: Formula, _ learner: Learner, _ model: Model, _ facts: ModelFacts) {
    (self.formula, self.model, sums, quantised) = (formula, model, learner.state.nearSums, facts.quantised)
  }

  /// Calls `body` with each of the tracks, which rise, and its score. Cost: reads the codes of the tracks and five columns.
  @inline(__always)
  func callAsFunction(_ tracks: [Int32], _ body: (Int, Float) -> Void) {
    let query = quantised.query(formula.query)
    tracks.withUnsafeBufferPointer { tracks in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * Self.run) { memory in
        let rest = UnsafeMutableBufferPointer(rebasing: memory[..<Self.run])
        let products = UnsafeMutableBufferPointer(rebasing: memory[Self.run...])
        var next = 0
        for start in stride(from: 0, to: model.trackCount, by: Self.run) {
          let end = min(model.trackCount, start + Self.run)
          let first = next
          while next < tracks.count, Int(tracks[next]) < end { next += 1 }
          guard first < next else { continue }
          let some = UnsafeBufferPointer(rebasing: tracks[first..<next])
          addColumns(start..<end, into: rest)
          quantised.multiply(some, query, into: products)
          for place in some.indices { body(Int(some[place]), products[place] + rest[Int(some[place]) - start]) }
        }
      }
    }
  }

  /// All of the formula but q · v̂.
  @inline(never)
  private func addColumns(_ tracks: Range<Int>, into rest: UnsafeMutableBufferPointer<Float>) {
    let (first, count) = (tracks.lowerBound, tracks.count)
    let (bias, quality, artist) = (model.bias[tracks], model.quality[tracks], model.artist[tracks])
    let (biasFactor, qualityFactor) = (formula.bias, formula.quality.factor)
    let constant = formula.constant + formula.near.offset + formula.quality.offset + formula.like.offset
    for place in 0..<count { rest[place] = constant + biasFactor * bias[place] + qualityFactor * quality[place] }
    let nearFactor = formula.near.factor * SparseSums.unit
    sums.steps.withUnsafeBufferPointer { near in
      for place in 0..<count { rest[place] += nearFactor * Float(near[first &+ place]) }
    }
    formula.odds.values.withUnsafeBufferPointer { odds in
      for place in 0..<count { rest[place] += odds[Int(artist[place])] }
    }
    guard !formula.listeners.isEmpty else { return }
    formula.listeners.withUnsafeBufferPointer { listeners in
      for place in 0..<count { rest[place] += listeners[first &+ place] }
    }
  }
}
