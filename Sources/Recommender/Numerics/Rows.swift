import Listening

/// Rows of numbers, compressed: row `r` is `items[offsets[r] ..< offsets[r + 1]]`, rising, none twice.
public struct Rows: Sendable, Equatable {
  /// Where each row begins, and one end more.
  public private(set) var offsets: [Int] = [0]
  /// All numbers, row by row.
  public private(set) var items: [Int32] = []

  /// No rows.
  public init() {}

  /// The rows given, each sorted and freed of repetitions.
  public init(_ rows: some Sequence<some Sequence<Int32>>) {
    for row in rows { append(row) }
  }

  /// The favourites of a corpus, a row a listener.
  public init(_ corpus: Corpus) {
    offsets = corpus.offsets
    items = corpus.favourites
  }

  /// How many rows there are.
  public var count: Int { offsets.count - 1 }

  /// One row.
  public subscript(_ row: Int) -> ArraySlice<Int32> { items[offsets[row]..<offsets[row + 1]] }

  /// Adds a row at the end.
  public mutating func append(_ row: some Sequence<Int32>) {
    var last: Int32 = -1
    for item in row.sorted() where item != last {
      items.append(item)
      last = item
    }
    offsets.append(items.count)
  }

  /// The same pairs the other way round: row `i` holds the rows that held `i`. Cost: linear in the pairs.
  public func transposed(columns: Int) -> Rows {
    var result = Rows()
    result.offsets = counts(columns: columns).reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    result.items = Array(repeating: 0, count: items.count)
    var next = result.offsets
    for row in 0..<count {
      for item in self[row] {
        result.items[next[Int(item)]] = Int32(row)
        next[Int(item)] += 1
      }
    }
    return result
  }

  /// How often each number occurs.
  public func counts(columns: Int) -> [Int] {
    items.reduce(into: Array(repeating: 0, count: columns)) { $0[Int($1)] += 1 }
  }
}
