import Listening
import Recommender

/// Listeners taken out of the base, to be met as strangers.
struct HeldOut: Sendable {
  /// The base: every other listener's row.
  var base: Rows
  /// The rows that were taken out, rising.
  var rows: [Int]
  /// Each stranger's items in the order in which they become known.
  var strangers: [[Int32]]

  /// Takes out `count` listeners with at least `atLeast` items, drawn by `seed`, and shuffles their items by the same seed.
  ///
  /// `whole` holds all items of each listener, `base` those that the base may learn from where the listener stays in.
  init(whole: Rows, base: Rows, count: Int, atLeast: Int, seed: UInt64) {
    var generator = Seeded(seed)
    let able = (0..<whole.count).filter { whole[$0].count >= atLeast }
    let drawn = able.shuffled(using: &generator).prefix(count).sorted()
    let out = Set(drawn)
    rows = drawn
    strangers = drawn.map { whole[$0].shuffled(using: &generator) }
    self.base = Rows((0..<base.count).filter { !out.contains($0) }.map { base[$0] })
  }

  /// What each stranger is known by, and what is to be found, after `k` items.
  func split(known k: Int) -> (known: [[Int32]], wanted: [Set<Int32>]) {
    (strangers.map { Array($0.prefix(k)) }, strangers.map { Set($0.dropFirst(k)) })
  }
}
