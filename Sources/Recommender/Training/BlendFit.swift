import Foundation
import Listening

/// Finds the shares of the parts in a score, on listeners whom the model has not met.
///
/// For each number k of known favourites, k of theirs are known and the rest is to be found among the best of every part;
/// the shares climb the hill of NDCG@20 + recall@20 one at a time (coordinate ascent, Metzler and Croft 2007).
struct BlendFit {
  /// Listeners held back: at most so many, and at most a tenth of the crowd.
  static let mostListeners = 600
  /// Fewer than this say nothing sure: the shares of the number before are kept.
  static let leastListeners = 30
  /// The best of each part that are looked at.
  static let depth = 100
  /// What a move must gain, in share of what there is, so that chance does not move it.
  static let gain = 1.002

  private let model: Model
  private let strangers: [[Int32]]
  private let tail: [Bool]

  /// `strangers` are favourites of listeners who are not in the model, each in chance order.
  init(_ model: Model, strangers: [[Int32]]) {
    self.model = model
    self.strangers = strangers
    tail = LongTail.mask(counts: model.favourites.buffer.map { Int($0) })
  }

  /// Shares for serving everything, and for serving the tail alone. Cost: one ranking a listener and number of known ones.
  func fit(_ progress: (Double) -> Bool) -> (all: Blend, tail: Blend)? {
    var all: [Blend.Shares] = []
    var tail: [Blend.Shares] = []
    for (step, known) in Blend.known.enumerated() {
      guard progress(Double(step) / Double(Blend.known.count)) else { return nil }
      let tasks = self.tasks(known, isLast: step == Blend.known.count - 1)
      all.append(Self.climb(tasks.compactMap(\.all), from: all.last ?? Blend.Shares()))
      tail.append(Self.climb(tasks.compactMap(\.tail), from: tail.last ?? Blend.Shares()))
    }
    return (Blend(all), Blend(tail))
  }

  /// One listener's candidates with their parts.
  struct Task: Sendable {
    var features: [SIMD4<Float>] = []
    var isWanted: [Bool] = []
    var wanted = 0
    /// What the posterior counts; it is not fitted.
    var posterior: Float = 0
  }

  private func tasks(_ known: Int, isLast: Bool) -> [(all: Task?, tail: Task?)] {
    let able = strangers.filter { $0.count > (isLast ? 15 : known) }
    return parallelMap(able.count) { index in
      // The last number stands for all that is known of a listener but a fifth.
      task(able[index], isLast ? able[index].count * 4 / 5 : known)
    }
  }

  private func task(_ favourites: [Int32], _ known: Int) -> (all: Task?, tail: Task?) {
    var state = ListenerState(model)
    for track in favourites.prefix(known) { state.set(track, .saved, model) }
    let parts = Parts(state, model)
    let out = Set(favourites.prefix(known))
    let wanted = Set(favourites.dropFirst(known))
    return (
      candidates(parts, wanted, without: out, isTail: false), candidates(parts, wanted, without: out, isTail: true)
    )
  }

  private func candidates(_ parts: Parts, _ wanted: Set<Int32>, without out: Set<Int32>, isTail: Bool) -> Task? {
    let wanted = isTail ? wanted.filter { tail[Int($0)] } : wanted
    guard !wanted.isEmpty else { return nil }
    var found = wanted
    for part in [parts.posterior, parts.direction, parts.neighbours, parts.listeners] {
      var best: [Scored] = []
      for (track, score) in part.enumerated() where (!isTail || tail[track]) && score > 0 {
        best.append(Scored(index: Int32(track), score: score))
      }
      best.keepBest(Self.depth + out.count)
      found.formUnion(best.lazy.map(\.index).filter { !out.contains($0) }.prefix(Self.depth))
    }
    var task = Task(wanted: wanted.count, posterior: 3 / (3 + Float(parts.liked)))
    for track in found.sorted() {
      let j = Int(track)
      task.features.append(
        SIMD4(parts.direction[j], parts.neighbours[j], parts.listeners[j], parts.posterior[j]))
      task.isWanted.append(wanted.contains(track))
    }
    return task
  }

  /// The hill has more than one top: climbs from several sides and keeps the highest.
  private static func climb(_ tasks: [Task], from start: Blend.Shares) -> Blend.Shares {
    guard tasks.count >= leastListeners else { return start }
    let starts = [
      SIMD4(start.direction, start.neighbours, start.listeners, 0), SIMD4(0.8, 0.1, 0.1, 0), SIMD4(0.1, 0.1, 0.8, 0),
    ]
    let tops = starts.map { climb(tasks, $0) }
    let best = tops.dropFirst().reduce(tops[0]) { $1.value > $0.value * gain ? $1 : $0 }.shares
    return Blend.Shares(direction: best[0], neighbours: best[1], listeners: best[2])
  }

  private static func climb(_ tasks: [Task], _ start: SIMD4<Float>) -> (shares: SIMD4<Float>, value: Double) {
    var shares = start
    var best = value(shares, tasks)
    for step: Float in [0.2, 0.1, 0.05, 0.1, 0.05] {
      for part in 0..<3 {
        for sign: Float in [1, -1] {
          while let next = moved(shares, part, by: sign * step), case let reached = value(next, tasks),
            reached > best * gain
          {
            shares = next
            best = reached
          }
        }
      }
    }
    return (shares, best)
  }

  /// One share changed, and all brought back to a sum of 1; nil where nothing would be left of it.
  private static func moved(_ shares: SIMD4<Float>, _ part: Int, by step: Float) -> SIMD4<Float>? {
    var next = shares
    next[part] = max(0, next[part] + step)
    guard next[part] != shares[part], next.sum() > 0.1 else { return nil }
    return next / next.sum()
  }

  /// Mean of NDCG@20 + recall@20.
  private static func value(_ shares: SIMD4<Float>, _ tasks: [Task]) -> Double {
    let sums = parallelMap(tasks.count) { value(shares, tasks[$0]) }
    return sums.reduce(0, +) / Double(max(1, sums.count))
  }

  private static func value(_ shares: SIMD4<Float>, _ task: Task) -> Double {
    var weights = shares * 3 * (1 - task.posterior)
    weights[3] = task.posterior
    var ranked = task.features.indices.map { Scored(index: Int32($0), score: (weights * task.features[$0]).sum()) }
    ranked.keepBest(20)
    var (hits, gained, ideal) = (0.0, 0.0, 0.0)
    for (rank, entry) in ranked.enumerated() {
      let gain = 1 / log2(Double(rank) + 2)
      if rank < task.wanted { ideal += gain }
      guard task.isWanted[Int(entry.index)] else { continue }
      hits += 1
      gained += gain
    }
    return hits / Double(task.wanted) + gained / max(ideal, 1e-9)
  }
}
