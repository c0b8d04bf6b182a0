import Foundation
import Listening
import Recommender

/// A training and a test file in the adjacency form of the public benchmarks: a line a listener, `listener item item …`.
///
/// Items are numbered from 0 to the largest seen in either file. A listener's row in `train` may be empty.
public struct Dataset: Sendable {
  /// The listeners' own numbers, one for each row.
  public var listeners: [Int]
  /// What each listener favoured, to learn from.
  public var train: Rows
  /// What each listener favoured, held back.
  public var test: Rows
  /// How many items there are.
  public var itemCount: Int

  /// Reads both files.
  public init(train trainPath: String, test testPath: String) throws {
    let train = try Self.read(trainPath)
    let test = try Self.read(testPath)
    self.init(train: train, test: test)
    // Everything has a place for each number up to the largest.
    let most = 1_000_000 + 10 * (self.train.items.count + self.test.items.count)
    guard itemCount <= most else { throw EvaluationError.sparse(largest: itemCount - 1) }
  }

  /// Joins two readings.
  public init(train: [Int: [Int32]], test: [Int: [Int32]]) {
    listeners = Set(train.keys).union(test.keys).sorted()
    self.train = Rows(listeners.map { train[$0] ?? [] })
    self.test = Rows(listeners.map { test[$0] ?? [] })
    itemCount = 1 + Int(max(self.train.items.max() ?? -1, self.test.items.max() ?? -1))
  }

  /// Reads one file.
  public static func read(_ path: String) throws -> [Int: [Int32]] {
    let data = try FavouritesFile.contents(path)
    var rows: [Int: [Int32]] = [:]
    for (index, line) in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      guard let numbers = numbers(in: line) else { throw EvaluationError.malformed(path: path, line: index + 1) }
      if let listener = numbers.first { rows[Int(listener), default: []] += numbers.dropFirst() }
    }
    return rows
  }

  /// The whole numbers of a line; nil where something else stands in it.
  private static func numbers(in line: Data) -> [Int32]? {
    var numbers: [Int32] = []
    var current: Int32?
    for byte in line {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let (tens, over) = (current ?? 0).multipliedReportingOverflow(by: 10)
        let (sum, overSum) = tens.addingReportingOverflow(Int32(byte - UInt8(ascii: "0")))
        // Int32.max itself is refused too, so that `largest + 1` is a count.
        guard !over, !overSum, sum < Int32.max else { return nil }
        current = sum
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        if let number = current { numbers.append(number) }
        current = nil
      default: return nil
      }
    }
    if let number = current { numbers.append(number) }
    return numbers
  }

  /// The training rows as a corpus, every item its own artist, as these files know no artists.
  public func corpus(of rows: Rows) -> Corpus {
    Corpus(
      tracks: (0..<itemCount).map { Corpus.Entry(id: TrackID(.file, String($0)), artist: Int32($0)) },
      artists: (0..<itemCount).map { ArtistID(.file, String($0)) },
      followers: Array(repeating: -1, count: itemCount), tags: [],
      offsets: rows.offsets, favourites: rows.items)
  }
}
