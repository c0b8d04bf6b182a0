/// LinUCB (Li et al. 2010) on fixed item factors: ridge regression and a bonus for what is uncertain.
struct LinUCB: Policy {
  /// Its name in tables.
  let name = "LinUCB"
  private let factors: [Float]
  private let d: Int
  private let bonus: Float

  /// Explores in these factors, scaled to a mean length of 1.
  init(_ model: AlternatingLeastSquares, bonus: Float = 0.3) {
    d = model.dimension
    self.bonus = bonus
    let count = Float(max(1, model.items.count / d))
    let square = model.items.reduce(0) { $0 + $1 * $1 } / count
    let scale = 1 / max(square.squareRoot(), 1e-9)
    factors = model.items.map { $0 * scale }
  }

  /// Meets a listener.
  func begin(named: [Int32], open: [Bool], seed: UInt64) -> any PolicySession {
    var session = Session(factors: factors, d: d, bonus: bonus)
    for item in named { session.observe(item, saved: true) }
    return session
  }

  private struct Session: PolicySession {
    let factors: [Float]
    let d: Int
    let bonus: Float
    var inverse: [Float]
    var right: [Float]
    var width: [Float]

    init(factors: [Float], d: Int, bonus: Float) {
      self.factors = factors
      self.d = d
      self.bonus = bonus
      inverse = (0..<d * d).map { $0 / d == $0 % d ? 1 : 0 }
      right = Array(repeating: 0, count: d)
      width = (0..<factors.count / d).map { item in
        (0..<d).reduce(Float(0)) { $0 + factors[item * d + $1] * factors[item * d + $1] }
      }
    }

    func dot(_ item: Int, _ vector: [Float]) -> Float {
      (0..<d).reduce(Float(0)) { $0 + factors[item * d + $1] * vector[$1] }
    }

    mutating func next(open: [Bool], popularity: [Int]) -> Int32? {
      best(1, of: scores(), popularity: popularity) { open[$0] }.first
    }

    // score = θ·v + α √(vᵀ A⁻¹ v),  θ = A⁻¹ b
    mutating func scores() -> [Float] {
      let theta = (0..<d).map { a in (0..<d).reduce(Float(0)) { $0 + inverse[a * d + $1] * right[$1] } }
      return width.indices.map { dot($0, theta) + bonus * max(0, width[$0]).squareRoot() }
    }

    // Sherman and Morrison: A⁻¹ −= a aᵀ / (1 + xᵀa), a = A⁻¹x; and with it every vᵀA⁻¹v.
    mutating func observe(_ item: Int32, saved: Bool) {
      let start = Int(item) * d
      let x = Array(factors[start..<start + d])
      let a = (0..<d).map { row in (0..<d).reduce(Float(0)) { $0 + inverse[row * d + $1] * x[$1] } }
      let scale = 1 / (1 + zip(x, a).reduce(0) { $0 + $1.0 * $1.1 })
      for row in 0..<d { for column in 0..<d { inverse[row * d + column] -= a[row] * a[column] * scale } }
      for other in width.indices {
        let along = dot(other, a)
        width[other] -= along * along * scale
      }
      if saved { for row in 0..<d { right[row] += x[row] } }
    }
  }
}
