import Foundation
import Listening

/// Draws the tracks that a batch's favourites are told from: each by the root of its favourites, none twice.
///
///     P(j in the draw) = 1 − (1 − pⱼ)^Q,   pⱼ ∝ dⱼ^½
///
/// Popular tracks teach more a draw than rare ones; dividing by the chance of the draw keeps the softmax that of all tracks
/// (Bengio and Senécal 2008).
struct Negatives {
  private let cumulative: [Double]
  private let draws: Int

  init(counts: [Int], draws: Int) {
    self.draws = draws
    var sum = 0.0
    cumulative = counts.map { count in
      sum += Double(max(1, count)).squareRoot()
      return sum
    }
  }

  /// The tracks drawn, rising, and −log P of each, which is added to its logit.
  func draw(_ generator: inout Seeded) -> (tracks: [Int32], correction: [Float]) {
    let total = cumulative.last ?? 0
    let drawn = Set((0..<draws).map { _ in place(of: Double.random(in: 0..<max(total, 1e-9), using: &generator)) })
    let tracks = drawn.sorted()
    return (tracks.map { Int32($0) }, tracks.map { -Float(log(chance($0, total))) })
  }

  private func chance(_ track: Int, _ total: Double) -> Double {
    let mass = cumulative[track] - (track > 0 ? cumulative[track - 1] : 0)
    return max(1e-12, 1 - pow(1 - mass / total, Double(draws)))
  }

  /// The first track whose cumulated mass lies above `value`.
  private func place(of value: Double) -> Int {
    var range = 0..<cumulative.count
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      range = cumulative[middle] > value ? range.lowerBound..<middle : middle + 1..<range.upperBound
    }
    return min(range.lowerBound, cumulative.count - 1)
  }
}
