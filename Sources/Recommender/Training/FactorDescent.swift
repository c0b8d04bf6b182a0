import Foundation
import Listening

/// Trains track factors by gradient descent: from half of a listener's favourites, predict the other half.
///
///     û = normalise(Σ_{i known} dᵢ^−½ v̂ᵢ)          a listener is the direction of what they favoured
///     s_j = û · v̂ⱼ / τ + bⱼ                         v̂ = v / |v|, bⱼ carries popularity
///     loss = −Σ_{j hidden} log( e^{s_j} / (e^{s_j} + n/Q Σ_{q drawn} e^{s_q}) )
///
/// The sampled softmax of Wu et al. ("BSL", ICDE 2024) with shared negatives, and listeners folded in from their items as in
/// YouTubeDNN (Covington et al. 2016), so that strangers are met by the very code that was trained. Steps are Adam's (Kingma
/// and Ba 2015), taken only for the rows that a batch touches.
struct FactorDescent {
  /// τ, the temperature.
  static let temperature: Float = 0.1
  /// The share of a listener's favourites that is known while the rest is predicted.
  static let keep = 0.5

  /// The sizes of the work, derived from the data.
  struct Plan: Sendable, Equatable {
    var dimension: Int
    var epochs = 16
    var batch: Int
    var negatives: Int
    var rate: Float = 0.01
    var seed: UInt64 = 1

    /// More tracks get fewer factors each, so that a listener's keypress stays as quick; few listeners get smaller batches, so
    /// that there are steps enough.
    init(listeners: Int, tracks: Int) {
      dimension = tracks > 200_000 ? 64 : tracks > 80_000 ? 128 : 256
      batch = min(1024, max(32, listeners / 30))
      negatives = min(4096, max(64, tracks / 2))
    }
  }

  let rows: Rows
  let tracks: Int
  let plan: Plan
  private let weight: [Float]
  private let able: [Int]
  private var values: [Float]
  private var bias: [Float]
  private var adam: Adam

  /// Begins at random, or where an earlier training ended.
  init(rows: Rows, tracks: Int, plan: Plan, start: [Float]? = nil) {
    self.rows = rows
    self.tracks = tracks
    self.plan = plan
    weight = rows.counts(columns: tracks).map { 1 / Float(max(1, $0)).squareRoot() }
    able = (0..<rows.count).filter { rows[$0].count >= 2 }
    bias = Array(repeating: 0, count: tracks)
    adam = Adam(tracks: tracks, dimension: plan.dimension)
    var generator = Seeded(plan.seed)
    values = start ?? (0..<tracks * plan.dimension).map { _ in Float.random(in: -1...1, using: &generator) }
  }

  /// What was learned: directions, row by row, and what is added for each track.
  struct Result: Sendable {
    var directions: [Float]
    var bias: [Float]
  }

  /// Descends. `progress` hears the share done and may answer false to stop.
  mutating func run(_ progress: (Double) -> Bool) -> Result? {
    var generator = Seeded(plan.seed &+ 1)
    let steps = plan.epochs * ((able.count + plan.batch - 1) / plan.batch)
    var step = 0
    for _ in 0..<plan.epochs {
      let order = able.shuffled(using: &generator)
      for start in stride(from: 0, to: order.count, by: plan.batch) {
        let listeners = order[start..<min(order.count, start + plan.batch)]
        let batch = FactorBatch(
          listeners: listeners, rows: rows, tracks: tracks, negatives: plan.negatives, keep: Self.keep, &generator)
        let gradient = batch.gradient(
          values: values, bias: bias, weight: weight, dimension: plan.dimension, temperature: Self.temperature)
        step += 1
        adam.step(step, rate: plan.rate * (1 - Float(step - 1) / Float(steps)), gradient, &values, &bias)
        guard progress(Double(step) / Double(steps)) else { return nil }
      }
    }
    return Result(directions: directions, bias: bias)
  }

  private var directions: [Float] {
    let d = plan.dimension
    var result = values
    for track in 0..<tracks {
      let norm = (track * d..<(track + 1) * d).reduce(Float(0)) { $0 + values[$1] * values[$1] }.squareRoot()
      for place in track * d..<(track + 1) * d { result[place] /= max(norm, 1e-8) }
    }
    return result
  }
}
