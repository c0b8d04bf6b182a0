import Listening
import Synchronization

/// What was worked out last, kept until what it comes from changes. Views stay pure: this only saves work.
final class Memo<Key: Equatable & Sendable, Value: Sendable>: Sendable {
  private let last = Mutex<(key: Key, value: Value)?>(nil)

  /// The value of a key, made where the last one was of another.
  func value(of key: Key, _ make: () -> Value) -> Value {
    if let kept = last.withLock({ $0 }), kept.key == key { return kept.value }
    let value = make()
    last.withLock { $0 = (key, value) }
    return value
  }
}

/// The lists that a journal makes, which may be long.
struct Memos: Sendable {
  let history = Memo<Journal, [Row]>()
  let saved = Memo<SavedKey, [Row]>()
  let tags = Memo<Journal, [TagCount]>()
  let ledger = Memo<LedgerKey, EarLedger>()
  let filtered = Memo<FilterKey, [Row]>()

  /// What the list of saved tracks comes from.
  struct SavedKey: Equatable, Sendable {
    let journal: Journal
    let order: SavedOrder
  }

  /// What the ledger of ears comes from.
  struct LedgerKey: Equatable, Sendable {
    let journal: Journal
    let exposures: [TrackID: Exposure]
  }

  /// What a filtered list comes from.
  struct FilterKey: Equatable, Sendable {
    let rows: [Row]
    let filter: Filter
  }
}
