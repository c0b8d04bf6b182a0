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
    without excluded: Set<Int32>
  ) {
    var found = Self.scan(count, formula, learner, model, facts, band, excluded)
    // The distant tail comes in through an artist that the listener kept.
    for (artist, value) in formula.odds.met where value > 0 {
      for track in facts.artistTracks[artist] where band.taper[Int(track)] < 0 && !excluded.contains(track) {
        found.served.append(Scored(index: track, score: 0))
      }
    }
    let exact = { (list: [Scored]) in
      list.map { Self.candidate($0.index, formula, learner, model, abs(band.taper[Int($0.index)])) }
        .sorted { ($0.score.total, $1.track) > ($1.score.total, $0.track) }
    }
    isCut = found.served.count >= count
    served = exact(found.served)
    let taken = Set(served.map(\.track))
    distant = exact(found.distant.filter { !taken.contains($0.index) })
  }

  private static func scan(
    _ count: Int, _ formula: Formula, _ learner: Learner, _ model: Model, _ facts: ModelFacts, _ band: Band,
    _ excluded: Set<Int32>
  ) -> (served: [Scored], distant: [Scored]) {
    var served = Best(count)
    var distant = Best(distantCount)
    let artists = formula.odds.met.isEmpty ? [] : artistScores(formula, model)
    // Plain buffers: this loop runs once for each track of the catalogue.
    let (bias, quality, artist) = (model.bias.buffer, model.quality.buffer, model.artist.buffer)
    let (steps, listeners, taper) = (learner.state.nearSums.steps, formula.listeners, band.taper)
    let start = formula.constant + formula.near.offset + formula.quality.offset
    let (nearFactor, biasFactor) = (formula.near.factor * SparseSums.unit, formula.bias)
    let qualityFactor = formula.quality.factor
    facts.quantised.scan(facts.quantised.query(formula.query), where: { taper[$0] != 0 }) { track, product in
      var score = start + product + biasFactor * bias[track] + nearFactor * Float(steps[track])
      score += qualityFactor * quality[track]
      if !listeners.isEmpty { score += listeners[track] }
      if !artists.isEmpty { score += artists[Int(artist[track])] }
      let total = tapered(score, abs(taper[track]))
      if taper[track] > 0 {
        if total >= served.threshold, !excluded.contains(Int32(track)) { served.add(Int32(track), total) }
      } else if total >= distant.threshold, !excluded.contains(Int32(track)) {
        distant.add(Int32(track), total)
      }
    }
    return (served.list, distant.list)
  }

  private static func artistScores(_ formula: Formula, _ model: Model) -> [Float] {
    var scores = Array(repeating: Float(0), count: model.artistNames.count)
    for (artist, value) in formula.odds.met { scores[Int(artist)] = value }
    return scores
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

/// Keeps the best of many as they pass by.
struct Best {
  private let count: Int
  private var kept: [Scored] = []
  /// What a score must reach to be looked at.
  private(set) var threshold = -Float.infinity

  init(_ count: Int) {
    self.count = count
    kept.reserveCapacity(4 * count)
  }

  @inline(__always)
  mutating func add(_ track: Int32, _ score: Float) {
    guard score.isFinite else { return }
    kept.append(Scored(index: track, score: score))
    if kept.count >= 4 * count { cut() }
  }

  private mutating func cut() {
    kept.keepBest(count)
    threshold = kept.last?.score ?? threshold
  }

  /// The best, best first.
  var list: [Scored] {
    var list = kept
    list.keepBest(count)
    return list
  }
}
