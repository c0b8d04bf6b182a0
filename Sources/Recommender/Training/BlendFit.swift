import Listening

/// Finds how much each part counts in a score where few favourites are known, on listeners whom the model has not met.
///
/// For each number k of known favourites, k of theirs are known and the rest is to be found among the best of every part.
struct BlendFit {
  /// Listeners held back: at most so many, and at most a tenth of the crowd.
  static let mostListeners = 600
  /// Fewer than this say nothing sure.
  static let leastListeners = 30
  /// The best of each part that are looked at.
  static let depth = 100

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
    var (all, tail): ([Blend.Shares], [Blend.Shares]) = ([], [])
    for (step, known) in Blend.known.enumerated() {
      guard progress(Double(step) / Double(Blend.known.count)) else { return nil }
      let tasks = self.tasks(known)
      all.append(Self.shares(tasks.compactMap(\.all), known))
      tail.append(Self.shares(tasks.compactMap(\.tail), known))
    }
    return (Blend(all), Blend(tail))
  }

  /// What is surely better than what holds for all sets.
  private static func shares(_ tasks: [CoordinateAscent.Task], _ known: Int) -> Blend.Shares {
    let start = Blend.Shares(liked: known)
    guard tasks.count >= leastListeners else { return start }
    return Blend.Shares(CoordinateAscent(tasks).climb(from: start.weights, count: 5))
  }

  private func tasks(_ known: Int) -> [(all: CoordinateAscent.Task?, tail: CoordinateAscent.Task?)] {
    let able = strangers.filter { $0.count > known }
    return parallelMap(able.count) { task(able[$0], known) }
  }

  private func task(_ favourites: [Int32], _ known: Int) -> (all: CoordinateAscent.Task?, tail: CoordinateAscent.Task?)
  {
    var state = ListenerState(model)
    for track in favourites.prefix(known) { state.set(track, .saved, model) }
    let parts = Parts(state, model)
    let out = Set(favourites.prefix(known))
    let wanted = Set(favourites.dropFirst(known))
    return (
      candidates(parts, wanted, without: out, isTail: false), candidates(parts, wanted, without: out, isTail: true)
    )
  }

  /// The best of every part; what is wanted but not among them no sum would find.
  private func candidates(
    _ parts: Parts, _ wanted: Set<Int32>, without out: Set<Int32>, isTail: Bool
  ) -> CoordinateAscent.Task? {
    var found: Set<Int32> = []
    for part in [parts.posterior, parts.direction, parts.neighbours, parts.listeners, parts.crowd] {
      var best: [Scored] = []
      for (track, score) in part.enumerated() where (!isTail || tail[track]) && score > 0 {
        best.append(Scored(index: Int32(track), score: score))
      }
      best.keepBest(Self.depth + out.count)
      found.formUnion(best.lazy.map(\.index).filter { !out.contains($0) }.prefix(Self.depth))
    }
    let tracks = found.sorted()
    let served = wanted.count { !isTail || tail[Int($0)] }
    guard served > 0 else { return nil }
    return CoordinateAscent.Task(
      parts: tracks.map { track in
        let j = Int(track)
        return Blend.Shares(
          direction: parts.direction[j], neighbours: parts.neighbours[j], listeners: parts.listeners[j],
          crowd: parts.crowd[j], posterior: parts.posterior[j]
        ).weights
      }, isWanted: tracks.map { wanted.contains($0) }, wanted: served)
  }
}

extension Blend.Shares {
  /// The numbers in a row, for arithmetic.
  fileprivate var weights: SIMD8<Float> { [direction, neighbours, listeners, crowd, posterior, 0, 0, 0] }

  fileprivate init(_ weights: SIMD8<Float>) {
    self.init(
      direction: weights[0], neighbours: weights[1], listeners: weights[2], crowd: weights[3], posterior: weights[4])
  }
}
