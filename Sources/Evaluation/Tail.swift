import Recommender

/// The least popular 80 % of items by favourites in the training data, ties by number; as the engine and the outside check
/// count it.
public enum Tail {
  /// The share of items that is the tail.
  public static let share = LongTail.share

  /// Marks the tail.
  public static func mask(counts: [Int]) -> [Bool] { LongTail.mask(counts: counts) }
}
