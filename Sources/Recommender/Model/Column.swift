import Foundation

/// Numbers of the model, in memory or in a mapped file, that never change.
///
/// Sendable is safe: the memory is never written after the column is made, and `owner` keeps it alive.
struct Column<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  private let owner: AnyObject?
  private let start: UnsafePointer<Element>?
  /// How many.
  let count: Int

  /// No numbers.
  init() {
    owner = nil
    start = nil
    count = 0
  }

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

/// Rows of numbers in the model: row `r` is `items[offsets[r] ..< offsets[r + 1]]`.
struct ColumnRows<Element: BitwiseCopyable & Sendable>: Sendable {
  let offsets: Column<Int>
  let items: Column<Element>

  /// How many rows.
  var count: Int { max(0, offsets.count - 1) }
  /// Where a row lies in `items`.
  func range(_ row: Int) -> Range<Int> { offsets[row]..<offsets[row + 1] }
  /// One row.
  subscript(_ row: Int) -> UnsafeBufferPointer<Element> { items[range(row)] }
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
