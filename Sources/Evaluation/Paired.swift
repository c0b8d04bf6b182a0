import Foundation

/// The difference of two policies on the same listeners, with its 95 % interval.
public struct Paired: Sendable, Hashable, Codable {
  /// The mean of the differences.
  public var mean: Double
  /// The lower end of the interval.
  public var low: Double
  /// The upper end of the interval.
  public var high: Double

  /// Compares two equally long lists, listener by listener: the normal interval, mean ± 1.96 · s / √n.
  public init(_ ours: [Double], minus theirs: [Double]) {
    let differences = zip(ours, theirs).map { $0 - $1 }
    let n = Double(max(1, differences.count))
    let mean = differences.reduce(0, +) / n
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, n - 1)
    let half = 1.96 * (variance / n).squareRoot()
    self.mean = mean
    low = mean - half
    high = mean + half
  }
}
