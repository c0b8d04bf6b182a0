import Dispatch
import Foundation
import Recommender

/// Item–item neighbours counted over the base, the K largest of each row kept:
///
///     S_ij = Σ_{u ∋ i,j} ω_u / (1 / (left_i · right_j) + h)
///
/// Cosine kNN, RP3beta and BM25 kNN are this one sum with other weights.
struct ItemSimilarity: Sendable {
  private var offsets: [Int] = [0]
  private var neighbours: [Int32] = []
  private var weights: [Float] = []

  /// How the sum is weighted.
  struct Weights: Sendable {
    /// ω of a listener with so many items.
    var listener: @Sendable (Int) -> Float
    /// left of an item with so many favourites.
    var left: @Sendable (Int) -> Float
    /// right of an item with so many favourites.
    var right: @Sendable (Int) -> Float
    /// h, which holds back what few have favoured.
    var shrinkage: Float = 0
  }

  /// Counts, on all cores. Cost: Σ over listeners of (items)².
  init(base: Rows, items: Int, keep k: Int, weights: Weights) {
    let byItem = base.transposed(columns: items)
    let listener = (0..<base.count).map { weights.listener(base[$0].count) }
    let right = (0..<items).map { weights.right(byItem[$0].count) }
    let rows = parallelMap(items) { item in
      let left = weights.left(byItem[item].count)
      return Self.sums(of: item, base: base, byItem: byItem, listener: listener)
        .map { ($0.key, $0.value / (1 / (left * right[Int($0.key)]) + weights.shrinkage)) }
        .sorted { ($0.1, $1.0) > ($1.1, $0.0) }.prefix(k)
    }
    for row in rows {
      neighbours += row.map(\.0)
      self.weights += row.map(\.1)
      offsets.append(neighbours.count)
    }
  }

  /// Σ_{u ∋ i,j} ω_u of each other item j that shares a listener with this one.
  private static func sums(of item: Int, base: Rows, byItem: Rows, listener: [Float]) -> [Int32: Float] {
    var sums: [Int32: Float] = [:]
    for u in byItem[item] {
      for other in base[Int(u)] { sums[other, default: 0] += listener[Int(u)] }
    }
    sums[Int32(item)] = nil
    return sums
  }

  /// Adds `by` times the row of `item` to `scores`.
  func add(_ item: Int32, by factor: Float, to scores: inout [Float]) {
    guard Int(item) + 1 < offsets.count else { return }
    for place in offsets[Int(item)]..<offsets[Int(item) + 1] {
      scores[Int(neighbours[place])] += factor * weights[place]
    }
  }
}

/// Item kNN in one of its published forms.
struct ItemPeer: Scorer {
  /// Its name in tables.
  let name: String
  private let items: Int
  private let similarity: ItemSimilarity

  private init(_ name: String, base: Rows, items: Int, keep k: Int, weights: ItemSimilarity.Weights) {
    self.name = name
    self.items = items
    similarity = ItemSimilarity(base: base, items: items, keep: k, weights: weights)
  }

  /// Sums the rows of what is known, less a share of those of what was turned down.
  func scores(known: [Int32], discarded: [Int32]) -> [Float] {
    var scores = Array(repeating: Float(0), count: items)
    for item in known { similarity.add(item, by: 1, to: &scores) }
    for item in discarded { similarity.add(item, by: -Peers.discard, to: &scores) }
    return scores
  }

  /// Cosine similarity of the items' columns (Sarwar et al. 2001), shrunk (Koren 2010).
  static func cosine(base: Rows, items: Int, _ setting: CosineSetting = CosineSetting()) -> ItemPeer {
    let root: @Sendable (Int) -> Float = { $0 > 0 ? 1 / Float($0).squareRoot() : 0 }
    return ItemPeer(
      "item-kNN", base: base, items: items, keep: setting.keep,
      weights: .init(listener: { _ in 1 }, left: root, right: root, shrinkage: setting.shrinkage))
  }

  /// The same with the setting that suits the base best.
  static func tunedCosine(base: Rows, items: Int, seed: UInt64) -> ItemPeer {
    let settings = [(0, 100), (10, 500), (100, 500)].map { CosineSetting(shrinkage: $0.0, keep: $0.1) }
    let setting = Tuning.find(settings, base: base, items: items, seed: seed) { setting, base in
      cosine(base: base, items: items, setting)
    }
    return cosine(base: base, items: items, setting)
  }

  /// What suits some sets and not others.
  struct CosineSetting: Sendable {
    var shrinkage: Float = 0
    var keep = 100
  }

  /// RP3beta (Paudel et al. 2017): three steps of a random walk, popular ends damped.
  static func rp3beta(
    base: Rows, items: Int, alpha: Float = 0.6, beta: Float = 0.3, keep k: Int = 500
  ) -> ItemPeer {
    let power: @Sendable (Int, Float) -> Float = { $0 > 0 ? pow(Float($0), -$1) : 0 }
    return ItemPeer(
      "RP3beta", base: base, items: items, keep: k,
      weights: .init(listener: { power($0, alpha) }, left: { power($0, alpha) }, right: { power($0, beta) }))
  }

  /// BM25 weights (Robertson), items as documents and listeners as words, as `implicit` counts them.
  static func bm25(base: Rows, items: Int, k1: Float = 1.2, b: Float = 0.2, keep k: Int = 200) -> ItemPeer {
    let average = Float(base.items.count) / Float(max(1, items))
    let total = Float(items)
    // tf = (K1 + 1) / (K1 (1 − B + B n_i / n̄) + 1),  idf = ln N − ln(1 + n_u)
    let tf: @Sendable (Int) -> Float = { (k1 + 1) / (k1 * (1 - b + b * Float($0) / average) + 1) }
    let idf: @Sendable (Int) -> Float = { log(total) - log(1 + Float($0)) }
    return ItemPeer(
      "BM25-kNN", base: base, items: items, keep: k,
      weights: .init(listener: { idf($0) * idf($0) }, left: tf, right: tf))
  }
}
