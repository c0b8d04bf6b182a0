import Recommender

/// The peers that `evaluate` measures beside the engine, by name. What suits dense and sparse sets differently, item-kNN's
/// shrinkage and iALS' weights, is found on listeners held back of the base (`Tuning`); the rest is one setting for all. `simulate` has
/// EASE with λ 100 for 80, iALS with 64 dimensions for 128 and item-kNN not shrunk, which saves more there.
public enum Peers {
  /// What a discard takes away in the neighbours' sums, against what a save adds.
  static let discard: Float = 0.3

  /// The names.
  public static let names = [
    "ease", "item-knn", "rp3beta", "bm25", "user-knn", "ials", "popularity", "random",
  ]

  /// Trains a peer on the base.
  public static func make(_ name: String, base: Rows, items: Int, seed: UInt64) throws -> any Scorer {
    switch name {
    case "ease": EasePeer(base: base, items: items, lambda: 80)
    case "item-knn": ItemPeer.tunedCosine(base: base, items: items, seed: seed)
    case "rp3beta": ItemPeer.rp3beta(base: base, items: items)
    case "bm25": ItemPeer.bm25(base: base, items: items)
    case "user-knn": UserPeer(base: base, items: items)
    case "ials": FoldInPeer(.tuned(base: base, items: items, dimension: 128, seed: seed))
    case "popularity": PopularityPeer(base: base, items: items)
    case "random": RandomPeer(items: items, seed: seed)
    default: throw EvaluationError.noSuchPeer(name)
    }
  }
}
