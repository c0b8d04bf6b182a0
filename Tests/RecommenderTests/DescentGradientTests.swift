import Foundation
import Listening
import Testing

@testable import Recommender

/// The gradient as the descent works it out against differences of the loss, written down here a second time and plainly.
struct DescentGradientTests {
  private static let (seed, tracks, d): (UInt64, Int, Int) = (5, 12, 8)
  private static let (temperature, keep) = (0.5, 0.5)
  private let listeners: [[Int32]] = [[0, 1, 2, 3, 8], [2, 3, 4, 9, 10], [5, 6, 7, 11, 0, 4]]
  private let drawn: (tracks: [Int32], correction: [Float]) = ([1, 3, 5, 8, 9], [0.3, -0.2, 0.1, 0.4, 0])
  private let values: [Double]
  private let bias: [Double]
  private let weight: [Double]

  init() {
    var generator = Seeded(Self.seed)
    values = Self.directions((0..<Self.tracks * Self.d).map { _ in .random(in: -1...1, using: &generator) })
    bias = (0..<Self.tracks).map { _ in .random(in: -0.5...0.5, using: &generator) }
    weight = (0..<Self.tracks).map { _ in .random(in: 0.3...1, using: &generator) }
  }

  @Test(arguments: 0..<12)
  func `the gradient of a direction is the slope of the loss`(_ track: Int) {
    let gradient = gradient()
    for k in track * Self.d..<(track + 1) * Self.d {
      let slope = slope { Self.loss(self, Self.directions(moved(values, k, by: $0)), bias) }
      #expect(abs(gradient.values[k] - slope) < 1e-4, "number \(k), seed \(Self.seed)")
    }
  }

  @Test(arguments: 0..<12)
  func `the gradient of a bias is the slope of the loss`(_ track: Int) {
    let slope = slope { Self.loss(self, values, moved(bias, track, by: $0)) }
    #expect(abs(gradient().bias[track] - slope) < 1e-4, "seed \(Self.seed)")
  }

  /// As the descent has it, laid out by track; 0 for tracks that it did not touch.
  private func gradient() -> (values: [Double], bias: [Double]) {
    var generator = Seeded(Self.seed)
    let batch = FactorBatch(listeners: listeners, negatives: drawn, keep: Self.keep, &generator)
    var work = FactorWork(tracks: Self.tracks, dimension: Self.d)
    batch.descend(
      values: values.map(Float.init), bias: bias.map(Float.init), weight: weight.map(Float.init),
      temperature: Float(Self.temperature), in: &work)
    var whole = (values: values.map { _ in 0.0 }, bias: bias.map { _ in 0.0 })
    for (place, track) in work.gradient.touched.enumerated() {
      whole.bias[Int(track)] = Double(work.gradient.bias[place])
      for k in 0..<Self.d { whole.values[Int(track) * Self.d + k] = Double(work.gradient.values[place * Self.d + k]) }
    }
    return whole
  }

  /// Σ_u 1 / (U √m) Σ_j − log e^{s_j} / (e^{s_j} + Z), over the m predicted tracks j of each of U listeners.
  private static func loss(_ world: Self, _ values: [Double], _ bias: [Double]) -> Double {
    var generator = Seeded(seed)
    return world.listeners.reduce(0) { sum, tracks in
      let isKnown = tracks.map { _ in Double.random(in: 0..<1, using: &generator) < keep }
      let known = zip(tracks, isKnown).filter(\.1).map { Int($0.0) }
      let predicted = zip(tracks, isKnown).filter { !$0.1 }.map { Int($0.0) }
      let taste = directions((0..<d).map { k in known.reduce(0) { $0 + world.weight[$1] * values[$1 * d + k] } })
      let score = { (track: Int) in
        (0..<d).reduce(0) { $0 + taste[$1] * values[track * d + $1] } / temperature + bias[track]
      }
      let others = zip(world.drawn.tracks, world.drawn.correction).filter { !tracks.contains($0.0) }
      let z = others.reduce(0) { $0 + exp(score(Int($1.0)) + Double($1.1)) }
      let losses = predicted.map { -log(exp(score($0)) / (exp(score($0)) + z)) }
      return sum + losses.reduce(0, +) / (Double(world.listeners.count) * Double(max(1, predicted.count)).squareRoot())
    }
  }

  /// Each row of `d` at length 1.
  private static func directions(_ rows: [Double]) -> [Double] {
    stride(from: 0, to: rows.count, by: d).flatMap { start in
      let row = rows[start..<start + d]
      let length = max(row.reduce(0) { $0 + $1 * $1 }.squareRoot(), 1e-6)
      return row.map { $0 / length }
    }
  }

  private func moved(_ list: [Double], _ place: Int, by step: Double) -> [Double] {
    var list = list
    list[place] += step
    return list
  }

  /// (f(ε) − f(−ε)) / 2ε
  private func slope(_ loss: (Double) -> Double) -> Double { (loss(1e-4) - loss(-1e-4)) / 2e-4 }
}
