import Foundation
import Listening

/// One batch of listeners: which of their favourites are known, which are to be predicted, and against which drawn tracks.
struct FactorBatch {
  /// A favourite of the listener at `row`.
  struct Item {
    var row: Int
    var track: Int32
    var isKnown: Bool
  }

  private var items: [Item] = []
  private let negatives: [Int32]
  private let correction: [Float]
  private let size: Int

  init(
    listeners: [[Int32]], negatives: (tracks: [Int32], correction: [Float]), keep: Double, _ generator: inout Seeded
  ) {
    size = listeners.count
    self.negatives = negatives.tracks
    correction = negatives.correction
    for (row, tracks) in listeners.enumerated() {
      for track in tracks {
        items.append(Item(row: row, track: track, isKnown: Double.random(in: 0..<1, using: &generator) < keep))
      }
    }
  }

  /// The gradient of the mean loss, by the rows that it touches.
  struct Gradient {
    /// The touched tracks; row `k` of `values` belongs to `touched[k]`.
    var touched: [Int32] = []
    var values: [Float] = []
    var bias: [Float] = []
  }

  /// Leaves the gradient in `work`. Cost: 6 · listeners · drawn · d multiplications.
  func descend(values: [Float], bias: [Float], weight: [Float], temperature: Float, in work: inout FactorWork) {
    // The drawn tracks come first: their place is their column.
    work.begin(size: size, tracks: negatives + items.map(\.track), values: values)
    // û = normalise(Σ dᵢ^−½ v̂ᵢ)
    for item in items where item.isKnown {
      work.addToListener(item.row, work.place(item.track), by: weight[Int(item.track)])
    }
    work.normaliseListeners()
    // s = û · v̂ / τ + b − log P, for all drawn tracks at once
    let drawn = negatives.count
    work.measure(drawn)
    let softmax = Softmax(
      scale: 1 / temperature, columns: drawn, bias: zip(negatives, correction).map { bias[Int($0.0)] + $0.1 })
    let favoured = items.compactMap { item in
      let place = work.place(item.track)
      return place < drawn ? item.row * drawn + place : nil
    }
    let sums = softmax.exponentials(&work.logits, rows: size, masked: favoured)
    let forces = Forces(items, rows: size, sums: sums) { item in
      work.similarity(item.row, work.place(item.track)) / temperature + bias[Int(item.track)]
    }
    softmax.scaleRows(&work.logits, by: forces.pull)
    work.carryBack(drawn: drawn, items: items, push: forces.push, weight: weight, temperature: temperature)
  }
}

/// ∂ loss / ∂ s of each predicted track, and what all drawn ones of a listener share.
private struct Forces {
  var pull: [Float]
  var push: [Float]

  /// With Z the listener's sum over the drawn: push_j = w (e^{s_j} / (e^{s_j} + Z) − 1), pull = Σ_j w / (e^{s_j} + Z); each
  /// listener counts in root, w = 1 / (listeners · √predicted).
  init(_ items: [FactorBatch.Item], rows: Int, sums: [Float], logit: (FactorBatch.Item) -> Float) {
    var counts = Array(repeating: Float(0), count: rows)
    for item in items where !item.isKnown { counts[item.row] += 1 }
    pull = Array(repeating: 0, count: rows)
    push = Array(repeating: 0, count: items.count)
    for (place, item) in items.enumerated() where !item.isKnown {
      let share = 1 / (Float(rows) * counts[item.row].squareRoot())
      let own = exp(min(logit(item), Softmax.ceiling))
      let whole = own + sums[item.row]
      pull[item.row] += share / whole
      push[place] = share * (own / whole - 1)
    }
  }
}

/// e^s over a matrix of logits.
struct Softmax {
  /// Logits above it are cut, so that no sum overflows; cosine / τ + b stays far below.
  static let ceiling: Float = 60
  let scale: Float
  let columns: Int
  let bias: [Float]

  /// Replaces logits by e^(s·scale + bias), the masked ones by 0; answers the sum of each row.
  func exponentials(_ logits: inout [Float], rows: Int, masked: [Int]) -> [Float] {
    for place in masked { logits[place] = -.infinity }
    var sums = Array(repeating: Float(0), count: rows)
    let columns = columns
    logits.withUnsafeMutableBufferPointer { logits in
      sums.withUnsafeMutableBufferPointer { sums in
        let job = Job(logits: logits, sums: sums)
        forEachPart(rows) { job.run($0, columns, scale, bias) }
      }
    }
    return sums
  }

  /// Multiplies each row by its factor.
  func scaleRows(_ matrix: inout [Float], by factors: [Float]) {
    for (row, factor) in factors.enumerated() {
      for place in row * columns..<(row + 1) * columns { matrix[place] *= factor }
    }
  }

  /// Sendable is safe: each call of `run` touches its own row only.
  private struct Job: @unchecked Sendable {
    let logits: UnsafeMutableBufferPointer<Float>
    let sums: UnsafeMutableBufferPointer<Float>

    func run(_ row: Int, _ columns: Int, _ scale: Float, _ bias: [Float]) {
      var sum: Float = 0
      for column in 0..<columns {
        let value = exp(min(logits[row * columns + column] * scale + bias[column], Softmax.ceiling))
        logits[row * columns + column] = value
        sum += value
      }
      sums[row] = sum
    }
  }
}
