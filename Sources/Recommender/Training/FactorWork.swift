/// Where the tracks of a batch lie among those it touches.
struct Places {
  private var values: [Int32]

  init(tracks: Int) { values = Array(repeating: -1, count: tracks) }

  subscript(_ track: Int32) -> Int { Int(values[Int(track)]) }

  /// Gives places from 0 to tracks, in order of their first mention.
  mutating func assign(_ tracks: [Int32]) -> [Int32] {
    var touched: [Int32] = []
    for track in tracks where values[Int(track)] < 0 {
      values[Int(track)] = Int32(touched.count)
      touched.append(track)
    }
    return touched
  }

  /// Forgets them.
  mutating func clear(_ tracks: [Int32]) { for track in tracks { values[Int(track)] = -1 } }
}

/// The directions that a batch touches, and its listeners.
struct FactorWork {
  private let d: Int
  private let size: Int
  let touched: [Int32]
  /// v̂ of the touched tracks.
  private var directions: [Float] = []
  /// û of the listeners, and the length before.
  private var listeners: [Float]
  private var lengths: [Float]

  init(size: Int, dimension d: Int, values: [Float], tracks: [Int32], _ places: inout Places) {
    self.d = d
    self.size = size
    touched = places.assign(tracks)
    directions.reserveCapacity(touched.count * d)
    for track in touched { directions.append(contentsOf: values[Int(track) * d..<(Int(track) + 1) * d]) }
    listeners = Array(repeating: 0, count: size * d)
    lengths = Array(repeating: 0, count: size)
  }

  mutating func addToListener(_ row: Int, _ place: Int, by factor: Float) {
    Self.add(directions, place, by: factor, to: &listeners, row, d)
  }

  mutating func normaliseListeners() {
    for row in 0..<size {
      lengths[row] = max(Self.dot(listeners, row, listeners, row, d).squareRoot(), 1e-6)
      for k in row * d..<(row + 1) * d { listeners[k] /= lengths[row] }
    }
  }

  func similarity(_ row: Int, _ place: Int) -> Float { Self.dot(listeners, row, directions, place, d) }

  /// û · v̂ of every listener with the first `count` tracks.
  func similarities(_ count: Int) -> [Float] {
    var result = Array(repeating: Float(0), count: size * count)
    Product.multiply(.rows(listeners), .turned(directions), into: &result, m: size, k: d, n: count)
    return result
  }

  /// Carries ∂/∂s back to the rows of V and b; `logits` holds it for the drawn, `push` for the predicted.
  func gradient(
    logits: [Float], drawn: Int, items: [FactorBatch.Item], push: [Float], weight: [Float], temperature: Float,
    _ places: Places
  ) -> FactorBatch.Gradient {
    var result = FactorBatch.Gradient(
      touched: touched, values: Array(repeating: 0, count: directions.count),
      bias: Array(repeating: 0, count: touched.count))
    var toListeners = drawnGradient(logits, drawn, temperature, &result)
    for (index, item) in items.enumerated() where !item.isKnown {
      let place = places[item.track]
      Self.add(directions, place, by: push[index] / temperature, to: &toListeners, item.row, d)
      Self.add(listeners, item.row, by: push[index] / temperature, to: &result.values, place, d)
      result.bias[place] += push[index]
    }
    // û = r / |r|:  ∂r = (∂û − (∂û · û) û) / |r|
    for row in 0..<size {
      Self.project(&toListeners, listeners, row, d)
      for k in row * d..<(row + 1) * d { toListeners[k] /= lengths[row] }
    }
    for item in items where item.isKnown && lengths[item.row] > 1e-5 {
      Self.add(toListeners, item.row, by: weight[Int(item.track)], to: &result.values, places[item.track], d)
    }
    // v̂ = v / |v|, |v| = 1:  ∂v = ∂v̂ − (∂v̂ · v̂) v̂
    for place in touched.indices { Self.project(&result.values, directions, place, d) }
    return result
  }

  /// ∂û = G V̂ / τ over the drawn, which is answered, and ∂V̂ = Gᵀ Û / τ.
  private func drawnGradient(
    _ logits: [Float], _ drawn: Int, _ temperature: Float, _ result: inout FactorBatch.Gradient
  ) -> [Float] {
    var toListeners = Array(repeating: Float(0), count: size * d)
    Product.multiply(.rows(logits), .rows(directions), into: &toListeners, m: size, k: drawn, n: d)
    var toDrawn = Array(repeating: Float(0), count: drawn * d)
    Product.multiply(.turned(logits), .rows(listeners), into: &toDrawn, m: drawn, k: size, n: d)
    for k in toDrawn.indices { result.values[k] = toDrawn[k] / temperature }
    for row in 0..<size {
      for column in 0..<drawn { result.bias[column] += logits[row * drawn + column] }
    }
    for k in toListeners.indices { toListeners[k] /= temperature }
    return toListeners
  }

  /// Takes away from row `i` of `x` its share along the unit row `i` of `y`.
  private static func project(_ x: inout [Float], _ y: [Float], _ i: Int, _ d: Int) {
    let along = dot(x, i, y, i, d)
    add(y, i, by: -along, to: &x, i, d)
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
