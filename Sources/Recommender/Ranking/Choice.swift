import Foundation
import Listening

/// Chooses a list from candidates: one track of an artist in ten, near repetitions held back (MMR), one place in ten drawn.
struct Choice {
  /// Places in which an artist is heard once.
  static let spacing = 10
  /// The place of every ten that is drawn, counted over all that was ever served.
  static let drawnPlace = 7
  /// What the likeness to what was chosen before takes off, as a share of the best value (Carbonell and Goldstein 1998).
  static let repetition: Float = 0.1
  /// How many candidates a draw is made from.
  static let drawn = 100

  private let model: Model
  private let formula: Formula
  private let rules: Rules
  private var pool: [Candidate]
  private var distant: [Candidate]
  /// The largest likeness of each candidate to those of `heard` it was compared with so far, and how many those are.
  private var likeness: [(largest: Float, compared: Int)]
  /// vᵀ Λ⁻¹ v of tracks that might have been drawn.
  private var variances: [Int32: Float] = [:]
  /// The tracks just before and those chosen; the artists alike.
  private var heard: [Int32]
  private var artists: [Int32]
  private(set) var chosen: [Chosen] = []

  /// A candidate that was chosen, and its chance where it was drawn.
  struct Chosen: Sendable {
    var candidate: Candidate
    var propensity: Double?
  }

  /// The entries just before a list, the latest last.
  struct Recent: Sendable {
    var tracks: [Int32] = []
    var artists: [Int32] = []
  }

  /// What a list must keep to.
  struct Rules: Sendable {
    var count: Int
    /// The place of the first of the list, counted over all that was ever served.
    var place: Int
    var explores: Bool
    /// Whether artists are spaced at all, and repetitions held back.
    var isSpaced = true
    var resting: Set<Int32> = []
    var seed: UInt64
  }

  /// Prepares; `before` are those chosen already.
  init(
    _ candidates: Candidates, recent: Recent, before: [Chosen] = [], _ rules: Rules, _ formula: Formula, _ model: Model
  ) {
    self.model = model
    self.formula = formula
    self.rules = rules
    let taken = Set(before.map(\.candidate.track))
    pool = candidates.served.filter { !rules.resting.contains($0.artist) && !taken.contains($0.track) }
    distant = candidates.distant.filter { !rules.resting.contains($0.artist) && !taken.contains($0.track) }
    likeness = Array(repeating: (0, 0), count: pool.count)
    (heard, artists) = (recent.tracks.suffix(Self.spacing - 1), recent.artists)
    for chosen in before { append(chosen) }
  }

  /// Chooses until the list is full or no candidate fits.
  mutating func run() {
    while chosen.count < rules.count {
      let isDrawn = rules.explores && (rules.place + chosen.count) % 10 == Self.drawnPlace
      guard let next = isDrawn ? (draw() ?? best()) : best() else { return }
      append(next)
    }
  }

  private mutating func append(_ next: Chosen) {
    chosen.append(next)
    heard.append(next.candidate.track)
    artists.append(next.candidate.artist)
    remove(next.candidate.track)
  }

  private mutating func remove(_ track: Int32) {
    if let place = pool.firstIndex(where: { $0.track == track }) {
      pool.remove(at: place)
      likeness.remove(at: place)
    }
    distant.removeAll { $0.track == track }
  }

  /// The largest likeness of a candidate to what was heard and chosen; worked out only for those that might win.
  private mutating func likeness(at place: Int) -> Float {
    for other in heard[likeness[place].compared...] {
      likeness[place].largest = max(likeness[place].largest, alike(pool[place].track, other))
    }
    likeness[place].compared = heard.count
    return likeness[place].largest
  }

  /// The product of their directions, which are as long as they are sure: of tracks that few favour little likeness is known.
  private func alike(_ a: Int32, _ b: Int32) -> Float {
    model.withFactors(of: a) { a in model.withFactors(of: b) { Kernels.dot(a, $0, model.dimension) } }
  }

  private func fits(_ candidate: Candidate) -> Bool {
    !rules.isSpaced || !artists.suffix(Self.spacing - 1).contains(candidate.artist)
  }

  /// argmax of value − repetition · |best value| · largest likeness.
  private mutating func best() -> Chosen? {
    let price = rules.isSpaced ? Self.repetition * abs(pool.first?.value ?? 0) : 0
    var winner: (value: Float, place: Int)?
    for place in pool.indices where fits(pool[place]) {
      let most = pool[place].value
      // No candidate further down can win: they are sorted, and likeness only takes off.
      if let winner, most <= winner.value { break }
      let value = most - price * max(0, likeness(at: place))
      if winner.map({ value > $0.value }) ?? true { winner = (value, place) }
    }
    return winner.map { Chosen(candidate: pool[$0.place]) }
  }

  /// Draws in proportion to what would be learned and what is hoped: vᵀ Λ⁻¹ v · max(score, ε).
  private mutating func draw() -> Chosen? {
    let open = (pool.prefix(Self.drawn) + distant).filter(fits)
    guard !open.isEmpty, let posterior = formula.posterior else { return nil }
    let weights = open.map { Double(variance($0.track, posterior)) * max($0.score.total, 0.01) }
    let sum = weights.reduce(0, +)
    guard sum > 0, sum.isFinite else { return nil }
    var generator = Seeded(rules.seed &+ UInt64(truncatingIfNeeded: rules.place + chosen.count) &* 0x9E37_79B9)
    var rest = Double.random(in: 0..<sum, using: &generator)
    for (candidate, weight) in zip(open, weights) {
      rest -= weight
      if rest < 0 { return Chosen(candidate: candidate, propensity: weight / sum) }
    }
    return nil
  }

  /// vᵀ Λ⁻¹ v = |U⁻ᵀ v|²
  private mutating func variance(_ track: Int32, _ posterior: Posterior) -> Float {
    if let known = variances[track] { return known }
    let half = model.withFactors(of: track) { v in
      posterior.root.forward(Array(UnsafeBufferPointer(start: v, count: model.dimension)))
    }
    let variance = half.reduce(0) { $0 + $1 * $1 }
    variances[track] = variance
    return variance
  }
}
