/// The directions that a batch touches, its listeners, and the gradient.
///
/// One is used for all batches: new memory for each of them would cost a quarter of the time, for pages that the system clears.
struct FactorWork {
  private let d: Int
  private var places: Places
  private var size = 0
  /// v̂ of the touched tracks.
  private var directions: [Float] = []
  /// û of the listeners, the length before, and ∂/∂û.
  private var listeners: [Float] = []
  private var lengths: [Float] = []
  private var toListeners: [Float] = []
  private var product = Product()
  /// û · v̂ of every listener with the drawn tracks, and what the loss makes of it, row by row.
  var logits: [Float] = []
  /// What was left by `carryBack`.
  private(set) var gradient = FactorBatch.Gradient()

  init(tracks: Int, dimension: Int) {
    places = Places(tracks: tracks)
    d = dimension
  }

  /// Begins a batch of `size` listeners that touches these tracks.
  mutating func begin(size: Int, tracks: [Int32], values: [Float]) {
    precondition(values.count == places.count * d)
    self.size = size
    places.clear(gradient.touched)
    let touched = places.assign(tracks)
    gradient.touched = touched
    directions.hold(touched.count * d)
    Self.forEachRow(touched.count, from: values, to: &directions, d) { $0.copy(Int(touched[$1]), to: $1) }
    listeners.hold(size * d)
    listeners.clear(from: 0)
    lengths.hold(size)
  }

  /// Where a track of the batch lies among the touched.
  func place(_ track: Int32) -> Int { places[track] }

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

  /// Puts û · v̂ of every listener with the first `count` tracks into `logits`.
  mutating func measure(_ count: Int) {
    logits.hold(size * count)
    product.multiply(.rows(listeners), .turned(directions), into: &logits, m: size, k: d, n: count)
  }

  /// Carries ∂/∂s back to the rows of V and b; `logits` holds it for the drawn, `push` for the predicted.
  mutating func carryBack(
    drawn: Int, items: [FactorBatch.Item], push: [Float], weight: [Float], temperature: Float
  ) {
    carryBackDrawn(drawn, temperature)
    for (index, item) in items.enumerated() where !item.isKnown {
      let place = places[item.track]
      Self.add(directions, place, by: push[index] / temperature, to: &toListeners, item.row, d)
      Self.add(listeners, item.row, by: push[index] / temperature, to: &gradient.values, place, d)
      gradient.bias[place] += push[index]
    }
    // û = r / |r|:  ∂r = (∂û − (∂û · û) û) / |r|
    Self.forEachRow(size, from: listeners, to: &toListeners, d) { $0.project($1) }
    for row in 0..<size { for k in row * d..<(row + 1) * d { toListeners[k] /= lengths[row] } }
    for item in items where item.isKnown && lengths[item.row] > 1e-5 {
      Self.add(toListeners, item.row, by: weight[Int(item.track)], to: &gradient.values, places[item.track], d)
    }
    // v̂ = v / |v|, |v| = 1:  ∂v = ∂v̂ − (∂v̂ · v̂) v̂
    Self.forEachRow(gradient.touched.count, from: directions, to: &gradient.values, d) { $0.project($1) }
  }

  /// ∂û = G V̂ / τ over the drawn, and ∂V̂ = Gᵀ Û / τ.
  private mutating func carryBackDrawn(_ drawn: Int, _ temperature: Float) {
    toListeners.hold(size * d)
    product.multiply(.rows(logits), .rows(directions), into: &toListeners, m: size, k: drawn, n: d)
    toListeners.scale(size * d, by: 1 / temperature)
    gradient.values.hold(gradient.touched.count * d)
    product.multiply(.turned(logits), .rows(listeners), into: &gradient.values, m: drawn, k: size, n: d)
    gradient.values.scale(drawn * d, by: 1 / temperature)
    gradient.values.clear(from: drawn * d)
    gradient.bias.hold(gradient.touched.count)
    gradient.bias.clear(from: 0)
    for row in 0..<size {
      for column in 0..<drawn { gradient.bias[column] += logits[row * drawn + column] }
    }
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

  /// Calls `body` for the rows 0 ..< `count`, on all cores.
  private static func forEachRow(
    _ count: Int, from: [Float], to: inout [Float], _ d: Int, _ body: @Sendable (RowJob, Int) -> Void
  ) {
    from.withUnsafeBufferPointer { from in
      to.withUnsafeMutableBufferPointer { to in
        guard let from = from.baseAddress, let to = to.baseAddress else { return }
        let job = RowJob(from: from, to: to, d: d)
        forEachPart((count + 255) / 256) { part in
          for row in part * 256..<min(count, (part + 1) * 256) { body(job, row) }
        }
      }
    }
  }

  /// Sendable is safe: each call writes one row, which no other call touches, and reads what nobody writes.
  private struct RowJob: @unchecked Sendable {
    let from: UnsafePointer<Float>
    let to: UnsafeMutablePointer<Float>
    let d: Int

    func copy(_ source: Int, to row: Int) { (to + row * d).update(from: from + source * d, count: d) }

    /// Takes away from a row its share along the unit row of the same number.
    func project(_ row: Int) {
      let (x, y) = (to + row * d, from + row * d)
      Kernels.add(y, by: -Kernels.dot(x, y, d), to: x, d)
    }
  }
}

extension [Float] {
  /// Room for so many numbers at least; what is there stays.
  fileprivate mutating func hold(_ count: Int) {
    if self.count < count { self += Array(repeating: 0, count: count - self.count) }
  }

  fileprivate mutating func clear(from start: Int) {
    withUnsafeMutableBufferPointer { $0[Swift.min(start, $0.count)...].update(repeating: 0) }
  }

  fileprivate mutating func scale(_ count: Int, by factor: Float) {
    withUnsafeMutableBufferPointer { for place in 0..<count { $0[place] *= factor } }
  }
}
