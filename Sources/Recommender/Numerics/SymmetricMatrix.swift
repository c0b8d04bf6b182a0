/// A symmetric positive definite matrix, stored row by row; what lies below the diagonal counts for products only.
struct SymmetricMatrix: Sendable {
  /// Rows, and columns; `Kernels.lanes` divides it.
  let dimension: Int
  private(set) var values: [Float]

  /// The identity times `diagonal`.
  init(dimension: Int, diagonal: Float) {
    self.dimension = dimension
    values = Array(repeating: 0, count: dimension * dimension)
    for row in 0..<dimension { values[row * dimension + row] = diagonal }
  }

  /// These values, row by row.
  init(dimension: Int, values: [Float]) {
    self.dimension = dimension
    self.values = values
  }

  /// A += f · v vᵀ. Cost: d².
  mutating func add(_ vector: UnsafePointer<Float>, by factor: Float) {
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for row in 0..<dimension where vector[row] != 0 {
        Kernels.add(vector, by: factor * vector[row], to: base + row * dimension, dimension)
      }
    }
  }

  /// A += f · Σ v vᵀ over vectors that lie one behind the other, four at once. Cost: d² / 2 for each.
  mutating func add(rows: [Float], by factor: Float) {
    let (d, count) = (dimension, rows.count / dimension)
    rows.withUnsafeBufferPointer { rows in
      values.withUnsafeMutableBufferPointer { values in
        guard let v = rows.baseAddress, let a = values.baseAddress else { return }
        for first in stride(from: 0, to: count - count % 4, by: 4) {
          let v = v + first * d
          for i in 0..<d {
            let (start, four) = (Kernels.begun(i), SIMD4(v[i], v[d + i], v[2 * d + i], v[3 * d + i]))
            Kernels.addFour(v + start, apart: d, by: factor * four, to: a + i * d + start, d - start)
          }
        }
        for last in count - count % 4..<count {
          let v = v + last * d
          for i in 0..<d {
            let start = Kernels.begun(i)
            Kernels.add(v + start, by: factor * v[i], to: a + i * d + start, d - start)
          }
        }
        // What lies below the diagonal follows.
        for i in 0..<d { for j in 0..<i { a[i * d + j] = a[j * d + i] } }
      }
    }
  }

  /// A += f · B.
  mutating func add(_ other: SymmetricMatrix, by factor: Float) {
    for place in values.indices { values[place] += factor * other.values[place] }
  }

  /// The product with a vector.
  func times(_ vector: [Float]) -> [Float] {
    values.withUnsafeBufferPointer { values in
      vector.withUnsafeBufferPointer { vector in
        guard let rows = values.baseAddress, let x = vector.baseAddress else { return [] }
        return (0..<dimension).map { Kernels.dot(rows + $0 * dimension, x, dimension) }
      }
    }
  }

  /// x with A x = b, by Cholesky's A = Uᵀ U; nil where A is not positive definite. Cost: d³ / 6 multiplications.
  func solved(_ b: [Float]) -> [Float]? {
    guard let upper = cholesky() else { return nil }
    return upper.backward(upper.forward(b))
  }

  /// The inverse; nil where the matrix is not positive definite.
  func inverse() -> SymmetricMatrix? {
    guard let upper = cholesky() else { return nil }
    var result = SymmetricMatrix(dimension: dimension, diagonal: 0)
    for column in 0..<dimension {
      var unit = Array(repeating: Float(0), count: dimension)
      unit[column] = 1
      let solution = upper.backward(upper.forward(unit))
      for row in 0..<dimension { result.values[column * dimension + row] = solution[row] }
    }
    return result
  }

  /// Row by row, as sums of rows above: sums of products within rows would take three times as long.
  func cholesky() -> Cholesky? {
    var upper = values
    let d = dimension
    let isPositive = upper.withUnsafeMutableBufferPointer { upper -> Bool in
      guard let u = upper.baseAddress else { return true }
      for i in 0..<d {
        // U_i = (A_i − Σ_{k<i} U_ki U_k) / √(the same at i) ;  what lies before the diagonal is worked on in whole lanes and cleared
        let (row, start) = (u + i * d, Kernels.begun(i))
        for k in stride(from: 0, to: start, by: 4) {
          let factors = SIMD4(u[k * d + i], u[(k + 1) * d + i], u[(k + 2) * d + i], u[(k + 3) * d + i])
          Kernels.addFour(u + k * d + start, apart: d, by: -factors, to: row + start, d - start)
        }
        for k in start..<i { Kernels.add(u + k * d + start, by: -u[k * d + i], to: row + start, d - start) }
        guard row[i] > 0, row[i].isFinite else { return false }
        let scale = 1 / row[i].squareRoot()
        for j in i..<d { row[j] *= scale }
        for j in 0..<i { row[j] = 0 }
      }
      return true
    }
    return isPositive ? Cholesky(dimension: d, upper: upper) : nil
  }

  /// The upper triangle U of A = Uᵀ U.
  struct Cholesky: Sendable {
    let dimension: Int
    let upper: [Float]

    /// y with Uᵀ y = b. What lies before the diagonal of U is 0, so whole lanes may be added.
    func forward(_ b: [Float]) -> [Float] {
      var y = b
      withRows(&y) { u, y in
        for i in 0..<dimension {
          let (start, own) = (Kernels.begun(i), y[i] / u[i * dimension + i])
          Kernels.add(u + i * dimension + start, by: -own, to: y + start, dimension - start)
          y[i] = own
        }
      }
      return y
    }

    /// x with U x = y.
    func backward(_ y: [Float]) -> [Float] {
      var x = y
      withRows(&x) { u, x in
        for i in (0..<dimension).reversed() {
          let (start, own) = (Kernels.begun(i), x[i])
          x[i] = 0
          x[i] = (own - Kernels.dot(u + i * dimension + start, x + start, dimension - start)) / u[i * dimension + i]
        }
      }
      return x
    }

    private func withRows(
      _ vector: inout [Float], _ body: (UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
    ) {
      precondition(vector.count == dimension)
      upper.withUnsafeBufferPointer { upper in
        vector.withUnsafeMutableBufferPointer { vector in
          guard let u = upper.baseAddress, let vector = vector.baseAddress else { return }
          body(u, vector)
        }
      }
    }
  }
}
