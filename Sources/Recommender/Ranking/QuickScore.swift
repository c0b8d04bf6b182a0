/// The formula as a scan adds it up: one multiplication a column, on plain buffers, as this runs once for each track.
struct QuickScore {
  private let formula: Formula
  private let model: Model
  private let sums: SparseSums
  private let none: [Float]

  init(_ formula: Formula, _ learner: Learner, _ model: Model) {
    (self.formula, self.model, sums) = (formula, model, learner.state.nearSums)
    none = formula.listeners.isEmpty ? Array(repeating: 0, count: model.trackCount) : []
  }

  /// The columns of one scan.
  struct Columns {
    let bias: UnsafeBufferPointer<Float>
    let quality: UnsafeBufferPointer<Float>
    let artist: UnsafeBufferPointer<Int32>
    let near: UnsafeBufferPointer<Int32>
    let listeners: UnsafeBufferPointer<Float>
    let odds: UnsafeBufferPointer<Float>
    let constant: Float
    let biasFactor: Float
    let nearFactor: Float
    let qualityFactor: Float

    /// The score of a track whose product with the query is known.
    @inline(__always)
    func score(_ track: Int, _ product: Float) -> Float {
      let factors = product + constant + biasFactor * bias[track]
      let rest = nearFactor * Float(near[track]) + qualityFactor * quality[track]
      return factors + rest + (listeners[track] + odds[Int(artist[track])])
    }
  }

  /// Gives the columns to `body`; they live only as long as it runs.
  func withColumns(_ body: (Columns) -> Void) {
    sums.steps.withUnsafeBufferPointer { near in
      (formula.listeners.isEmpty ? none : formula.listeners).withUnsafeBufferPointer { listeners in
        formula.odds.values.withUnsafeBufferPointer { odds in
          body(
            Columns(
              bias: model.bias.buffer, quality: model.quality.buffer, artist: model.artist.buffer, near: near,
              listeners: listeners, odds: odds,
              constant: formula.constant + formula.near.offset + formula.quality.offset + formula.like.offset,
              biasFactor: formula.bias, nearFactor: formula.near.factor * SparseSums.unit,
              qualityFactor: formula.quality.factor))
        }
      }
    }
  }
}
