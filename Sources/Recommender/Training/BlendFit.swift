import Listening

/// Finds how much each part counts in a score, on listeners whom the model has not met.
///
/// For each number k of known favourites, k of theirs are known and the rest is to be found among the best of every part.
struct BlendFit {
  /// Listeners held back: at most so many, and at most a tenth of the crowd.
  static let mostListeners = 600
  /// Fewer listeners than that are asked more than once, each time with other favourites known: at most so often.
  static let mostDraws = 5
  /// Fewer than this say nothing sure: the shares of all sets are kept.
  static let leastListeners = 30
  /// Up to so many known favourites what counts is found by trying.
  static let few = 5
  /// The best of each part that are looked at.
  static let depth = 100
  /// Listeners with no more favourites than this are left out of the last step.
  static let leastOfMany = 15

  private let model: Model
  private let strangers: [[Int32]]
  private let hidesPairs: Bool

  /// `strangers` are favourites of listeners who are not in the model, each in chance order. With `hidesPairs` the last step
  /// hides favourites in pairs, too.
  init(_ model: Model, strangers: [[Int32]], hidesPairs: Bool = false) {
    self.model = model
    self.strangers = strangers
    self.hidesPairs = hidesPairs
  }

  /// The shares; nil where it was called off. Cost: one ranking a listener and number of known ones.
  func fit(_ progress: (Double) -> Bool) -> Blend? {
    var shares: [Blend.Shares] = []
    for (step, known) in Blend.known.enumerated() {
      guard progress(Double(step) / Double(Blend.known.count)) else { return nil }
      let isLast = step == Blend.known.count - 1
      let able = strangers.filter { $0.count > (isLast ? Self.leastOfMany : known) }
      let tasks = isLast ? tasksOfMany(able) : tasks(able, known)
      shares.append(Self.shares(tasks.compactMap(\.self), known, listeners: able.count))
    }
    return Blend(shares)
  }

  /// Few known favourites: what likely gains on the shares of all sets. Many: a convex loss, which goes further.
  private static func shares(_ tasks: [RankingTask], _ known: Int, listeners: Int) -> Blend.Shares {
    let start = Blend.Shares(liked: known)
    let tasks = known > few ? tasks.filter { $0.isWanted.contains(true) } : tasks
    guard min(listeners, tasks.count) >= leastListeners else { return start }
    guard known > few else {
      return Blend.Shares(CoordinateAscent(tasks).climb(from: start.weights, count: 5)) ?? start
    }
    return Blend.Shares(ListwiseFit(tasks).weights()) ?? start
  }

  private func tasks(_ able: [[Int32]], _ known: Int) -> [RankingTask?] {
    let orders = able.flatMap { Self.orders($0, by: known, draws: Self.draws(of: able.count)) }
    return parallelMap(orders.count) { task(orders[$0], known) }
  }

  /// How often each of so many listeners is asked.
  private static func draws(of listeners: Int) -> Int { min(mostDraws, max(1, mostListeners / max(1, listeners))) }

  /// The favourites as they are, then turned on by so many places with each draw.
  static func orders(_ favourites: [Int32], by places: Int, draws: Int) -> [[Int32]] {
    (0..<draws).map { draw in
      let start = draw * places % favourites.count
      return Array(favourites[start...] + favourites[..<start])
    }
  }

  /// The last step shows four fifths of a listener's favourites and hides a fifth: by chance, and with `hidesPairs` twice more
  /// in pairs.
  private func tasksOfMany(_ able: [[Int32]]) -> [RankingTask?] {
    let splits = able.flatMap { favourites in
      let hidden = favourites.count - favourites.count * 4 / 5
      guard hidesPairs else { return Self.orders(favourites, by: hidden, draws: Self.draws(of: able.count)) }
      return [favourites, pairsLast(favourites, hidden), pairsLast(favourites.reversed(), hidden)]
    }
    return parallelMap(splits.count) { task(splits[$0], splits[$0].count * 4 / 5) }
  }

  /// The favourites, at their end `count` that lie together in pairs: one by chance and the one nearest to it.
  ///
  /// What a listener meets next comes together, as an evening or a genre does; what is hidden one by one lies beside what stays
  /// known, and neighbours count too much.
  func pairsLast(_ favourites: [Int32], _ count: Int) -> [Int32] {
    var left = favourites
    var pairs: [Int32] = []
    while pairs.count < count, let next = left.popLast() {
      pairs.append(next)
      let direction = model.withFactors(of: next) { Array(UnsafeBufferPointer(start: $0, count: model.dimension)) }
      let near = left.map { Formula.dot(direction, $0, model) }
      guard pairs.count < count, let place = near.indices.max(by: { near[$0] < near[$1] }) else { continue }
      pairs.append(left.remove(at: place))
    }
    return left + pairs
  }

  /// The candidates are the best of every part; what is wanted but not among them no sum would find.
  func task(_ favourites: [Int32], _ known: Int) -> RankingTask? {
    var state = ListenerState(model)
    for track in favourites.prefix(known) { state.set(track, .saved, model) }
    let parts = Parts(state, model)
    let out = Set(favourites.prefix(known))
    let wanted = Set(favourites.dropFirst(known))
    guard !wanted.isEmpty else { return nil }
    let tracks = candidates(parts, without: out)
    return RankingTask(
      parts: tracks.map { track in
        let j = Int(track)
        return Blend.Shares(
          direction: parts.direction[j], neighbours: parts.neighbours[j], listeners: parts.listeners[j],
          crowd: parts.crowd[j], posterior: parts.posterior[j]
        ).weights
      }, isWanted: tracks.map { wanted.contains($0) }, wanted: wanted.count)
  }

  /// The best of every part, rising.
  private func candidates(_ parts: Parts, without out: Set<Int32>) -> [Int32] {
    var found: Set<Int32> = []
    for part in [parts.posterior, parts.direction, parts.neighbours, parts.listeners, parts.crowd] {
      var best: [Scored] = []
      for (track, score) in part.enumerated() where score > 0 {
        best.append(Scored(index: Int32(track), score: score))
      }
      best.keepBest(Self.depth + out.count)
      found.formUnion(best.lazy.map(\.index).filter { !out.contains($0) }.prefix(Self.depth))
    }
    return found.sorted()
  }
}

/// One listener's candidates with their parts; those that do not exist are 0.
struct RankingTask: Sendable {
  var parts: [SIMD8<Float>]
  var isWanted: [Bool]
  /// How many tracks are wanted, among the candidates or not.
  var wanted: Int
}

extension Blend.Shares {
  /// The numbers in a row, for arithmetic.
  fileprivate var weights: SIMD8<Float> { [direction, neighbours, listeners, crowd, posterior, 0, 0, 0] }

  /// Weights of direction, neighbours, listeners, crowd and posterior, brought to a sum of 1.
  fileprivate init?(_ weights: SIMD8<Float>) {
    let sum = (0..<5).reduce(Float(0)) { $0 + weights[$1] }
    guard sum > 0, sum.isFinite else { return nil }
    let shares = weights / sum
    self.init(
      direction: shares[0], neighbours: shares[1], listeners: shares[2], crowd: shares[3], posterior: shares[4])
  }
}
