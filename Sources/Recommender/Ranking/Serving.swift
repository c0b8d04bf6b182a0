import Listening

/// One answer: candidates of the radar band, chosen one by one; wider bands where that is not enough.
struct Serving {
  /// Candidates looked at first, and at most.
  private static let first = 512
  private static let most = 8192

  private let model: Model
  private(set) var facts: ModelFacts
  private let learner: Learner
  private let request: RecommendationRequest
  private let formula: Formula
  private let excluded: Set<Int32>
  private let recent: [Int32]
  private var rules: Choice.Rules
  private var chosen: [Choice.Chosen] = []

  init(_ model: Model, _ facts: ModelFacts, _ learner: Learner, _ request: RecommendationRequest, seed: UInt64) {
    self.model = model
    self.facts = facts
    self.learner = learner
    self.request = request
    formula = Formula(learner, model, facts)
    let queued = request.excluding.compactMap { model.index(of: $0) }
    excluded = learner.known.union(queued)
    // An artist the model does not know is nobody's: −1 is no artist's number.
    recent = request.recentArtists.map { model.index(of: $0) ?? -1 }
    rules = Choice.Rules(
      count: max(0, request.count), place: excluded.count, explores: request.explores,
      resting: Set(learner.opinions.resting.compactMap { model.index(of: $0) }), seed: seed)
  }

  /// Chooses the list.
  mutating func run() -> Recommendations {
    choose(from: facts.band(Band.Wish(request), model))
    let isWidened = chosen.count < rules.count
    if isWidened { widen() }
    let reasons = Reasons(formula, model)
    let list = chosen.compactMap { chosen in recommendation(chosen, reasons) }
    return Recommendations(revision: learner.opinions.revision, list: list, widened: isWidened && !list.isEmpty)
  }

  /// First the distant tail of the band, then nearer the surface, at last artists that rest or were just heard.
  private mutating func widen() {
    choose(from: facts.band(Band.Wish(request), model).withDistantTail)
    var depth = request.depth.shallower
    while chosen.count < rules.count, let next = depth {
      choose(from: facts.band(Band.Wish(request, at: next), model).withDistantTail)
      depth = next.shallower
    }
    guard chosen.count < rules.count else { return }
    rules.resting = []
    rules.isSpaced = false
    choose(from: facts.band(Band.Wish(request, at: .open), model).withDistantTail)
  }

  /// Goes on with the list from a band; looks at more candidates where those found were of too few artists.
  private mutating func choose(from band: Band) {
    var count = Self.first
    while chosen.count < rules.count {
      let candidates = Candidates(count, formula, learner, model, facts, band, without: excluded)
      var choice = Choice(candidates, recent: recent, before: chosen, rules, formula, model)
      choice.run()
      chosen = choice.chosen
      guard candidates.isCut, count < Self.most else { return }
      count *= 4
    }
  }

  private func recommendation(_ chosen: Choice.Chosen, _ reasons: Reasons) -> Recommendation? {
    guard let track = model.track(chosen.candidate.track) else { return nil }
    let reason = chosen.propensity == nil ? reasons.reason(chosen.candidate) : .exploring
    return Recommendation(
      track: track, score: chosen.candidate.score, reason: reason, propensity: chosen.propensity)
  }
}
