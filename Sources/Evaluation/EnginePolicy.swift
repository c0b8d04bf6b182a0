import Recommender

/// The engine of the program as a policy.
struct EnginePolicy: Policy {
  /// Its name in tables.
  let name: String
  private let facts: SessionFacts
  private let rules: RankingSession.Rules

  /// Serves with a base model by these rules.
  init(_ name: String = "crescendo", _ facts: SessionFacts, rules: RankingSession.Rules = .init()) {
    self.name = name
    self.facts = facts
    self.rules = rules
  }

  /// Meets a listener.
  func begin(named: [Int32], open: [Bool], seed: UInt64) -> any PolicySession {
    var rules = rules
    rules.seed = seed
    var session = RankingSession(facts, open: open, rules: rules)
    session.name(named)
    return Session(session: session)
  }

  private struct Session: PolicySession {
    var session: RankingSession

    mutating func next(open: [Bool], popularity: [Int]) -> Int32? { session.next() }
    mutating func observe(_ item: Int32, saved: Bool) { session.observe(item, saved: saved) }
  }
}
