import Listening

/// A track that may be proposed, with its exact score.
struct Candidate: Sendable {
  var track: Int32
  var artist: Int32
  var score: Score
  var value: Float { Float(score.total) }
}

/// The best tracks of the catalogue for a listener: a quick scan over all, then an exact score for those it finds.
struct Candidates: Sendable {
  /// Tracks to choose from, best first.
  private(set) var served: [Candidate]
  /// Tracks of which too little is known to serve them for their score: for exploration.
  private(set) var distant: [Candidate]
  /// Whether there may be more behind those found.
  let isCut: Bool

  /// How many of the distant tail are kept.
  static let distantCount = 32

  init(
    _ count: Int, _ formula: Formula, _ learner: Learner, _ model: Model, _ facts: ModelFacts, _ band: Band,
    without excluded: Excluded
  ) {
    let found = Self.scan(count, formula, learner, model, facts, band, excluded)
    let exact = { (list: [Scored]) in
      list.map { Self.candidate($0.index, formula, learner, model, abs(band.taper[Int($0.index)])) }
        .filter { $0.score.total.isFinite }
        .sorted { ($0.score.total, $1.track) > ($1.score.total, $0.track) }
    }
    isCut = found.served.count >= count
    served = exact(found.served)
    distant = exact(found.distant)
  }

  private static func scan(
    _ count: Int, _ formula: Formula, _ learner: Learner, _ model: Model, _ facts: ModelFacts, _ band: Band,
    _ excluded: Excluded
  ) -> (served: [Scored], distant: [Scored]) {
    var served = Best(count)
    var distant = Best(distantCount)
    var lowest = -Float.infinity
    band.taper.withUnsafeBufferPointer { taper in
      Scan(formula, learner, model, facts)(band.tracks) { track, score in
        // The taper only takes off: nearly all tracks are done with here, by a branch that is foreseen.
        guard score >= lowest else { return }
        let total = tapered(score, abs(taper[track]))
        // The distant tail comes in through an artist that the listener kept, else it is for exploration.
        if taper[track] > 0 || band.servesDistant || formula.odds[model.artist[track]] > 0 {
          if total >= served.threshold, !excluded.holds(Int32(track)) { served.add(Int32(track), total) }
        } else if total >= distant.threshold, !excluded.holds(Int32(track)) {
          distant.add(Int32(track), total)
        }
        lowest = min(served.threshold, distant.threshold)
      }
    }
    return (served.list, distant.list)
  }

  /// What speaks for a track is held back; what speaks against it already is.
  @inline(__always)
  private static func tapered(_ sum: Float, _ taper: Float) -> Float { sum > 0 ? sum * taper : sum }

  private static func candidate(
    _ track: Int32, _ formula: Formula, _ learner: Learner, _ model: Model, _ taper: Float
  ) -> Candidate {
    let parts = formula.parts(track, learner, model)
    let sum = parts.factors + parts.neighbours + parts.listeners + parts.artist + parts.quality
    let score = Score(
      total: Double(tapered(sum, taper)), factors: Double(parts.factors), neighbours: Double(parts.neighbours),
      listeners: Double(parts.listeners), artist: Double(parts.artist), quality: Double(parts.quality),
      taper: sum > 0 ? Double(taper) : 1)
    return Candidate(track: track, artist: model.artist[Int(track)], score: score)
  }
}

/// What is not to be proposed.
struct Excluded: Sendable {
  /// Tracks the listener knows.
  let known: Set<Int32>
  /// Tracks in the queue already, or put off.
  let queued: Set<Int32>

  func holds(_ track: Int32) -> Bool { known.contains(track) || queued.contains(track) }
  /// How many.
  var count: Int { known.count + queued.count { !known.contains($0) } }
}
