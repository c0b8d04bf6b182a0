/// Chooses what to play next in a simulated session.
protocol Policy: Sendable {
  /// Its name in tables.
  var name: String { get }
  /// Meets a listener who has named these items and may be played the open ones; `seed` decides what is drawn for them.
  func begin(named: [Int32], open: [Bool], seed: UInt64) -> any PolicySession
}

/// A policy with one listener.
protocol PolicySession {
  /// The item for the next place, of those still open; `popularity` settles ties. Nil where none is left.
  mutating func next(open: [Bool], popularity: [Int]) -> Int32?
  /// Hears what the listener did with an item.
  mutating func observe(_ item: Int32, saved: Bool)
}

/// A scorer as a policy: it scores anew from all that is known.
struct ScorerPolicy: Policy {
  private let scorer: any Scorer
  /// Its name in tables.
  var name: String { scorer.name }

  /// Plays what `scorer` puts first.
  init(_ scorer: any Scorer) { self.scorer = scorer }

  /// Meets a listener.
  func begin(named: [Int32], open: [Bool], seed: UInt64) -> any PolicySession {
    Session(scorer: scorer, known: named)
  }

  private struct Session: PolicySession {
    let scorer: any Scorer
    var known: [Int32]
    var discarded: [Int32] = []

    mutating func next(open: [Bool], popularity: [Int]) -> Int32? {
      best(1, of: scorer.scores(known: known, discarded: discarded), popularity: popularity) { open[$0] }.first
    }

    mutating func observe(_ item: Int32, saved: Bool) {
      if saved { known.append(item) } else { discarded.append(item) }
    }
  }
}
