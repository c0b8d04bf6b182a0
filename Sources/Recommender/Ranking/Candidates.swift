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
    _ count: Int, _ formula: Formula, _ learner: Learner, _ model: Model, _ facts: inout ModelFacts, _ band: Band,
    without excluded: Excluded
  ) {
    let found = Self.scan(count, formula, learner, model, &facts, band, excluded)
    let exact = { (list: ArraySlice<Scored>) in
      list.map { Self.candidate($0.index, formula, learner, model, band.taper(of: $0.index)) }
        .filter { $0.score.total.isFinite }
        .sorted { ($0.score.total, $1.track) > ($1.score.total, $0.track) }
    }
    isCut = found.served.count >= count
    served = exact(found.served)
    distant = exact(found.distant[...])
  }

  private static func scan(
    _ count: Int, _ formula: Formula, _ learner: Learner, _ model: Model, _ facts: inout ModelFacts, _ band: Band,
    _ excluded: Excluded
  ) -> (served: ArraySlice<Scored>, distant: [Scored]) {
    let scan = Scan(formula, learner, model, facts)
    let kept = count + spare
    let floor = floor(facts.lastScans.found, count...count + spare / 2, scan, formula, band, excluded)
    let finds = finds(Best(kept, from: floor), scan, formula, &facts, band, excluded)
    let served = finds.served.list
    facts.lastScans.found = served.map(\.index)
    return (served.prefix(count), finds.distant.list)
  }

  /// Found beyond those looked at, so that enough are left for the floor of the next scan when some have been judged.
  private static let spare = 64

  /// What as many as are wanted reach for sure: the tracks found last, scored anew, are that many. −∞ where fewer of them may
  /// still be served.
  ///
  /// A little lower than need be, so that some beyond those wanted are found again.
  private static func floor(
    _ found: [Int32], _ wanted: ClosedRange<Int>, _ scan: Scan, _ formula: Formula, _ band: Band, _ excluded: Excluded
  ) -> Float {
    let scores = found.compactMap { track -> Float? in
      let taper = band.tapers[Int(track)]
      guard taper != 0, isServed(track, taper, formula), !excluded.holds(track) else { return nil }
      return tapered(scan.score(track), taper)
    }.filter(\.isFinite)
    guard scores.count >= wanted.lowerBound else { return -.infinity }
    let least = scores.sorted(by: >)[min(scores.count, wanted.upperBound) - 1]
    return least - 0.02 * abs(least)
  }

  /// The distant tail comes in through an artist that the listener kept, else it is for exploration.
  @inline(__always)
  private static func isServed(_ track: Int32, _ taper: Float, _ formula: Formula) -> Bool {
    taper > 0 || formula.odds[track] > 0
  }

  private static func finds(
    _ best: Best, _ scan: Scan, _ formula: Formula, _ facts: inout ModelFacts, _ band: Band, _ excluded: Excluded
  ) -> Finds {
    var finds = Finds(served: best)
    scan.eachRun(band.tapers, &facts.lastScans) { run in
      for start in stride(from: 0, to: run.tracks.count, by: Kernels.lanes) {
        let taper = Kernels.load(band.tapers, run.tracks.lowerBound + start)
        let atMost = tapered(run.atMost(start), taper)
        let least = finds.least(taper)
        // Nearly all are done with here, eight at one branch.
        guard any(atMost .>= least) else { continue }
        for lane in 0..<Kernels.lanes where taper[lane] != 0 && atMost[lane] >= least[lane] {
          let track = Int32(run.tracks.lowerBound + start + lane)
          guard !excluded.holds(track) else { continue }
          let total = tapered(scan.score(start + lane, in: run), taper[lane])
          guard total >= least[lane] else { continue }
          finds.add(track, total, isServed: isServed(track, taper[lane], formula))
        }
      }
    }
    return finds
  }

  /// The best so far: of those served for their score, and of the distant tail.
  private struct Finds {
    var served: Best
    var distant = Best(distantCount)

    /// What tracks of these tapers must reach to be looked at.
    @inline(__always)
    func least(_ taper: SIMD8<Float>) -> SIMD8<Float> {
      SIMD8(repeating: served.threshold)
        .replacing(with: min(served.threshold, distant.threshold), where: taper .< 0)
        .replacing(with: .infinity, where: taper .== 0)
    }

    @inline(__always)
    mutating func add(_ track: Int32, _ total: Float, isServed: Bool) {
      if isServed { served.add(track, total) } else { distant.add(track, total) }
    }
  }

  /// What speaks for a track is held back; what speaks against it already is.
  @inline(__always)
  private static func tapered(_ sums: SIMD8<Float>, _ taper: SIMD8<Float>) -> SIMD8<Float> {
    let size = taper.replacing(with: -taper, where: taper .< 0)
    return sums.replacing(with: sums * size, where: sums .> 0)
  }

  private static func tapered(_ sum: Float, _ taper: Float) -> Float { sum > 0 ? sum * abs(taper) : sum }

  private static func candidate(
    _ track: Int32, _ formula: Formula, _ learner: Learner, _ model: Model, _ taper: Float
  ) -> Candidate {
    let parts = formula.parts(track, learner, model)
    let sum = parts.factors + parts.neighbours + parts.listeners + parts.artist + parts.quality
    let score = Score(
      total: Double(sum > 0 ? sum * taper : sum), factors: Double(parts.factors), neighbours: Double(parts.neighbours),
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
}
