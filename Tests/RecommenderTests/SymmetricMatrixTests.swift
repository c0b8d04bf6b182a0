import Listening
import Testing

@testable import Recommender

struct SymmetricMatrixTests {
  /// Σ v vᵀ + 1 over forty vectors drawn by a seed.
  private func matrix(_ dimension: Int, seed: UInt64) -> SymmetricMatrix {
    var generator = Seeded(seed)
    var matrix = SymmetricMatrix(dimension: dimension, diagonal: 1)
    for _ in 0..<40 {
      let vector = (0..<dimension).map { _ in Float.random(in: -1...1, using: &generator) }
      vector.withUnsafeBufferPointer { if let v = $0.baseAddress { matrix.add(v, by: 1) } }
    }
    return matrix
  }

  @Test(arguments: [0, 1, 4, 7])
  func `vectors that are added together are those that are added one by one`(_ count: Int) {
    var generator = Seeded(9)
    let rows = (0..<count * 16).map { _ in Float.random(in: -1...1, using: &generator) }
    var (together, single) = (matrix(16, seed: 9), matrix(16, seed: 9))
    together.add(rows: rows, by: 0.5)
    rows.withUnsafeBufferPointer { rows in
      for place in 0..<count { if let base = rows.baseAddress { single.add(base + place * 16, by: 0.5) } }
    }
    #expect(zip(together.values, single.values).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test(arguments: [8, 16, 24, 64])
  func `a product is solved back to what was multiplied`(_ dimension: Int) throws {
    let matrix = matrix(dimension, seed: 7)
    let vector = (0..<dimension).map { Float($0 % 5) - 2 }
    let solved = try #require(matrix.solved(matrix.times(vector)))
    #expect(zip(solved, vector).allSatisfy { abs($0 - $1) < 1e-3 })
  }

  @Test func `the root reads nothing below the diagonal`() throws {
    let whole = matrix(24, seed: 8)
    var values = whole.values
    for row in 0..<24 { for column in 0..<row { values[row * 24 + column] = .nan } }
    let root = try #require(SymmetricMatrix(dimension: 24, values: values).cholesky())
    #expect(root.upper == whole.cholesky()?.upper)
  }

  @Test func `a matrix that is not positive definite has no root`() {
    #expect(SymmetricMatrix(dimension: 8, diagonal: -1).cholesky() == nil)
    #expect(SymmetricMatrix(dimension: 8, diagonal: .nan).solved(Array(repeating: 1, count: 8)) == nil)
  }
}
