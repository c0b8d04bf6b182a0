/// Something that scores every item for a listener from what is known of them: a peer to be measured against.
///
/// Contract: one score an item, all finite, whatever is known. Equal scores are settled by popularity.
public protocol Scorer: Sendable {
  /// Its name in tables.
  var name: String { get }
  /// Scores all items. `discarded` are items the listener turned down: the neighbours' sums count them against, the
  /// others have no use for them.
  func scores(known: [Int32], discarded: [Int32]) -> [Float]
}

/// The best `count` of the allowed items: higher score first, then the more popular, then the lower number.
///
/// Cost: one pass over the items and a sort of those at or above the last score kept.
public func best(_ count: Int, of scores: [Float], popularity: [Int], where allowed: (Int) -> Bool) -> [Int32] {
  func precedes(_ a: Int, _ b: Int) -> Bool {
    if scores[a] != scores[b] { return scores[a] > scores[b] }
    if popularity[a] != popularity[b] { return popularity[a] > popularity[b] }
    return a < b
  }
  var kept: [Int] = []
  kept.reserveCapacity(count * 4 + 1)
  var threshold = -Float.infinity
  for item in scores.indices where scores[item] >= threshold && allowed(item) {
    kept.append(item)
    if kept.count >= count * 4 {
      kept = Array(kept.sorted(by: precedes).prefix(count))
      threshold = kept.last.map { scores[$0] } ?? threshold
    }
  }
  return kept.sorted(by: precedes).prefix(count).map { Int32($0) }
}
