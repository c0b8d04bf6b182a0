/// The least popular 80 % of items by favourites in the training data, ties by number.
public enum Tail {
  /// The share of items that is the tail.
  public static let share = 0.8

  /// Marks the tail. Rounds half to even, as the outside check does.
  public static func mask(counts: [Int]) -> [Bool] {
    let order = counts.indices.sorted { (counts[$0], $0) < (counts[$1], $1) }
    let size = Int((share * Double(counts.count)).rounded(.toNearestOrEven))
    var mask = Array(repeating: false, count: counts.count)
    for item in order.prefix(size) { mask[item] = true }
    return mask
  }
}
