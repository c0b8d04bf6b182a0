import Listening

/// One answer: candidates of the radar band, chosen one by one; wider bands where that is not enough.
struct Serving {
  /// Candidates looked at first, and at most.
  private static let first = 256
  private static let most = 16_384

  private let model: Model
  private(set) var facts: ModelFacts
  private let learner: Learner
  private let request: RecommendationRequest
  private let formula: Formula
  private let excluded: Excluded
  private let recent: Choice.Recent
  private var rules: Choice.Rules
  private var chosen: [Choice.Chosen] = []

  /// Prepares an answer to a request by names.
  init(_ model: Model, _ facts: ModelFacts, _ learner: Learner, _ request: RecommendationRequest, seed: UInt64) {
    let queued = Set(request.excluding.compactMap { model.index(of: $0) })
    self.init(
      model, facts, learner, excluded: Excluded(known: learner.known, queued: queued.union(learner.waiting)),
      place: learner.met.count + queued.count { !learner.met.contains($0) },
      recent: Choice.Recent(request, model), request, seed: seed)
  }

  /// Prepares an answer to a request by numbers; `place` counts all that was ever served.
  init(
    _ model: Model, _ facts: ModelFacts, _ learner: Learner, excluded: Excluded, place: Int, recent: Choice.Recent,
    _ request: RecommendationRequest, seed: UInt64
  ) {
    self.model = model
    self.facts = facts
    self.learner = learner
    self.request = request
    self.excluded = excluded
    self.recent = recent
    formula = Formula(learner, model, facts)
    rules = Choice.Rules(
      count: max(0, request.count), place: place, explores: request.explores,
      resting: learner.restingArtists, seed: seed)
  }

  /// Leaves out spacing and rests, for measuring the ranking alone.
  mutating func ranksOnly() {
    rules.resting = []
    rules.isSpaced = false
  }

  /// The first of the list by its number, without a reason.
  mutating func first() -> Int32? {
    choose()
    return chosen.first?.candidate.track
  }

  /// Chooses the list.
  mutating func run() -> Recommendations {
    let isWidened = choose()
    let reasons = Reasons(formula, model).reasons(chosen.map(\.candidate))
    let list = zip(chosen, reasons).compactMap { recommendation($0, $1) }
    return Recommendations(revision: learner.opinions.revision, list: list, widened: isWidened)
  }

  /// Answers whether something was found that the band does not serve for its score.
  @discardableResult
  private mutating func choose() -> Bool {
    let band = facts.band(Band.Key(request), model)
    choose(from: band)
    let found = chosen.count
    if found < rules.count { widen() }
    return chosen.dropFirst(found).contains { band.tapers[Int($0.candidate.track)] <= 0 }
  }

  /// First the distant tail of the band, then nearer the surface, at last artists that rest or were just heard.
  private mutating func widen() {
    choose(from: facts.band(Band.Key(request), model).withDistantTail)
    var depth = request.depth.shallower
    while chosen.count < rules.count, let next = depth {
      choose(from: facts.band(Band.Key(request, at: next), model).withDistantTail)
      depth = next.shallower
    }
    guard chosen.count < rules.count else { return }
    rules.resting = []
    rules.isSpaced = false
    choose(from: facts.band(Band.Key(request, at: .open), model).withDistantTail)
  }

  /// Goes on with the list from a band; looks at more candidates where those found were of too few artists.
  private mutating func choose(from band: Band) {
    var count = Self.first
    while chosen.count < rules.count {
      let candidates = Candidates(count, formula, learner, model, &facts, band, without: excluded)
      var choice = Choice(candidates, recent: recent, before: chosen, rules, formula, model)
      choice.run()
      chosen = choice.chosen
      guard candidates.isCut, count < Self.most else { return }
      count *= 4
    }
  }

  private func recommendation(_ chosen: Choice.Chosen, _ reason: Reason) -> Recommendation? {
    model.track(chosen.candidate.track).map { track in
      Recommendation(
        track: track, score: chosen.candidate.score, reason: chosen.propensity == nil ? reason : .exploring,
        propensity: chosen.propensity)
    }
  }
}

extension Choice.Recent {
  /// By the model's numbers. An artist it does not know is nobody's: −1 is no artist's number.
  fileprivate init(_ request: RecommendationRequest, _ model: Model) {
    artists = request.recentArtists.map { model.index(of: $0) ?? -1 }
    tracks = request.recentTracks.compactMap { model.index(of: $0) }
  }
}
