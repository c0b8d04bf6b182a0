/// A matrix of a product: row by row in memory, or as the columns of what lies there.
struct Matrix {
  let values: [Float]
  let isTurned: Bool

  static func rows(_ values: [Float]) -> Matrix { Matrix(values: values, isTurned: false) }
  static func turned(_ values: [Float]) -> Matrix { Matrix(values: values, isTurned: true) }
}

/// Products of matrices; the memory of one is used again for the next.
struct Product {
  private static let rowsAtOnce = 4
  private static let columnsAtOnce = 8
  private var panels: [Float] = []

  /// C = A · B with A of m × k, B of k × n and C of m × n numbers, C row by row. Cost: m·k·n multiplications, on all cores.
  ///
  /// B is packed into panels of eight columns that stay in the cache while four rows of A pass over them.
  mutating func multiply(_ a: Matrix, _ b: Matrix, into c: inout [Float], m: Int, k: Int, n: Int) {
    precondition(a.values.count >= m * k && b.values.count >= k * n && c.count >= m * n)
    pack(b, k: k, n: n)
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

  private mutating func pack(_ b: Matrix, k: Int, n: Int) {
    let count = (n + Self.columnsAtOnce - 1) / Self.columnsAtOnce
    let size = count * Self.columnsAtOnce * k
    if panels.count < size { panels = Array(repeating: 0, count: size) }
    panels.withUnsafeMutableBufferPointer { panels in
      b.values.withUnsafeBufferPointer { values in
        guard let panels = panels.baseAddress, let start = values.baseAddress else { return }
        let job = Packing(b: start, step: b.isTurned ? (1, k) : (n, 1), panels: panels, k: k, n: n)
        forEachPart((count + 15) / 16) { part in
          for panel in part * 16..<min(count, (part + 1) * 16) { job.run(panel) }
        }
      }
    }
  }

  /// Sendable is safe: every call of `run` writes a panel that no other call touches, and B is only read.
  private struct Packing: @unchecked Sendable {
    let b: UnsafePointer<Float>
    /// From one row of B to the next, and from one column to the next.
    let step: (row: Int, column: Int)
    let panels: UnsafeMutablePointer<Float>
    let k: Int
    let n: Int

    /// Columns past the end are 0.
    func run(_ panel: Int) {
      let first = panel * columnsAtOnce
      let width = min(columnsAtOnce, n - first)
      for row in 0..<k {
        let target = panels + (panel * k + row) * columnsAtOnce
        let source = b + row * step.row + first * step.column
        for column in 0..<columnsAtOnce { target[column] = column < width ? source[column * step.column] : 0 }
      }
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
