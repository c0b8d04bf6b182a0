import Listening

/// The engine's way of a keypress without its actor, so that a bench can time it on one thread.
public struct EngineBench {
  /// A started engine.
  public final class State {
    let model: Model
    var facts: ModelFacts
    var learner: Learner

    init(_ model: Model, _ journal: Journal) {
      self.model = model
      facts = ModelFacts(model)
      learner = Learner(model, facts.artistTracks)
      learner.learn(journal, model)
    }
  }

  /// Prepares nothing.
  public init() {}

  /// Maps a model and learns a journal, as the program does when it starts.
  public func start(path: String, _ journal: Journal) throws(ModelError) -> State {
    State(try Model(path: path, verifies: false), journal)
  }

  /// Learns what the journal has more, and answers with how many tracks of 30 were proposed.
  public func keypress(_ state: State, _ journal: Journal, depth: RadarDepth = .medium) -> Int {
    state.learner.learn(journal, state.model)
    var serving = Serving(
      state.model, state.facts.taken(), state.learner, RecommendationRequest(count: 30, depth: depth), seed: 1)
    let answer = serving.run()
    state.facts = serving.facts
    return answer.list.count
  }

  /// The share of the 20 best by floats that the one-byte scan finds among its candidates' best 20.
  public func overlap(_ state: State, count: Int = 20) -> Double {
    let formula = Formula(state.learner, state.model, state.facts)
    let wish = Band.Wish(RecommendationRequest(count: count, depth: .open))
    let band = state.facts.band(wish, state.model)
    let quick = Candidates(
      512, formula, state.learner, state.model, &state.facts, band,
      without: Excluded(known: state.learner.known, queued: []))
    var exact = Best(count)
    for track in 0..<Int32(state.model.trackCount)
    where band.tapers[Int(track)] > 0 && !state.learner.known.contains(track) {
      let parts = formula.parts(track, state.learner, state.model)
      exact.add(track, parts.factors + parts.neighbours + parts.listeners + parts.artist + parts.quality)
    }
    let found = Set(quick.served.prefix(count).map(\.track))
    let wanted = exact.list.map(\.index)
    return Double(wanted.count { found.contains($0) }) / Double(max(1, wanted.count))
  }
}
