import Dispatch
import Recommender

/// EASE (Steck 2019): the dense linear item model in closed form. Memory 4 n² bytes, cost n³: for thousands of items.
struct EasePeer: Scorer {
  /// Its name in tables.
  let name = "EASE"
  /// The most items: their square takes 8 GB.
  static let mostItems = 45_000
  private let items: Int
  private let weights: [Float]

  /// Solves P = (XᵀX + λI)⁻¹ and B_ij = −P_ij / P_jj with a zero diagonal.
  init(base: Rows, items: Int, lambda: Float = 100) {
    self.items = items
    var gram = Array(repeating: Float(0), count: items * items)
    for listener in 0..<base.count {
      let row = base[listener]
      for i in row { for j in row { gram[Int(i) * items + Int(j)] += 1 } }
    }
    for i in 0..<items { gram[i * items + i] += lambda }
    invertPositiveDefinite(&gram, size: items)
    let diagonal = (0..<items).map { gram[$0 * items + $0] }
    for i in 0..<items {
      for j in 0..<items { gram[i * items + j] = i == j ? 0 : -gram[i * items + j] / diagonal[j] }
    }
    weights = gram
  }

  /// Refuses more items than there is memory for, before anything is trained.
  static func admit(items: Int) throws(EvaluationError) {
    guard items <= mostItems else { throw .tooWide(items: items) }
  }

  /// Sums the rows of what is known.
  func scores(known: [Int32], discarded: [Int32]) -> [Float] {
    var scores = Array(repeating: Float(0), count: items)
    for item in known {
      let row = Int(item) * items
      for j in 0..<items { scores[j] += weights[row + j] }
    }
    return scores
  }
}

/// Replaces a symmetric positive definite matrix by its inverse: Gauss–Jordan in two halves, n³ multiplications.
func invertPositiveDefinite(_ matrix: inout [Float], size n: Int) {
  matrix.withUnsafeMutableBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return }
    let cells = Cells(base: base)
    for k in 0..<n {
      let pivot = 1 / cells.base[k * n + k]
      cells.base[k * n + k] = 1
      for j in 0..<n { cells.base[k * n + j] *= pivot }
      let halves = 2
      DispatchQueue.concurrentPerform(iterations: halves) { half in
        for i in (n * half / halves)..<(n * (half + 1) / halves) where i != k {
          eliminate(cells.base + i * n, using: cells.base + k * n, column: k, count: n)
        }
      }
    }
  }
}

/// The matrix handed to both halves of a step; each half writes rows of its own and reads row k only.
private struct Cells: @unchecked Sendable {
  let base: UnsafeMutablePointer<Float>
}

/// row −= row[k] · pivotRow, eight at a time, leaving −row[k] · pivot in column k.
private func eliminate(
  _ row: UnsafeMutablePointer<Float>, using pivotRow: UnsafeMutablePointer<Float>, column k: Int, count n: Int
) {
  let factor = row[k]
  guard factor != 0 else { return }
  row[k] = 0
  let wide = n - n % 8
  let source = UnsafeRawPointer(pivotRow)
  let target = UnsafeMutableRawPointer(row)
  for j in stride(from: 0, to: wide, by: 8) {
    let offset = j * MemoryLayout<Float>.stride
    let old = UnsafeRawPointer(target).loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
    let step = source.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
    target.storeBytes(of: old - factor * step, toByteOffset: offset, as: SIMD8<Float>.self)
  }
  for j in wide..<n { row[j] -= factor * pivotRow[j] }
}
