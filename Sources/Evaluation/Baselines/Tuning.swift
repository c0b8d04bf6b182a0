import Recommender

/// Finds a peer's settings as the engine's are found: on listeners held back of the base, never on what is tested.
enum Tuning {
  /// Listeners held back: at most so many, and at most a tenth of the base.
  static let mostListeners = 300
  /// Fewer than this say nothing sure: the first setting is kept.
  static let leastListeners = 20
  /// The least items of one of them: four are shown and one is hidden.
  static let leastItems = 5

  /// The setting with the largest NDCG@20, every fifth of a held-back listener's items hidden; of equal ones the first. Cost: a
  /// training of `make` for each.
  static func find<Setting>(
    _ settings: [Setting], base: Rows, items: Int, seed: UInt64, make: (Setting, Rows) -> any Scorer
  ) -> Setting {
    let count = min(mostListeners, base.count / 10)
    let out = HeldOut(whole: base, base: base, count: count, atLeast: leastItems, seed: seed)
    guard out.rows.count >= leastListeners else { return settings[0] }
    let known = out.strangers.map { Array($0.dropLast($0.count / 5)) }
    let wanted = out.strangers.map { Set($0.suffix($0.count / 5)) }
    let popularity = out.base.counts(columns: items)
    var winner = (setting: settings[0], ndcg: -1.0)
    for setting in settings {
      let scorer = make(setting, out.base)
      let lists = parallelMap(known.count) { listener in
        let out = Set(known[listener])
        return best(Evaluate.length, of: scorer.scores(known: known[listener], discarded: []), popularity: popularity) {
          !out.contains(Int32($0))
        }
      }
      let figures = RankingMetrics.measure(
        lists: lists, wanted: wanted, tail: Array(repeating: false, count: items), k: Evaluate.length)
      if figures.ndcg > winner.ndcg { winner = (setting, figures.ndcg) }
    }
    return winner.setting
  }
}
