import Foundation
import Listening
import Recommender

/// Plays the sessions of a simulation with several policies on the same hidden listeners.
public struct Simulate: Sendable {
  /// What is to be simulated.
  public struct Options: Sendable {
    /// The file of favourites.
    public var favourites: String
    /// The draw of listeners, session by session; its seed is taken from `seeds`.
    public var wishes = Simulator.Wishes()
    /// Draws of listeners.
    public var seeds: [UInt64] = [1, 2, 3]
    /// Who plays; the first is the one that others are compared with.
    public var policies: [PolicyName] = PolicyName.gate

    /// The protocol of the marks, on a file.
    public init(favourites: String) { self.favourites = favourites }
  }

  private let options: Options

  /// Prepares a simulation.
  public init(_ options: Options) { self.options = options }

  /// Plays all sessions. `progress` hears the share done and who plays now.
  public func run(progress: @Sendable (Double, String) -> Void = { _, _ in }) throws -> SimulationReport {
    let data = try Dataset(train: FavouritesFile.read(options.favourites), test: [:])
    let simulators = try options.seeds.map { try simulator(data, seed: $0) }
    let listeners = simulators.flatMap { $0.listeners.map(\.row) }
    var rows = options.policies.map { SimulationReport.Row(name: $0.rawValue) }
    var saves: [[Double]] = Array(repeating: [], count: rows.count)
    for (round, simulator) in simulators.enumerated() {
      let policies = try Policies(simulator, seed: options.seeds[round])
      let share = Double(simulator.listeners.count) / Double(listeners.count)
      for (place, name) in options.policies.enumerated() {
        progress(Double(round * rows.count + place) / Double(rows.count * simulators.count), name.rawValue)
        let sessions = simulator.run(policies.make(name))
        saves[place] += sessions.map { Double($0.saved(first: options.wishes.tracks)) }
        rows[place].add(
          sessions, tail: simulator.tail, tracks: options.wishes.tracks, share: share, seeds: simulators.count)
      }
    }
    for place in rows.indices.dropFirst() {
      rows[place].behindFirst = Paired(saves[0], minus: saves[place], of: listeners)
    }
    return SimulationReport(
      sessions: listeners.count, tracks: options.wishes.tracks, named: options.wishes.named,
      tailOnly: options.wishes.tailOnly, seeds: options.seeds, policies: rows)
  }

  private func simulator(_ data: Dataset, seed: UInt64) throws -> Simulator {
    var wishes = options.wishes
    wishes.seed = seed
    let simulator = try Simulator(rows: data.train, items: data.items.count, wishes: wishes)
    if options.policies.contains(.ease) { try EasePeer.admit(items: simulator.popularity.count) }
    return simulator
  }
}

/// Who may play a simulated session.
public enum PolicyName: String, Sendable, CaseIterable, Codable {
  /// The engine, its ranking alone.
  case crescendo
  /// The same, deaf to discards.
  case deaf = "crescendo-deaf"
  /// The same with artists spaced and repetitions held back.
  case spaced = "crescendo-spaced"
  /// The same with one place in ten drawn.
  case exploring = "crescendo-exploring"
  /// The same under the radar, at three depths.
  case easy = "crescendo-easy"
  case medium = "crescendo-medium"
  case hard = "crescendo-hard"
  /// Chance.
  case random
  /// The most favoured first.
  case popularity
  /// Item neighbours by cosine.
  case itemKNN = "item-knn"
  /// Listeners of similar taste.
  case userKNN = "user-knn"
  /// The dense linear item model.
  case ease
  /// Fold-in on implicit least squares.
  case ials
  /// A linear bandit on the same factors.
  case linUCB = "linucb"

  /// Those that the gate compares.
  public static let gate: [PolicyName] = [
    .crescendo, .deaf, .random, .popularity, .itemKNN, .userKNN, .ease, .ials, .linUCB,
  ]
}

/// Makes policies for one draw of listeners; what several need is trained once.
private final class Policies {
  private let simulator: Simulator
  private let items: Int
  private let seed: UInt64
  private lazy var least = AlternatingLeastSquares.tuned(base: simulator.base, items: items)
  private let facts: SessionFacts

  init(_ simulator: Simulator, seed: UInt64) throws {
    self.simulator = simulator
    items = simulator.popularity.count
    self.seed = seed
    // Always from the trainer's first seed, whatever draws the listeners: so the figures of Benchmarks were measured.
    facts = SessionFacts(try Trainer(Dataset.corpus(of: simulator.base, items: items)).train().model())
  }

  func make(_ name: PolicyName) -> any Policy {
    let base = simulator.base
    switch name {
    case .crescendo: return ours(name) { _ in }
    case .deaf: return ours(name) { $0.learnsDiscards = false }
    case .spaced: return ours(name) { $0.isSpaced = true }
    case .exploring: return ours(name) { $0.explores = true }
    case .easy: return ours(name) { $0.depth = .easy }
    case .medium: return ours(name) { $0.depth = .medium }
    case .hard: return ours(name) { $0.depth = .hard }
    case .random: return ScorerPolicy(RandomPeer(items: items, seed: seed))
    case .popularity: return ScorerPolicy(PopularityPeer(base: base, items: items))
    case .itemKNN: return ScorerPolicy(ItemPeer.cosine(base: base, items: items))
    case .userKNN: return ScorerPolicy(UserPeer(base: base, items: items))
    case .ease: return ScorerPolicy(EasePeer(base: base, items: items))
    case .ials: return ScorerPolicy(FoldInPeer(least))
    case .linUCB: return LinUCB(least)
    }
  }

  private func ours(_ name: PolicyName, _ change: (inout RankingSession.Rules) -> Void) -> EnginePolicy {
    var rules = RankingSession.Rules()
    change(&rules)
    return EnginePolicy(name.rawValue, facts, rules: rules)
  }
}
