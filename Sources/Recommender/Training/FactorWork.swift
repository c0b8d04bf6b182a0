extension FactorBatch {
  /// The directions that a batch touches, and its listeners.
  struct Work {
    private let d: Int
    private let size: Int
    private var places: [Int32: Int] = [:]
    private var touched: [Int32] = []
    /// v̂ of the touched tracks, and |v|.
    private var directions: [Float]
    private var norms: [Float]
    /// û of the listeners, and the length before.
    private(set) var listeners: [Float]
    private var lengths: [Float]

    init(size: Int, dimension d: Int, values: [Float], items: [Int32]) {
      self.d = d
      self.size = size
      for track in items where places[track] == nil {
        places[track] = touched.count
        touched.append(track)
      }
      directions = Array(repeating: 0, count: touched.count * d)
      norms = Array(repeating: 0, count: touched.count)
      listeners = Array(repeating: 0, count: size * d)
      lengths = Array(repeating: 0, count: size)
      for (place, track) in touched.enumerated() {
        let source = Int(track) * d
        var sum: Float = 0
        for k in 0..<d { sum += values[source + k] * values[source + k] }
        norms[place] = max(sum.squareRoot(), 1e-8)
        for k in 0..<d { directions[place * d + k] = values[source + k] / norms[place] }
      }
    }

    func place(of track: Int32) -> Int { places[track] ?? 0 }

    mutating func addToListener(_ row: Int, _ place: Int, by factor: Float) {
      Self.add(directions, place, by: factor, to: &listeners, row, d)
    }

    mutating func normaliseListeners() {
      for row in 0..<size {
        let length = Self.dot(listeners, row, listeners, row, d).squareRoot()
        lengths[row] = max(length, 1e-6)
        for k in row * d..<(row + 1) * d { listeners[k] /= lengths[row] }
      }
    }

    func similarity(_ row: Int, _ place: Int) -> Float { Self.dot(listeners, row, directions, place, d) }

    /// The directions at these places, one after the other.
    func gathered(_ places: [Int]) -> [Float] {
      var result: [Float] = []
      result.reserveCapacity(places.count * d)
      for place in places { result.append(contentsOf: directions[place * d..<(place + 1) * d]) }
      return result
    }

    /// Carries ∂/∂s back to the rows of V and b.
    func gradient(
      drawn: [Int], h: [Float], logits: [Float], items: [(row: Int, track: Int32, isKnown: Bool)], push: [Float],
      weight: [Float], temperature: Float
    ) -> Gradient {
      var result = Gradient(
        touched: touched, values: Array(repeating: 0, count: directions.count),
        bias: Array(repeating: 0, count: touched.count))
      // ∂û = G v̂ / τ over the drawn, ∂v̂ = Gᵀ û / τ
      var toListeners = Array(repeating: Float(0), count: size * d)
      Product.multiply(logits, h, into: &toListeners, m: size, k: drawn.count, n: d)
      let turned = Product.transposed(logits, rows: size, columns: drawn.count)
      var toDrawn = Array(repeating: Float(0), count: drawn.count * d)
      Product.multiply(turned, listeners, into: &toDrawn, m: drawn.count, k: size, n: d)
      for (column, place) in drawn.enumerated() {
        Self.add(toDrawn, column, by: 1 / temperature, to: &result.values, place, d)
        result.bias[place] += turned[column * size..<(column + 1) * size].reduce(0, +)
      }
      for k in toListeners.indices { toListeners[k] /= temperature }
      for (index, item) in items.enumerated() where !item.isKnown {
        let place = place(of: item.track)
        Self.add(directions, place, by: push[index] / temperature, to: &toListeners, item.row, d)
        Self.add(listeners, item.row, by: push[index] / temperature, to: &result.values, place, d)
        result.bias[place] += push[index]
      }
      // û = r / |r|:  ∂r = (∂û − (∂û · û) û) / |r|
      for row in 0..<size {
        let along = Self.dot(toListeners, row, listeners, row, d)
        Self.add(listeners, row, by: -along, to: &toListeners, row, d)
        for k in row * d..<(row + 1) * d { toListeners[k] /= lengths[row] }
      }
      for item in items where item.isKnown {
        Self.add(toListeners, item.row, by: weight[Int(item.track)], to: &result.values, place(of: item.track), d)
      }
      // v̂ = v / |v|:  ∂v = (∂v̂ − (∂v̂ · v̂) v̂) / |v|
      for place in touched.indices {
        let along = Self.dot(result.values, place, directions, place, d)
        Self.add(directions, place, by: -along, to: &result.values, place, d)
        for k in place * d..<(place + 1) * d { result.values[k] /= norms[place] }
      }
      return result
    }

    private static func dot(_ a: [Float], _ i: Int, _ b: [Float], _ j: Int, _ d: Int) -> Float {
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress else { return 0 }
          return Kernels.dot(a + i * d, b + j * d, d)
        }
      }
    }

    private static func add(_ x: [Float], _ i: Int, by factor: Float, to y: inout [Float], _ j: Int, _ d: Int) {
      x.withUnsafeBufferPointer { x in
        y.withUnsafeMutableBufferPointer { y in
          guard let x = x.baseAddress, let y = y.baseAddress else { return }
          Kernels.add(x + i * d, by: factor, to: y + j * d, d)
        }
      }
    }
  }
}
