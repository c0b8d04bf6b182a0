/// A symmetric positive definite matrix, stored whole, row by row.
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

  /// x with A x = b, by Cholesky's A = L Lᵀ; nil where A is not positive definite. Cost: d³ / 6 multiplications.
  func solved(_ b: [Float]) -> [Float]? {
    guard let lower = cholesky() else { return nil }
    return lower.backward(lower.forward(b))
  }

  /// The inverse; nil where the matrix is not positive definite.
  func inverse() -> SymmetricMatrix? {
    guard let lower = cholesky() else { return nil }
    var result = SymmetricMatrix(dimension: dimension, diagonal: 0)
    for column in 0..<dimension {
      var unit = Array(repeating: Float(0), count: dimension)
      unit[column] = 1
      let solution = lower.backward(lower.forward(unit))
      for row in 0..<dimension { result.values[column * dimension + row] = solution[row] }
    }
    return result
  }

  func cholesky() -> Cholesky? {
    var lower = Array(repeating: Float(0), count: values.count)
    let isPositive = lower.withUnsafeMutableBufferPointer { lower -> Bool in
      guard let l = lower.baseAddress else { return true }
      for i in 0..<dimension {
        for j in 0...i {
          // L_ij = (A_ij − Σ_{k<j} L_ik L_jk) / L_jj ;  what lies behind column j is still 0, so whole lanes may be read
          let sum = values[i * dimension + j] - Kernels.dot(l + i * dimension, l + j * dimension, Kernels.padded(j))
          if i == j {
            guard sum > 0, sum.isFinite else { return false }
            l[i * dimension + i] = sum.squareRoot()
          } else {
            l[i * dimension + j] = sum / l[j * dimension + j]
          }
        }
      }
      return true
    }
    return isPositive ? Cholesky(dimension: dimension, lower: lower) : nil
  }

  /// The lower triangle L of A = L Lᵀ.
  struct Cholesky: Sendable {
    let dimension: Int
    let lower: [Float]

    /// y with L y = b. What lies behind the diagonal of L and before y's end is 0, so whole lanes may be read.
    func forward(_ b: [Float]) -> [Float] {
      var y = Array(repeating: Float(0), count: dimension)
      lower.withUnsafeBufferPointer { lower in
        y.withUnsafeMutableBufferPointer { y in
          guard let l = lower.baseAddress, let start = y.baseAddress else { return }
          for i in 0..<dimension {
            start[i] = (b[i] - Kernels.dot(l + i * dimension, start, Kernels.padded(i))) / l[i * dimension + i]
          }
        }
      }
      return y
    }

    /// x with Lᵀ x = y.
    func backward(_ y: [Float]) -> [Float] {
      var x = y
      for i in stride(from: dimension - 1, through: 0, by: -1) {
        x[i] /= lower[i * dimension + i]
        let factor = x[i]
        for k in 0..<i { x[k] -= lower[i * dimension + k] * factor }
      }
      return x
    }
  }
}
