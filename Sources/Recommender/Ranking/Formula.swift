import Foundation

extension BlendWeights {
  /// All of them times a factor.
  fileprivate func scaled(by factor: Float) -> BlendWeights {
    var scaled = self
    scaled.posterior *= factor
    scaled.direction *= factor
    scaled.neighbours *= factor
    scaled.listeners *= factor
    return scaled
  }
}
