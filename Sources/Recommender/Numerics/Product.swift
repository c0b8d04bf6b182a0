/// Products of matrices stored row by row.
enum Product {
  private static let rowsAtOnce = 4
  private static let columnsAtOnce = 8

  /// C = A · B with A of m × k, B of k × n and C of m × n numbers. Cost: m·k·n multiplications, on all cores.
  ///
  /// B is packed into panels of eight columns that stay in the cache while four rows of A pass over them.
  static func multiply(_ a: [Float], _ b: [Float], into c: inout [Float], m: Int, k: Int, n: Int) {
    let panels = packed(b, k: k, n: n)
    let blocks = (m + 63) / 64
    c.withUnsafeMutableBufferPointer { c in
      a.withUnsafeBufferPointer { a in
        panels.withUnsafeBufferPointer { panels in
          guard let a = a.baseAddress, let c = c.baseAddress, let panels = panels.baseAddress else { return }
          let job = Job(a: a, panels: panels, c: c, m: m, k: k, n: n)
          forEachPart(blocks) { job.run(rows: $0 * 64..<min(m, ($0 + 1) * 64)) }
        }
      }
    }
  }

  private static func packed(_ b: [Float], k: Int, n: Int) -> [Float] {
    let count = (n + columnsAtOnce - 1) / columnsAtOnce
    var panels = Array(repeating: Float(0), count: count * columnsAtOnce * k)
    for panel in 0..<count {
      let width = min(columnsAtOnce, n - panel * columnsAtOnce)
      for row in 0..<k {
        let target = (panel * k + row) * columnsAtOnce
        let source = row * n + panel * columnsAtOnce
        for column in 0..<width { panels[target + column] = b[source + column] }
      }
    }
    return panels
  }

  /// Sendable is safe: every call of `run` writes rows of C that no other call touches, and A and B are only read.
  private struct Job: @unchecked Sendable {
    let a: UnsafePointer<Float>
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
      let a0 = a + row * k
      let a1 = a + (row + min(1, height - 1)) * k
      let a2 = a + (row + min(2, height - 1)) * k
      let a3 = a + (row + min(3, height - 1)) * k
      let b = UnsafeRawPointer(panels + panel * k * columnsAtOnce)
      var c0 = SIMD8<Float>.zero
      var c1 = SIMD8<Float>.zero
      var c2 = SIMD8<Float>.zero
      var c3 = SIMD8<Float>.zero
      for place in 0..<k {
        let values = b.loadUnaligned(fromByteOffset: place &* 32, as: SIMD8<Float>.self)
        c0 += values * a0[place]
        c1 += values * a1[place]
        c2 += values * a2[place]
        c3 += values * a3[place]
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

  /// The rows of a matrix as columns.
  static func transposed(_ a: [Float], rows: Int, columns: Int) -> [Float] {
    var result = Array(repeating: Float(0), count: a.count)
    for top in stride(from: 0, to: rows, by: 32) {
      for left in stride(from: 0, to: columns, by: 32) {
        for row in top..<min(rows, top + 32) {
          for column in left..<min(columns, left + 32) { result[column * rows + row] = a[row * columns + column] }
        }
      }
    }
    return result
  }
}
