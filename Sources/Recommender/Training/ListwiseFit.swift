import Foundation

/// Finds the weights of parts whose sum ranks what is wanted first, by gradient descent on a convex loss.
///
///     p_j = e^{w · z_j} / Σ_c e^{w · z_c}         over the candidates of one listener
///     loss = −mean over listeners of (1 / n) Σ_{j wanted} log p_j,     w ≥ 0,  n wanted among them
///
/// ListNet (Cao et al., ICML 2007) with a linear score; steps are Adam's (Kingma and Ba 2015), cut off at 0.
struct ListwiseFit {
  static let steps = 300
  static let rate: Float = 0.05
  private static let start: Float = 0.2
  private let tasks: [RankingTask]

  init(_ tasks: [RankingTask]) { self.tasks = tasks }

  /// The weights. Cost: `steps` passes over all candidates, on all cores.
  func weights() -> SIMD8<Float> {
    var weights = SIMD8<Float>(repeating: Self.start)
    var (mean, square) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var (first, second): (Float, Float) = (1, 1)
    for step in 0..<Self.steps {
      let gradient = gradient(at: weights)
      mean = 0.9 * mean + 0.1 * gradient
      square = 0.99 * square + 0.01 * gradient * gradient
      (first, second) = (first * 0.9, second * 0.99)
      let rate = Self.rate * (1 - Float(step) / Float(Self.steps))
      let root = (square / (1 - second)).squareRoot() + 1e-9
      weights -= rate * (mean / (1 - first)) / root
      weights = pointwiseMax(weights, .zero)
    }
    return weights
  }

  private func gradient(at weights: SIMD8<Float>) -> SIMD8<Float> {
    parallelMap(tasks.count) { Self.gradient(tasks[$0], weights) }.reduce(.zero, +) / Float(max(1, tasks.count))
  }

  /// ∂ loss / ∂ w = Σ_c p_c z_c − mean of z over what is wanted
  private static func gradient(_ task: RankingTask, _ weights: SIMD8<Float>) -> SIMD8<Float> {
    let scores = task.parts.map { ($0 * weights).sum() }
    let top = scores.max() ?? 0
    var (expected, wanted) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var (mass, count): (Float, Float) = (0, 0)
    for (place, part) in task.parts.enumerated() {
      let chance = exp(scores[place] - top)
      mass += chance
      expected += chance * part
      guard task.isWanted[place] else { continue }
      count += 1
      wanted += part
    }
    return expected / mass - wanted / max(1, count)
  }
}
