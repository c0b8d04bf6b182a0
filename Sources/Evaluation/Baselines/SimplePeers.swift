import Listening
import Recommender

/// The most favoured first, for everyone.
struct PopularityPeer: Scorer {
  /// Its name in tables.
  let name = "popularity"
  private let counts: [Float]

  /// Counts the favourites of each item.
  init(base: Rows, items: Int) { counts = base.counts(columns: items).map { Float($0) } }

  /// The counts, whoever asks.
  func scores(known: [Int32], discarded: [Int32]) -> [Float] { counts }
}

/// Chance, for the floor of every table.
struct RandomPeer: Scorer {
  /// Its name in tables.
  let name = "random"
  private let items: Int
  private let seed: UInt64

  /// Draws by `seed`.
  init(items: Int, seed: UInt64) {
    self.items = items
    self.seed = seed
  }

  /// New chance numbers for each state of the listener.
  func scores(known: [Int32], discarded: [Int32]) -> [Float] {
    var mixed = Seeded(seed)
    for item in known + discarded { mixed = Seeded(mixed.next() ^ UInt64(UInt32(bitPattern: item))) }
    return (0..<items).map { _ in Float.random(in: 0..<1, using: &mixed) }
  }
}
