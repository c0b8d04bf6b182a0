import Foundation

/// Numbers of the model, in memory or in a mapped file, that never change.
///
/// Sendable is safe: the memory is never written after the column is made, and `owner` keeps it alive.
struct Column<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  private let owner: AnyObject
  private let start: UnsafePointer<Element>?
  /// How many.
  let count: Int

  /// The numbers at `bytes`, which must be aligned and stay as they are while `owner` lives.
  init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject) {
    self.owner = owner
    count = bytes.count / MemoryLayout<Element>.stride
    start = bytes.baseAddress?.assumingMemoryBound(to: Element.self)
  }

  /// One number. Out of range is a fault of ours, never of the file: lengths are checked when it is opened.
  subscript(_ index: Int) -> Element {
    @inline(__always) get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      return start.unsafelyUnwrapped[index]
    }
  }

  /// All numbers.
  var buffer: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }

  /// A run of numbers.
  subscript(_ range: Range<Int>) -> UnsafeBufferPointer<Element> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return UnsafeBufferPointer(rebasing: buffer[range])
  }
}

/// Rows of numbers in the model: row `r` is `items[offsets[r] ..< offsets[r + 1]]`. What the file says of their places is cut to
/// what there is, so that a file whose sums were not compared does no harm.
struct ColumnRows<Element: BitwiseCopyable & Sendable>: Sendable {
  private let offsets: Column<Int>
  fileprivate let items: Column<Element>

  init(offsets: Column<Int>, items: Column<Element>) {
    (self.offsets, self.items) = (offsets, items)
  }

  /// How many rows.
  var count: Int { max(0, offsets.count - 1) }
  /// How many numbers in all rows.
  var total: Int { items.count }
  /// Where a row lies in `items`.
  func range(_ row: Int) -> Range<Int> {
    let start = max(0, min(offsets[row], items.count))
    return start..<max(start, min(offsets[row + 1], items.count))
  }
  /// One row.
  subscript(_ row: Int) -> UnsafeBufferPointer<Element> { items[range(row)] }
}

/// Rows of the numbers of tracks, listeners or tags, each below a limit: one that is not is read as 0.
struct Links: Sendable {
  private let rows: ColumnRows<Int32>
  private let limit: UInt32

  /// Nil where there is nothing that could be meant.
  init?(_ rows: ColumnRows<Int32>, below limit: Int) {
    guard limit > 0 || rows.total == 0 else { return nil }
    (self.rows, self.limit) = (rows, UInt32(clamping: limit))
  }

  var count: Int { rows.count }
  var total: Int { rows.total }
  /// Where a row lies among all.
  func range(_ row: Int) -> Range<Int> { rows.range(row) }
  /// One number by its place among all.
  func item(_ place: Int) -> Int32 { Row.checked(rows.items[place], limit) }
  subscript(_ row: Int) -> Row {
    @inline(__always) get { Row(numbers: rows[row], limit: limit) }
  }

  /// One row.
  struct Row: RandomAccessCollection {
    fileprivate let numbers: UnsafeBufferPointer<Int32>
    fileprivate let limit: UInt32

    var startIndex: Int { 0 }
    var endIndex: Int { numbers.count }
    subscript(_ place: Int) -> Int32 {
      @inline(__always) get { Self.checked(numbers[place], limit) }
    }

    @inline(__always)
    fileprivate static func checked(_ number: Int32, _ limit: UInt32) -> Int32 {
      UInt32(bitPattern: number) < limit ? number : 0
    }
  }
}

/// Names in their order, as bytes.
struct NameTable: Sendable {
  private let rows: ColumnRows<UInt8>

  init(_ rows: ColumnRows<UInt8>) { self.rows = rows }

  var count: Int { rows.count }

  /// The bytes of one name.
  func bytes(_ index: Int) -> UnsafeBufferPointer<UInt8> { rows[index] }

  /// One name.
  subscript(_ index: Int) -> String { String(decoding: rows[index], as: UTF8.self) }
}
