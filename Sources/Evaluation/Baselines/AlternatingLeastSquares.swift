import Listening
import Recommender

/// Item factors by implicit alternating least squares (Hu, Koren and Volinsky 2008; weights as Rendle et al. 2021).
///
/// The yardstick for factors that were trained otherwise, and the space in which `LinUCB` explores.
struct AlternatingLeastSquares: Sendable {
  /// How many numbers a factor holds.
  let dimension: Int
  /// The factors, item by item.
  private(set) var items: [Float]
  private let setting: Setting
  private var gramian: [Float] = []

  /// What suits some sets and not others.
  struct Setting: Sendable {
    /// α₀, what counts that an item is not favoured.
    var unobserved: Float = 0.1
    /// λ.
    var regularization: Float = 0.01

    /// Those that are tried: dense sets want the first, sparse ones the last.
    static let tried = [(0.1, 0.01), (0.3, 0.005), (0.03, 0.01), (0.01, 0.01), (0.003, 0.03)].map {
      Setting(unobserved: $0.0, regularization: $0.1)
    }
  }

  /// Trains with the setting that suits the base best, as few factors and rounds find it.
  static func tuned(base: Rows, items: Int, dimension: Int = 64, seed: UInt64 = 1) -> AlternatingLeastSquares {
    let setting = Tuning.find(Setting.tried, base: base, items: items, seed: seed) { setting, base in
      FoldInPeer(AlternatingLeastSquares(base: base, items: items, dimension: 32, epochs: 8, setting, seed: seed))
    }
    return AlternatingLeastSquares(base: base, items: items, dimension: dimension, setting, seed: seed)
  }

  /// Trains for `epochs` rounds, on all cores.
  init(
    base: Rows, items count: Int, dimension: Int = 64, epochs: Int = 16, _ setting: Setting = Setting(),
    seed: UInt64 = 1
  ) {
    self.dimension = dimension
    self.setting = setting
    var generator = Seeded(seed)
    let scale = 0.1 / Float(dimension).squareRoot()
    items = (0..<count * dimension).map { _ in Float.random(in: -scale...scale, using: &generator) * 1.7 }
    let byItem = base.transposed(columns: count)
    for _ in 0..<epochs {
      let listeners = solve(base, against: items)
      items = solve(byItem, against: listeners)
    }
    gramian = Self.gramian(items, dimension)
  }

  /// The factor of a listener who favoured `known`: the same equation as in training.
  func fold(_ known: ArraySlice<Int32>) -> [Float] { solveRow(known, against: items, gramian: gramian) }

  private func solve(_ rows: Rows, against factors: [Float]) -> [Float] {
    let gramian = Self.gramian(factors, dimension)
    return parallelMap(rows.count) { solveRow(rows[$0], against: factors, gramian: gramian) }.flatMap { $0 }
  }

  /// u = (α₀ VᵀV + Σ_S v vᵀ + λ (|S| + α₀ n) I)⁻¹ Σ_S v
  private func solveRow(_ row: ArraySlice<Int32>, against factors: [Float], gramian: [Float]) -> [Float] {
    let d = dimension
    var left = gramian.map { setting.unobserved * $0 }
    var right = Array(repeating: Float(0), count: d)
    for item in row {
      let start = Int(item) * d
      for a in 0..<d {
        let value = factors[start + a]
        right[a] += value
        for b in 0...a { left[a * d + b] += value * factors[start + b] }
      }
    }
    let unseen = setting.unobserved * Float(factors.count / max(1, d))
    let weight = setting.regularization * (Float(row.count) + unseen)
    for a in 0..<d { left[a * d + a] += weight }
    return solveCholesky(&left, right, size: d)
  }

  private static func gramian(_ factors: [Float], _ d: Int) -> [Float] {
    var gramian = Array(repeating: Float(0), count: d * d)
    for start in stride(from: 0, to: factors.count, by: d) {
      for a in 0..<d { for b in 0...a { gramian[a * d + b] += factors[start + a] * factors[start + b] } }
    }
    return gramian
  }
}

/// Solves A x = b for a symmetric positive definite A of which the lower half is given and overwritten.
func solveCholesky(_ matrix: inout [Float], _ right: [Float], size d: Int) -> [Float] {
  for i in 0..<d {
    for j in 0...i {
      var sum = matrix[i * d + j]
      for k in 0..<j { sum -= matrix[i * d + k] * matrix[j * d + k] }
      matrix[i * d + j] = i == j ? max(sum, 1e-12).squareRoot() : sum / matrix[j * d + j]
    }
  }
  var x = right
  for i in 0..<d {
    for k in 0..<i { x[i] -= matrix[i * d + k] * x[k] }
    x[i] /= matrix[i * d + i]
  }
  for i in stride(from: d - 1, through: 0, by: -1) {
    for k in (i + 1)..<max(i + 1, d) { x[i] -= matrix[k * d + i] * x[k] }
    x[i] /= matrix[i * d + i]
  }
  return x
}

/// Fold-in on those factors, saves only.
struct FoldInPeer: Scorer {
  /// Its name in tables.
  let name = "iALS fold-in"
  private let model: AlternatingLeastSquares

  /// Scores with this model.
  init(_ model: AlternatingLeastSquares) { self.model = model }

  /// u · v for each item.
  func scores(known: [Int32], discarded: [Int32]) -> [Float] {
    let listener = model.fold(known[...])
    let d = model.dimension
    return (0..<model.items.count / d).map { item in
      (0..<d).reduce(Float(0)) { $0 + listener[$1] * model.items[item * d + $1] }
    }
  }
}
