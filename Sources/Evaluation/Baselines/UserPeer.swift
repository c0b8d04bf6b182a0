import Foundation
import Recommender

/// User kNN: what the K listeners nearest to this one favoured, rare shared items weighing more.
struct UserPeer: Scorer {
  /// Its name in tables.
  let name = "user-kNN"
  private let base: Rows
  private let byItem: Rows
  private let idf: [Float]
  private let length: [Float]
  private let k: Int

  /// Indexes the base.
  init(base: Rows, items: Int, neighbours k: Int = 80) {
    self.base = base
    self.k = k
    let index = base.transposed(columns: items)
    let total = Float(base.count)
    let idf = (0..<items).map { log((1 + total) / (1 + Float(index[$0].count))) }
    byItem = index
    self.idf = idf
    length = (0..<base.count).map { listener in
      base[listener].reduce(Float(0)) { $0 + idf[Int($1)] * idf[Int($1)] }.squareRoot()
    }
  }

  /// s_j = Σ over the nearest u of cos(u) r_uj, cosine over idf-weighted items, what was turned down counting against.
  func scores(known: [Int32], discarded: [Int32]) -> [Float] {
    var near = Array(repeating: Float(0), count: base.count)
    for (items, factor) in [(known, 1), (discarded, -Peers.discard)] {
      for item in items {
        for u in byItem[Int(item)] { near[Int(u)] += factor * idf[Int(item)] * idf[Int(item)] }
      }
    }
    let met = near.indices.filter { near[$0] > 0 }
    let ranked = met.map { ($0, near[$0] / max(length[$0], 1e-9)) }.sorted { ($0.1, $1.0) > ($1.1, $0.0) }
    var scores = Array(repeating: Float(0), count: idf.count)
    for (u, closeness) in ranked.prefix(k) {
      for item in base[u] { scores[Int(item)] += closeness }
    }
    return scores
  }
}
