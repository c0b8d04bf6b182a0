import Listening
public actor Engine: RecommendationEngine {
  private var model: Model
  private var state: ListenerState
  private var journal = Journal()
  public init(model: Model) { self.model = model; state = ListenerState(model) }
  public func use(_ model: Model) { self.model = model; state = ListenerState(model) }
  public func learn(_ journal: Journal) async throws -> Revision {
    self.journal = journal
    state = ListenerState(model)
    for t in journal.tracks { if let i = model.index(of: t) { state.set(i, Evidence(journal.acts(on: t)), model) } }
    return journal.revision
  }
  public func recommend(_ request: RecommendationRequest) async throws -> Recommendations {
    let parts = Parts(state, model)
    var scored = parts.total.indices.map { Scored(index: Int32($0), score: parts.total[$0]) }
    scored.keepBest(500)
    let list = scored.compactMap { s -> Recommendation? in
      guard let id = model.track(s.index), !request.excluding.contains(id), !journal.knows(id) else { return nil }
      return Recommendation(track: id, score: Score(total: Double(s.score)), reason: .introduction) }
    return Recommendations(revision: journal.revision, list: Array(list.prefix(request.count)))
  }
  public func taste() async throws -> Taste { Taste(revision: journal.revision) }
}
