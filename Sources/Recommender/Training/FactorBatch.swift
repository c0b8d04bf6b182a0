import Foundation
import Listening

/// One batch of listeners: which of their favourites are known, which are to be predicted, and against which drawn tracks.
struct FactorBatch {
  /// The tracks of each listener with whether they are known; row by row.
  private var items: [(row: Int, track: Int32, isKnown: Bool)] = []
  private let negatives: [Int32]
  private let size: Int
  private let tracks: Int

  init(
    listeners: ArraySlice<Int>, rows: Rows, tracks: Int, negatives count: Int, keep: Double,
    _ generator: inout Seeded
  ) {
    size = listeners.count
    self.tracks = tracks
    negatives = (0..<count).map { _ in Int32.random(in: 0..<Int32(tracks), using: &generator) }
    for (row, listener) in listeners.enumerated() {
      for track in rows[listener] {
        items.append((row, track, Double.random(in: 0..<1, using: &generator) < keep))
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

  func gradient(
    values: [Float], bias: [Float], weight: [Float], dimension d: Int, temperature: Float
  ) -> Gradient {
    var work = Work(size: size, dimension: d, values: values, items: items.map(\.track) + negatives)
    let drawn = negatives.map { work.place(of: $0) }
    // û = normalise(Σ dᵢ^−½ v̂ᵢ)
    for (row, track, isKnown) in items where isKnown {
      work.addToListener(row, work.place(of: track), by: weight[Int(track)])
    }
    work.normaliseListeners()
    // s = û · v̂ / τ + b, for all drawn tracks at once
    let h = work.gathered(drawn)
    var logits = Array(repeating: Float(0), count: size * drawn.count)
    Product.multiply(
      work.listeners, Product.transposed(h, rows: drawn.count, columns: d), into: &logits, m: size, k: d,
      n: drawn.count)
    let drawnBias = negatives.map { bias[Int($0)] }
    let share = weightOfPositives()
    let softmax = Softmax(
      scale: 1 / temperature, boost: Float(tracks) / Float(drawn.count), columns: drawn.count, bias: drawnBias)
    let known = maskOfKnown()
    let positive = items.map { item -> Float in
      item.isKnown ? 0 : work.similarity(item.row, work.place(of: item.track)) / temperature + bias[Int(item.track)]
    }
    var sums = softmax.exponentials(&logits, rows: size, masked: known)
    // ∂/∂s_j of each predicted track, and of the drawn ones together
    var pull = Array(repeating: Float(0), count: size)
    var push = Array(repeating: Float(0), count: items.count)
    for (place, item) in items.enumerated() where !item.isKnown {
      let own = exp(min(positive[place], Softmax.ceiling))
      let whole = own + softmax.boost * sums[item.row]
      pull[item.row] += share[item.row] / whole
      push[place] = share[item.row] * (own / whole - 1)
    }
    for row in 0..<size { sums[row] = pull[row] * softmax.boost }
    softmax.scaleRows(&logits, by: sums)
    return work.gradient(
      drawn: drawn, h: h, logits: logits, items: items, push: push, weight: weight, temperature: temperature)
  }

  /// Each listener counts alike in root: 1 / (listeners · √predicted).
  private func weightOfPositives() -> [Float] {
    var counts = Array(repeating: Float(0), count: size)
    for item in items where !item.isKnown { counts[item.row] += 1 }
    return counts.map { 1 / (Float(size) * max(1, $0).squareRoot()) }
  }

  /// Drawn tracks that the listener favours, which are no negatives: their places in the matrix of logits.
  private func maskOfKnown() -> [Int] {
    var columns: [Int32: [Int]] = [:]
    for (column, track) in negatives.enumerated() { columns[track, default: []].append(column) }
    return items.flatMap { item in (columns[item.track] ?? []).map { item.row * negatives.count + $0 } }
  }
}

/// e^s over a matrix of logits.
struct Softmax {
  /// Logits above it are cut, so that no sum overflows; cosine / τ + b stays far below.
  static let ceiling: Float = 60
  let scale: Float
  let boost: Float
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
