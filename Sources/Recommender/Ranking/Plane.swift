import Foundation

/// The two directions in which a catalogue's tracks differ most, as axes of a map: the leading eigenvectors of a covariance, by
/// power iteration (Hotelling 1933).
///
/// They belong to the catalogue and not to the listener, so that a map keeps its bearings from key to key.
struct Plane: Sendable {
  private let axes: [[Float]]

  /// Of the first `dimension` rows and columns. Cost: a few dozen products with the matrix.
  init(_ covariance: SymmetricMatrix, dimension: Int) {
    var axes: [[Float]] = []
    for number in 0..<2 {
      var axis = (0..<covariance.dimension).map { $0 < dimension ? 1 / Float($0 + 1 + number) : 0 }
      for _ in 0..<40 {
        axis = covariance.times(axis)
        for k in dimension..<axis.count { axis[k] = 0 }
        for known in axes { axis = Self.without(known, axis) }
        let length = Self.dot(axis, axis).squareRoot()
        guard length > 1e-12 else { break }
        axis = axis.map { $0 / length }
      }
      axes.append(axis)
    }
    self.axes = axes
  }

  /// In which direction `vector` lies from `origin`, of length 1, in turns from 0 to 1; nil where it lies nowhere else.
  ///
  ///     r = v − (v · o) o ,   atan2(r · e₂, r · e₁) / 2π
  func turn(of vector: [Float], from origin: [Float]) -> Double? {
    let rest = Self.without(origin, vector)
    let (x, y) = (Self.dot(rest, axes[0]), Self.dot(rest, axes[1]))
    guard x.isFinite, y.isFinite, abs(x) + abs(y) > 1e-9 else { return nil }
    let turn = Double(atan2(y, x)) / (2 * .pi)
    return turn < 0 ? turn + 1 : turn
  }

  private static func without(_ axis: [Float], _ vector: [Float]) -> [Float] {
    let part = dot(axis, vector)
    return zip(vector, axis).map { $0 - part * $1 }
  }

  private static func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
}
