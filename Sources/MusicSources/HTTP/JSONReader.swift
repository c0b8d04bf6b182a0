import Glibc

/// Reads a document of JSON (RFC 8259) into nodes.
struct JSONReader {
  let bytes: [UInt8]
  private(set) var nodes: [JSONNode] = []
  private var place = 0
  /// The lists and objects that are open, outermost first.
  private var open: [Int] = []
  private static let deepest = 64

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Reads all of it; false where it is no JSON.
  mutating func read() -> Bool {
    guard bytes.count < Int32.max else { return false }
    nodes.reserveCapacity(bytes.count / 16)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    guard value() else { return false }
    while !open.isEmpty { guard step() else { return false } }
    blanks()
    return place == bytes.count
  }

  /// The next field or element of the innermost open value, or its end.
  private mutating func step() -> Bool {
    let parent = open[open.count - 1]
    let isObject = nodes[parent].kind == .object
    let isFirst = nodes.count == parent + 1
    blanks()
    if take(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      open.removeLast()
      nodes[parent].next = Int32(nodes.count)
      return true
    }
    if !isFirst {
      guard take(UInt8(ascii: ",")) else { return false }
      blanks()
    }
    if isObject {
      guard take(UInt8(ascii: "\"")), string() else { return false }
      blanks()
      guard take(UInt8(ascii: ":")) else { return false }
    }
    return value()
  }

  private mutating func value() -> Bool {
    blanks()
    guard place < bytes.count else { return false }
    switch bytes[place] {
    case UInt8(ascii: "{"): return begin(.object)
    case UInt8(ascii: "["): return begin(.list)
    case UInt8(ascii: "\""):
      place += 1
      return string()
    case UInt8(ascii: "t"): return word("true", .yes)
    case UInt8(ascii: "f"): return word("false", .no)
    case UInt8(ascii: "n"): return word("null", .null)
    default: return number()
    }
  }

  private mutating func begin(_ kind: JSONNode.Kind) -> Bool {
    guard open.count < Self.deepest else { return false }
    open.append(nodes.count)
    nodes.append(JSONNode(kind: kind, start: Int32(place)))
    place += 1
    return true
  }

  /// From behind the opening quote to behind the closing one.
  private mutating func string() -> Bool {
    let start = place
    var kind = JSONNode.Kind.string
    var end = start
    // Letter by letter only where something is escaped: most bytes of an answer lie in long strings.
    var next = find(UInt8(ascii: "\""), from: end)
    while let quote = next {
      guard let escape = find(UInt8(ascii: "\\"), from: end, to: quote) else {
        place = quote + 1
        add(kind, start, quote)
        return true
      }
      kind = .escaped
      end = escape + 2
      // Only an escaped quote is looked behind: thousands of escapes before the same one would be as many searches.
      if end > quote { next = find(UInt8(ascii: "\""), from: end) }
    }
    return false
  }

  /// Where a byte stands next; nil where it does not.
  private func find(_ byte: UInt8, from start: Int, to end: Int? = nil) -> Int? {
    let end = end ?? bytes.count
    guard start < end else { return nil }
    return bytes.withUnsafeBytes { all in
      guard let base = all.baseAddress, let found = memchr(base + start, Int32(byte), end - start) else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  private mutating func number() -> Bool {
    let start = place
    while place < bytes.count, Self.isNumeric(bytes[place]) { place += 1 }
    guard place > start else { return false }
    add(.number, start, place)
    return true
  }

  private static func isNumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): true
    default: false
    }
  }

  private mutating func word(_ word: StaticString, _ kind: JSONNode.Kind) -> Bool {
    let end = place + word.utf8CodeUnitCount
    guard end <= bytes.count, isHere(word) else { return false }
    add(kind, place, end)
    place = end
    return true
  }

  /// Whether the word stands here; `bytes` reach as far.
  private func isHere(_ word: StaticString) -> Bool {
    bytes.withUnsafeBytes { all in
      all.baseAddress.map { memcmp($0 + place, word.utf8Start, word.utf8CodeUnitCount) == 0 } ?? false
    }
  }

  private mutating func add(_ kind: JSONNode.Kind, _ start: Int, _ end: Int) {
    nodes.append(JSONNode(kind: kind, start: Int32(start), end: Int32(end), next: Int32(nodes.count + 1)))
  }

  private mutating func blanks() {
    while place < bytes.count, bytes[place] <= 0x20, Self.isBlank(bytes[place]) { place += 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }
}

/// Text with escapes.
enum JSONEscape {
  /// The text they stand for; what stands for nothing becomes the sign of replacement.
  static func text(_ bytes: ArraySlice<UInt8>) -> String {
    var units: [UInt8] = []
    var place = bytes.startIndex
    while place < bytes.endIndex {
      guard bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.endIndex else {
        units.append(bytes[place])
        place += 1
        continue
      }
      let letter = bytes[place + 1]
      place += 2
      if letter == UInt8(ascii: "u") {
        units += Array(String(scalar(bytes, &place)).utf8)
      } else {
        units.append(plain[letter] ?? letter)
      }
    }
    return String(decoding: units, as: UTF8.self)
  }

  private static let plain: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "b"): 0x08,
    UInt8(ascii: "f"): 0x0C,
  ]

  /// The scalar of four digits, or of two such groups where the first is half a pair.
  private static func scalar(_ bytes: ArraySlice<UInt8>, _ place: inout Int) -> Unicode.Scalar {
    guard let first = digits(bytes, &place) else { return "\u{FFFD}" }
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    var behind = place + 2
    guard bytes[place...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]), let second = digits(bytes, &behind),
      (0xDC00..<0xE000).contains(second)
    else { return "\u{FFFD}" }
    place = behind
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private static func digits(_ bytes: ArraySlice<UInt8>, _ place: inout Int) -> UInt32? {
    guard place + 4 <= bytes.endIndex,
      let value = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
    else { return nil }
    place += 4
    return value
  }
}
