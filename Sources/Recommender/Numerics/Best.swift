/// Keeps the best of many as they pass by.
struct Best {
  private let count: Int
  private var kept: [Scored] = []
  /// What a score must reach to be looked at.
  private(set) var threshold: Float

  /// Of those that reach `least`.
  init(_ count: Int, from least: Float = -.infinity) {
    self.count = count
    threshold = least
    kept.reserveCapacity(2 * count)
  }

  @inline(__always)
  mutating func add(_ track: Int32, _ score: Float) {
    guard score.isFinite else { return }
    kept.append(Scored(index: track, score: score))
    if kept.count >= 2 * count { cut() }
  }

  private mutating func cut() {
    kept.keepBest(count)
    threshold = kept.last?.score ?? threshold
  }

  /// The best, best first.
  var list: [Scored] {
    var list = kept
    list.keepBest(count)
    return list
  }
}
