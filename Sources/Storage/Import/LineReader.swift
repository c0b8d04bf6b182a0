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
  /// How many lines a quoted field may run over.
  static let mostLines = 64
  private let file: FileHandle
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private var ahead: [(line: Line, length: Int)] = []
  /// How many bytes of the file lie behind.
  private(set) var place: Int

  init(_ file: FileHandle, from place: Int = 0) throws {
    self.file = file
    self.place = place
    if place > 0 { try file.seek(toOffset: UInt64(place)) }
  }

  /// The next line; nil at the end.
  mutating func next() throws -> Line? {
    guard let (line, length) = ahead.isEmpty ? try read() : ahead.removeFirst() else { return nil }
    place += length
    return line
  }

  /// The line just read with those after it, up to the first that makes it whole, and how many lines were added.
  ///
  /// Nil, with nothing read, where none of the next few does.
  mutating func extend(
    _ line: ArraySlice<UInt8>, isWhole: (ArraySlice<UInt8>) -> Bool
  ) throws -> (bytes: ArraySlice<UInt8>, added: Int)? {
    var whole = line
    for added in 1...Self.mostLines {
      if ahead.count < added, let more = try read() { ahead.append(more) }
      guard ahead.count >= added, case .bytes(let next) = ahead[added - 1].line, whole.count < Self.longest
      else { return nil }
      whole += [UInt8(ascii: "\n")] + next
      guard isWhole(whole) else { continue }
      place += ahead.prefix(added).reduce(0) { $0 + $1.length }
      ahead.removeFirst(added)
      return (whole, added)
    }
    return nil
  }

  private mutating func read() throws -> (line: Line, length: Int)? {
    var passed = 0
    while true {
      if let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) { return take(to: end, behind: end + 1, passed) }
      if isAtEnd {
        return start < buffer.count || passed > 0 ? take(to: buffer.count, behind: buffer.count, passed) : nil
      }
      if buffer.count - start > Self.longest {
        passed += buffer.count - start
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

  private mutating func take(to end: Int, behind: Int, _ passed: Int) -> (line: Line, length: Int) {
    var line = buffer[start..<end]
    let length = behind - start + passed
    start = behind
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return (passed > 0 || line.count > Self.longest ? .tooLong : .bytes(line), length)
  }
}
