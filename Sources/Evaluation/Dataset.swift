import Foundation
import Listening
import Recommender

/// A training and a test file in the adjacency form of the public benchmarks: a line a listener, `listener item item …`.
///
/// Items are counted from 0 in the order of their own numbers, those alone that occur in either file: a number that nobody
/// favours is no track, and must not fill the tail. A listener's row in `train` may be empty.
public struct Dataset: Sendable {
  /// The listeners' own numbers, one for each row.
  public let listeners: [Int]
  /// The items' own numbers, rising.
  public let items: [Int]
  /// What each listener favoured, to learn from.
  public let train: Rows
  /// What each listener favoured, held back.
  public let test: Rows

  /// Reads both files.
  public init(train: String, test: String) throws {
    try self.init(train: Self.read(train), test: Self.read(test))
  }

  /// Joins two readings.
  public init(train: [Int: [Int]], test: [Int: [Int]]) {
    let listeners = Set(train.keys).union(test.keys).sorted()
    let items = Set(train.values.joined()).union(test.values.joined()).sorted()
    let places = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($1, Int32($0)) })
    let rows = { (file: [Int: [Int]]) in Rows(listeners.map { (file[$0] ?? []).compactMap { places[$0] } }) }
    (self.listeners, self.items, self.train, self.test) = (listeners, items, rows(train), rows(test))
  }

  /// Reads one file.
  public static func read(_ path: String) throws -> [Int: [Int]] {
    var rows: [Int: [Int]] = [:]
    for (index, line) in try FavouritesFile.lines(path).enumerated() {
      guard let numbers = FavouritesFile.numbers(in: line) else {
        throw EvaluationError.malformed(path: path, line: index + 1)
      }
      if let listener = numbers.first { rows[listener, default: []] += numbers.dropFirst() }
    }
    return rows
  }

  /// The training rows as a corpus, every item its own artist, as these files know no artists.
  public func corpus(of rows: Rows) -> Corpus { Self.corpus(of: rows, items: items.count) }

  /// Rows as a corpus of so many items.
  static func corpus(of rows: Rows, items: Int) -> Corpus {
    Corpus(
      tracks: (0..<items).map { Corpus.Entry(id: TrackID(.file, String($0)), artist: Int32($0)) },
      artists: (0..<items).map { ArtistID(.file, String($0)) },
      followers: Array(repeating: -1, count: items), tags: [],
      offsets: rows.offsets, favourites: rows.items)
  }
}
