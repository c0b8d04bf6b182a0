/// The least favoured 80 % of tracks, ties by number.
enum LongTail {
  /// The share of tracks that is the tail.
  static let share = 0.8

  /// Marks the tail. Rounds half to even.
  static func mask(counts: [Int]) -> [Bool] {
    let order = counts.indices.sorted { (counts[$0], $0) < (counts[$1], $1) }
    let size = Int((share * Double(counts.count)).rounded(.toNearestOrEven))
    var mask = Array(repeating: false, count: counts.count)
    for track in order.prefix(size) { mask[track] = true }
    return mask
  }
}
