/// A matrix of a product: row by row in memory, or as the columns of what lies there.
struct Matrix {
  let values: [Float]
  let isTurned: Bool

  static func rows(_ values: [Float]) -> Matrix { Matrix(values: values, isTurned: false) }
  static func turned(_ values: [Float]) -> Matrix { Matrix(values: values, isTurned: true) }
}

/// Products of matrices.
enum Product {
  private static let rowsAtOnce = 4
  private static let columnsAtOnce = 8

  /// C = A · B with A of m × k, B of k × n and C of m × n numbers, C row by row. Cost: m·k·n multiplications, on all cores.
  ///
  /// B is packed into panels of eight columns that stay in the cache while four rows of A pass over them.
  static func multiply(_ a: Matrix, _ b: Matrix, into c: inout [Float], m: Int, k: Int, n: Int) {
    precondition(a.values.count >= m * k && b.values.count >= k * n && c.count >= m * n)
    let panels = packed(b, k: k, n: n)
    let blocks = (m + 63) / 64
    c.withUnsafeMutableBufferPointer { c in
      a.values.withUnsafeBufferPointer { values in
        panels.withUnsafeBufferPointer { panels in
          guard let c = c.baseAddress, let panels = panels.baseAddress, let start = values.baseAddress else { return }
          let job = Job(a: start, step: a.isTurned ? (1, m) : (k, 1), panels: panels, c: c, m: m, k: k, n: n)
          forEachPart(blocks) { job.run(rows: $0 * 64..<min(m, ($0 + 1) * 64)) }
        }
      }
    }
  }

  private static func packed(_ b: Matrix, k: Int, n: Int) -> [Float] {
    let count = (n + columnsAtOnce - 1) / columnsAtOnce
    let step = b.isTurned ? (row: 1, column: k) : (row: n, column: 1)
    return Array(unsafeUninitializedCapacity: count * columnsAtOnce * k) { panels, filled in
      for panel in 0..<count {
        let first = panel * columnsAtOnce
        let width = min(columnsAtOnce, n - first)
        for row in 0..<k {
          let target = (panel * k + row) * columnsAtOnce
          for column in 0..<width {
            panels[target + column] = b.values[row * step.row + (first + column) * step.column]
          }
          for column in width..<columnsAtOnce { panels[target + column] = 0 }
        }
      }
      filled = count * columnsAtOnce * k
    }
  }

  /// Sendable is safe: every call of `run` writes rows of C that no other call touches, and A and B are only read.
  private struct Job: @unchecked Sendable {
    let a: UnsafePointer<Float>
    /// From one row of A to the next, and from one column to the next.
    let step: (row: Int, column: Int)
    let panels: UnsafePointer<Float>
    let c: UnsafeMutablePointer<Float>
    let m: Int
    let k: Int
    let n: Int

    func run(rows: Range<Int>) {
      for panel in 0..<(n + columnsAtOnce - 1) / columnsAtOnce {
        var row = rows.lowerBound
        while row < rows.upperBound {
          tile(panel, row, min(rowsAtOnce, rows.upperBound - row))
          row += rowsAtOnce
        }
      }
    }

    /// Up to four rows by eight columns of C. Rows past the end repeat the last one.
    @inline(__always)
    private func tile(_ panel: Int, _ row: Int, _ height: Int) {
      let a0 = a + row * step.row
      let a1 = a + (row + min(1, height - 1)) * step.row
      let a2 = a + (row + min(2, height - 1)) * step.row
      let a3 = a + (row + min(3, height - 1)) * step.row
      let b = UnsafeRawPointer(panels + panel * k * columnsAtOnce)
      var c0 = SIMD8<Float>.zero
      var c1 = SIMD8<Float>.zero
      var c2 = SIMD8<Float>.zero
      var c3 = SIMD8<Float>.zero
      for place in 0..<k {
        let values = b.loadUnaligned(fromByteOffset: place &* 32, as: SIMD8<Float>.self)
        let column = place &* step.column
        c0 += values * a0[column]
        c1 += values * a1[column]
        c2 += values * a2[column]
        c3 += values * a3[column]
      }
      store(c0, panel, row)
      if height > 1 { store(c1, panel, row + 1) }
      if height > 2 { store(c2, panel, row + 2) }
      if height > 3 { store(c3, panel, row + 3) }
    }

    @inline(__always)
    private func store(_ values: SIMD8<Float>, _ panel: Int, _ row: Int) {
      let column = panel * columnsAtOnce
      for lane in 0..<min(columnsAtOnce, n - column) { c[row * n + column + lane] = values[lane] }
    }
  }
}
