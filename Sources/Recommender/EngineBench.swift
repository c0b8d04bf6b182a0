import Listening

/// The engine's way of a keypress without its actor, so that a bench can time it on one thread.
public enum EngineBench {
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

  /// Maps a model and learns a journal, as the program does when it starts.
  public static func start(path: String, _ journal: Journal) throws(ModelError) -> State {
    State(try Model(path: path, verifies: false), journal)
  }

  /// Learns what the journal has more, and answers with how many tracks of 30 were proposed.
  public static func keypress(_ state: State, _ journal: Journal, depth: RadarDepth = .medium) -> Int {
    state.learner.learn(journal, state.model)
    var serving = Serving(
      state.model, state.facts.taken(), state.learner, RecommendationRequest(count: 30, depth: depth), seed: 1)
    let answer = serving.run()
    state.facts = serving.facts
    return answer.list.count
  }

  /// The share of the best by floats that are among the best of the one-byte scan alone, before those are scored in floats.
  public static func overlap(_ state: State, count: Int = 20) -> Double {
    let formula = Formula(state.learner, state.model, state.facts)
    let scan = Scan(formula, state.learner, state.model, state.facts)
    let exact = formula.scores(state.learner, state.model)
    var (quick, wanted) = (Best(count), Best(count))
    for track in 0..<Int32(state.model.trackCount) where !state.learner.known.contains(track) {
      quick.add(track, scan.score(track))
      wanted.add(track, exact[Int(track)])
    }
    let found = Set(quick.list.map(\.index))
    return Double(wanted.list.count { found.contains($0.index) }) / Double(max(1, wanted.list.count))
  }
}
