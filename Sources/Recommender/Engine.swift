import Listening

/// The recommender as a session uses it: learns the journal, proposes tracks with their reasons.
///
/// What it knows is a pure function of the base model and the journal: replay, undo and the way there by single acts come to
/// the same ranking.
public actor Engine: RecommendationEngine {
  private var model: Model
  private var facts: ModelFacts
  private var learner: Learner
  /// Decides the draws, so that the same journal gives the same list.
  private let seed: UInt64

  /// Serves with this model. Cost: linear in the tracks.
  public init(model: Model, seed: UInt64 = 1) {
    self.model = model
    self.seed = seed
    facts = ModelFacts(model)
    learner = Learner(model, facts.artistTracks)
  }

  /// Goes on with a newer model; what was learned is carried over. Cost: the whole journal learned anew; who asks
  /// meanwhile waits.
  public func use(_ model: Model) {
    let facts = ModelFacts(model)
    learner = learner.seen(through: model, facts.artistTracks)
    self.model = model
    self.facts = facts
  }

  /// Moves to this journal. Cost: the new rows where it extends the last one, else all of it.
  public func learn(_ journal: Journal) -> Revision {
    learner.learn(journal, model)
    return learner.opinions.revision
  }

  /// Proposes tracks, best first. Cost: one scan of the quantised factors.
  public func recommend(_ request: RecommendationRequest) -> Recommendations {
    var serving = Serving(model, facts.taken(), learner, request, seed: seed)
    let answer = serving.run()
    facts = serving.facts
    return answer
  }

  /// What it believes of the listener. Cost: one scan of the quantised factors.
  public func taste() -> Taste {
    TasteReading(model, facts, learner).taste()
  }
}
