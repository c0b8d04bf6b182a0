import TextUI

/// A key and a word for it in the bottom line.
struct Hint {
  let key: String
  let word: String
  /// The highest goes first where there is no room.
  let rank: Int

  static let gap = 3
  /// The keys of the first screen, in the order shown.
  static let names = ["save", "discard", "next", "pause", "undo", "help"]
  /// The same, the most needed first.
  static let ranks = ["help", "pause", "save", "discard", "undo", "next"]

  init(_ key: String, _ word: String, _ rank: Int) {
    self.key = key
    self.word = word
    self.rank = rank
  }

  /// Those that fit, in their order.
  static func fitting(_ hints: [Hint], in width: Int) -> [Hint] {
    var hints = hints
    let used = { (hints: [Hint]) in
      hints.reduce(-gap) { $0 + Text.width(of: $1.key) + 1 + Text.width(of: $1.word) + gap }
    }
    while hints.count > 1, used(hints) > width, let last = hints.max(by: { $0.rank < $1.rank }) {
      hints.removeAll { $0.rank == last.rank }
    }
    return hints
  }
}
