import Foundation
import Listening

/// Trains track factors by gradient descent: from half of a listener's favourites, predict the other half.
///
///     û = normalise(Σ_{i known} dᵢ^−½ v̂ᵢ)          a listener is the direction of what they favoured
///     s_j = û · v̂ⱼ / τ + bⱼ                         |v̂| = 1
///     loss = −1/√m Σ_{j hidden} log( e^{s_j} / (e^{s_j} + Σ_{q drawn} e^{s_q} / P(q)) ) ,   meaned over the batch
///
/// with m tracks hidden, and of the drawn ones those that the listener favours left out.
/// The sampled softmax of Wu et al. ("BSL", ICDE 2024) with shared negatives, and listeners folded in from their items as in
/// YouTubeDNN (Covington et al. 2016), so that strangers are met by the very code that was trained. Steps are Adam's (Kingma
/// and Ba 2015), taken only for the rows that a batch touches.
struct FactorDescent {
  /// τ, the temperature.
  static let temperature: Float = 0.1
  /// The share of a listener's favourites that is known while the rest is predicted.
  static let keep = 0.5
  /// Of a listener with more favourites than this, so many are drawn for a step.
  static let mostOfListener = 400

  /// The sizes of the work, derived from the data.
  struct Plan: Sendable, Equatable {
    var dimension: Int
    /// How many descents stand side by side in the end, each from a start of its own.
    var descents = 1
    var epochs: Int
    var batch = 128
    var negatives: Int
    var rate: Float = 0.05
    var seed: UInt64 = 1

    /// Many favourites fill wide descents; of few each learns little that is sure, and the mean of many narrow ones errs less. More
    /// tracks get fewer factors in all, so that a keypress stays as quick. Small crowds get more rounds, so that there are steps
    /// enough.
    init(listeners: Int, favourites: Int, tracks: Int) {
      let most = tracks > 100_000 ? 64 : tracks < 1000 ? 32 : 384
      dimension = min(most, Self.width(favourites, listeners))
      descents = min(most, max(256, 2 * dimension)) / dimension
      negatives = min(dimension < 64 ? 512 : 2048, max(64, tracks / 2))
      epochs = min(30, max(8, (descents == 1 ? 3500 : 2800) * batch / max(1, listeners)))
    }

    /// For the listeners held back, a tenth at most: two rounds at a fifth of the rate.
    var joining: Plan { late(rounds: 2, rate: 0.2) }

    /// For favourites that were added since: two fifths of the rounds at half the rate, after which a model that was gone on from
    /// four times is nearly as good as one learned anew (Decision 62).
    var goingOn: Plan { late(rounds: max(2, epochs * 2 / 5), rate: 0.5) }

    private func late(rounds: Int, rate share: Float) -> Plan {
      var plan = self
      (plan.epochs, plan.rate) = (rounds, rate * share)
      return plan
    }

    /// How wide a descent is (Decision 48 has what was measured at each).
    private static func width(_ favourites: Int, _ listeners: Int) -> Int {
      switch favourites {
      case ..<180_000: favourites < 16 * listeners ? 16 : 32
      case ..<280_000: 64
      case ..<450_000: 128
      default: 192
      }
    }
  }

  let rows: Rows
  let tracks: Int
  let plan: Plan
  private let weight: [Float]
  private let able: [Int]
  private let negatives: Negatives
  private var values: [Float]
  private var bias: [Float]
  private var adam: Adam

  /// Begins at random, or where an earlier training ended.
  init(rows: Rows, tracks: Int, plan: Plan, start: Result? = nil) {
    self.rows = rows
    self.tracks = tracks
    self.plan = plan
    let counts = rows.counts(columns: tracks)
    weight = counts.map { 1 / Float(max(1, $0)).squareRoot() }
    able = (0..<rows.count).filter { rows[$0].count >= 2 }
    negatives = Negatives(counts: counts, draws: plan.negatives)
    bias = start?.bias ?? Array(repeating: 0, count: tracks)
    adam = Adam(tracks: tracks, dimension: plan.dimension)
    values = start?.directions ?? Self.chance(tracks, plan.dimension, seed: plan.seed)
  }

  /// Directions drawn by the seed.
  static func chance(_ tracks: Int, _ dimension: Int, seed: UInt64) -> [Float] {
    var generator = Seeded(seed)
    return chance(tracks, dimension, &generator)
  }

  /// Directions drawn by a generator.
  static func chance(_ tracks: Int, _ dimension: Int, _ generator: inout Seeded) -> [Float] {
    var values = (0..<tracks * dimension).map { _ in Float.random(in: -1...1, using: &generator) }
    values.normaliseRows(of: dimension)
    return values
  }

  /// What was learned: directions, row by row, and what is added for each track.
  struct Result: Sendable {
    var directions: [Float]
    var bias: [Float]
    /// How many descents the directions are put together from.
    var descents = 1
  }

  /// Descends. `progress` hears the share done and may answer false to stop.
  mutating func run(_ progress: (Double) -> Bool) -> Result? {
    var generator = Seeded(plan.seed &+ 1)
    var work = FactorWork(tracks: tracks, dimension: plan.dimension)
    let steps = plan.epochs * ((able.count + plan.batch - 1) / plan.batch)
    var step = 0
    for _ in 0..<plan.epochs {
      let order = able.shuffled(using: &generator)
      for start in stride(from: 0, to: order.count, by: plan.batch) {
        let batch = FactorBatch(
          listeners: order[start..<min(order.count, start + plan.batch)].map { drawn($0, &generator) },
          negatives: negatives.draw(&generator), keep: Self.keep, &generator)
        batch.descend(values: values, bias: bias, weight: weight, temperature: Self.temperature, in: &work)
        step += 1
        let rate = plan.rate * (1 - Float(step - 1) / Float(steps))
        adam.step(step, rate: rate, work.gradient, &values, &bias)
        guard progress(Double(step) / Double(steps)) else { return nil }
      }
    }
    return Result(directions: values, bias: bias)
  }

  private func drawn(_ listener: Int, _ generator: inout Seeded) -> [Int32] {
    let row = rows[listener]
    guard row.count > Self.mostOfListener else { return Array(row) }
    return Array(row.shuffled(using: &generator).prefix(Self.mostOfListener))
  }
}
