/// What simulated sessions came to.
public struct SimulationReport: Sendable, Codable {
  /// How many sessions were played, over all seeds.
  public var sessions = 0
  /// Tracks of a session.
  public var tracks = 0
  /// How many favourites each listener named before.
  public var named = 0
  /// Whether only the tail was played.
  public var tailOnly = false
  /// The draws of listeners.
  public var seeds: [UInt64] = []
  /// A row for each policy.
  public var policies: [Row] = []

  /// The figures of one policy, averaged over sessions.
  public struct Row: Sendable, Codable {
    /// The policy.
    public var name: String
    /// Saves among the first 10 tracks.
    public var saves10 = 0.0
    /// Saves among the first 25 tracks.
    public var saves25 = 0.0
    /// Saves among all tracks of a session.
    public var saves = 0.0
    /// The place of the first save, from 1; sessions without one count as the length and one.
    public var firstSave = 0.0
    /// The share of plays that tail items had.
    public var tailShare = 0.0
    /// How many different items were played over all sessions of a seed, averaged over seeds.
    public var unique = 0.0
    /// Milliseconds of processor time for a verdict and the next choice: the mean of the sessions'.
    public var keypress = 0.0
    /// Saves of the first policy minus this one's, session by session, over all tracks.
    public var behindFirst: Paired?

    init(name: String) { self.name = name }
  }
}

extension SimulationReport.Row {
  /// Adds the sessions of one seed, which has a share of all sessions.
  mutating func add(_ sessions: [Simulator.Session], tail: [Bool], tracks: Int, share: Double, seeds: Int) {
    let mean = { (value: (Simulator.Session) -> Double) in
      share * sessions.reduce(0) { $0 + value($1) } / Double(max(1, sessions.count))
    }
    saves10 += mean { Double($0.saved(first: 10)) }
    saves25 += mean { Double($0.saved(first: 25)) }
    saves += mean { Double($0.saved(first: tracks)) }
    firstSave += mean { Double(($0.saves.firstIndex(of: true) ?? tracks) + 1) }
    tailShare += mean { session in
      Double(session.played.count { tail[Int($0)] }) / Double(max(1, session.played.count))
    }
    keypress += mean { 1000 * $0.seconds / Double(max(1, $0.played.count)) }
    unique += Double(Set(sessions.flatMap(\.played)).count) / Double(max(1, seeds))
  }
}
