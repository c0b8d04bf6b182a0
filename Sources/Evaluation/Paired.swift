import Foundation

/// The difference of two policies in the same sessions, with its 95 % interval.
public struct Paired: Sendable, Hashable, Codable {
  /// The mean of the differences.
  public var mean: Double
  /// The lower end of the interval; nil for sessions of one listener alone, which say nothing of others.
  public var low: Double?
  /// The upper end, likewise.
  public var high: Double?

  /// Compares two equally long lists, session by session. The sessions of one listener are no independent ones: the interval is
  /// that of clusters (Liang and Zeger 1986), and mean ± 1.96 s / √n where each listener has one.
  ///
  ///     half = 1.96 / n · √( C / (C − 1) · Σ_c (Σ_{i ∈ c} dᵢ − mean)² )      C listeners, n sessions
  public init(_ ours: [Double], minus theirs: [Double], of listeners: [Int]) {
    let differences = zip(ours, theirs).map { $0 - $1 }
    let n = Double(max(1, differences.count))
    let mean = differences.reduce(0, +) / n
    self.mean = mean
    var sums: [Int: Double] = [:]
    for (listener, difference) in zip(listeners, differences) { sums[listener, default: 0] += difference - mean }
    guard sums.count > 1 else { return }
    let count = Double(sums.count)
    let half = 1.96 / n * (count / (count - 1) * sums.values.sorted().reduce(0) { $0 + $1 * $1 }).squareRoot()
    (low, high) = (mean - half, mean + half)
  }
}
