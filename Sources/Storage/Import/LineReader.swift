import Foundation

/// Reads a file line by line in flat memory: bytes, not text.
///
/// A line longer than a megabyte is no line of music; it is answered empty-handed and passed over.
struct LineReader {
  /// What comes next in a file.
  enum Line {
    /// The bytes of a line, without its end.
    case bytes(ArraySlice<UInt8>)
    /// A line too long to be one.
    case tooLong
  }

  static let longest = 1 << 20
  private let file: FileHandle
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  /// How many bytes of the file lie behind.
  private(set) var place: Int

  init(_ file: FileHandle, from place: Int = 0) throws {
    self.file = file
    self.place = place
    if place > 0 { try file.seek(toOffset: UInt64(place)) }
  }

  /// The next line; nil at the end.
  mutating func next() throws -> Line? {
    var isTooLong = false
    while true {
      if let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
        return take(to: end, behind: end + 1, isTooLong: isTooLong)
      }
      if isAtEnd {
        guard start < buffer.count || isTooLong else { return nil }
        return take(to: buffer.count, behind: buffer.count, isTooLong: isTooLong)
      }
      if buffer.count - start > Self.longest {
        isTooLong = true
        place += buffer.count - start
        start = buffer.count
      }
      try refill()
    }
  }

  private mutating func refill() throws {
    buffer.removeFirst(start)
    start = 0
    let more = try file.read(upToCount: 1 << 18) ?? Data()
    isAtEnd = more.isEmpty
    buffer += more
  }

  private mutating func take(to end: Int, behind: Int, isTooLong: Bool) -> Line {
    var line = buffer[start..<end]
    place += behind - start
    start = behind
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return isTooLong || line.count > Self.longest ? .tooLong : .bytes(line)
  }
}
