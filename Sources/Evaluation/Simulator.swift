import Foundation
import Recommender

/// Listening sessions of listeners whose favourites are hidden: a hidden favourite is saved, all else discarded.
public struct Simulator: Sendable {
  /// The base that policies may learn from; the hidden listeners are not in it.
  let base: Rows
  /// Which items may be played.
  let served: [Bool]
  /// How many favourites each item has in the base.
  let popularity: [Int]
  /// Listeners that count: the row of each, what it named before, and what is hidden.
  let listeners: [(row: Int, named: [Int32], hidden: Set<Int32>)]
  /// Which items are the tail of those that may be served at all.
  let tail: [Bool]
  /// How many tracks a session has.
  let tracks: Int
  private let seed: UInt64

  /// The wishes of a simulation.
  public struct Wishes: Sendable {
    /// How many listeners are drawn.
    public var listeners = 300
    /// The least items of a listener who may be drawn.
    public var atLeastItems = 20
    /// The least favourites in the base of an item that may be played.
    public var atLeastFavourites = 3
    /// Tracks of a session.
    public var tracks = 50
    /// How many favourites, of any fame, each listener names before.
    public var named = 0
    /// Whether only the tail is played.
    public var tailOnly = false
    /// Decides the draw.
    public var seed: UInt64 = 1

    /// The protocol of the marks.
    public init() {}
  }

  /// Hides listeners of `rows`; items with too few favourites in the base are left out, and the rest numbered anew.
  init(rows: Rows, items: Int, wishes: Wishes) throws {
    let out = HeldOut(
      whole: rows, base: rows, count: wishes.listeners, atLeast: wishes.atLeastItems, seed: wishes.seed)
    guard !out.rows.isEmpty else { throw EvaluationError.nobodyToMeet(atLeast: wishes.atLeastItems) }
    guard !out.base.items.isEmpty else { throw EvaluationError.nothingToLearn }
    let counts = out.base.counts(columns: items)
    let known = counts.indices.filter { counts[$0] >= wishes.atLeastFavourites }
    // From here on items are numbered among those that may be served at all: peers of n³ stay possible.
    let place = Dictionary(uniqueKeysWithValues: known.enumerated().map { (Int32($1), Int32($0)) })
    base = Rows((0..<out.base.count).map { row in out.base[row].compactMap { place[$0] } })
    popularity = known.map { counts[$0] }
    let tail = LongTail.mask(counts: popularity)
    let mask = tail.map { $0 || !wishes.tailOnly }
    served = mask
    self.tail = tail
    tracks = wishes.tracks
    seed = wishes.seed
    let least = wishes.tailOnly ? 3 : 5
    listeners = zip(out.rows, out.strangers).compactMap { row, stranger in
      let nameable = stranger.compactMap { place[$0] }
      let named = Array(nameable.prefix(wishes.named))
      let hidden = Set(nameable.filter { mask[Int($0)] }).subtracting(named)
      return hidden.count >= least ? (row, named, hidden) : nil
    }
    if listeners.isEmpty { throw EvaluationError.nothingToTest }
  }

  /// How one session went.
  struct Session: Sendable {
    /// Whether each track was saved, in order.
    var saves: [Bool] = []
    /// What was played.
    var played: [Int32] = []
    /// Processor time of all verdicts and choices.
    var seconds = 0.0

    /// How many of the first `count` were saved.
    func saved(first count: Int) -> Int { saves.prefix(count).count { $0 } }
  }

  /// Plays every listener's session, on all cores.
  func run(_ policy: any Policy) -> [Session] {
    parallelMap(listeners.count) { play(policy, $0) }
  }

  private func play(_ policy: any Policy, _ listener: Int) -> Session {
    let (_, named, hidden) = listeners[listener]
    var open = served
    for item in named { open[Int(item)] = false }
    var state = policy.begin(named: named, open: open, seed: seed &* 1_000_000 &+ UInt64(listener))
    var session = Session()
    for _ in 0..<tracks {
      let start = Self.processorTime()
      guard let item = state.next(open: open, popularity: popularity) else { break }
      let saved = hidden.contains(item)
      open[Int(item)] = false
      session.saves.append(saved)
      session.played.append(item)
      state.observe(item, saved: saved)
      session.seconds += Self.processorTime() - start
    }
    return session
  }

  /// Seconds that this thread has worked: other work on the machine does not count.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
