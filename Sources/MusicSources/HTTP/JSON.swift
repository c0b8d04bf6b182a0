import Foundation

/// JSON as services send it, read in one pass into a flat list: nothing is copied but what is asked for.
///
/// Foundation's decoder makes a dictionary of every object and a text of every name in it, which is most of the work on a
/// page of two hundred tracks of which a quarter of the fields are wanted.
struct JSON: Sendable {
  private let document: JSONDocument
  private let place: Int

  /// Reads a whole document; nil where it is no JSON, or nested deeper than any honest answer.
  init?(_ data: Data) {
    var reader = JSONReader(bytes: [UInt8](data))
    guard reader.read() else { return nil }
    document = JSONDocument(bytes: reader.bytes, nodes: reader.nodes)
    place = 0
  }

  private init(_ document: JSONDocument, _ place: Int) {
    self.document = document
    self.place = place
  }

  private var node: JSONNode { document.nodes[place] }

  /// The value of an object's field; nil where it is missing, null, or where this is no object.
  subscript(name: StaticString) -> JSON? {
    document.field(name, of: place).map { JSON(document, $0) }
  }

  /// Whether this is an object.
  var isObject: Bool { node.kind == .object }

  /// The elements of a list; nil where this is none.
  var elements: [JSON]? {
    guard node.kind == .list else { return nil }
    var all: [JSON] = []
    var child = place + 1
    while child < Int(node.next) {
      all.append(JSON(document, child))
      child = Int(document.nodes[child].next)
    }
    return all
  }

  /// The text of a string; nil for anything else.
  var string: String? {
    switch node.kind {
    case .string: String(decoding: document.bytes[node.range], as: UTF8.self)
    case .escaped: JSONEscape.text(document.bytes[node.range])
    default: nil
    }
  }

  /// The number; nil for anything else.
  var double: Double? {
    node.kind == .number ? Double(String(decoding: document.bytes[node.range], as: UTF8.self)) : nil
  }

  /// An id that services write as a number of any length or as text. One that no identifier can hold is no id.
  var id: String? {
    let digits = node.kind == .number ? String(decoding: document.bytes[node.range], as: UTF8.self) : nil
    let text = string ?? digits.flatMap { $0.allSatisfy(\.isNumber) ? $0 : nil }
    return text.flatMap { IdentifierKey.isOne($0) ? $0 : nil }
  }

  /// A count: a whole number from 0, which some services write as text or with a point. Anything else is unknown, and not 0.
  var count: Int? {
    let number = integer ?? string.flatMap { Int($0) } ?? double.flatMap { Int(exactly: $0) }
    return number.flatMap { $0 >= 0 ? $0 : nil }
  }

  /// A length of time in the service's unit, above 0 and below 30 years of milliseconds, as a number or as text.
  var length: Double? {
    (double ?? string.flatMap { Double($0) }).flatMap { $0 > 0 && $0 < 1e12 ? $0 : nil }
  }

  /// Words for a person: text that is not blank, cut where it goes on without end.
  var words: String? { string.flatMap { JSONWords.isBlank($0) ? nil : JSONWords.cut($0) } }

  /// The address of a page; text that is no web address is none.
  var page: String? { string.flatMap { JSONWords.isPage($0) ? $0 : nil } }

  /// The whole number of 64 bits; nil for anything else.
  var integer: Int? { node.kind == .number ? Int(String(decoding: document.bytes[node.range], as: UTF8.self)) : nil }

  /// True or false; nil for anything else.
  var bool: Bool? {
    switch node.kind {
    case .yes: true
    case .no: false
    default: nil
    }
  }
}

/// The bytes of a document and the values in them, in the order of their beginnings.
final class JSONDocument: Sendable {
  let bytes: [UInt8]
  let nodes: [JSONNode]

  init(bytes: [UInt8], nodes: [JSONNode]) {
    self.bytes = bytes
    self.nodes = nodes
  }
}

extension JSONDocument {
  /// The place of an object's field that is not null.
  fileprivate func field(_ name: StaticString, of place: Int) -> Int? {
    // Within both closures every place lies in the document: the reader made them.
    nodes.withUnsafeBufferPointer { nodes in
      bytes.withUnsafeBytes { bytes in
        guard nodes[place].kind == .object, let base = bytes.baseAddress else { return nil }
        let end = Int(nodes[place].next)
        var child = place + 1
        while child < end {
          let value = child + 1
          if nodes[child].isNamed(name, base) { return nodes[value].kind == .null ? nil : value }
          child = Int(nodes[value].next)
        }
        return nil
      }
    }
  }
}

/// One value: where its bytes are, and where the next value that is not within it stands.
struct JSONNode: Sendable {
  enum Kind: UInt8, Sendable { case object, list, string, escaped, number, yes, no, null }

  var kind: Kind
  var start: Int32
  var end: Int32 = 0
  var next: Int32 = 0

  var range: Range<Int> { Int(start)..<Int(end) }

  /// Whether this is the name of a field, letter by letter. Names with escapes are not ours.
  func isNamed(_ name: StaticString, _ bytes: UnsafeRawPointer) -> Bool {
    let length = Int(end - start)
    guard kind == .string, length == name.utf8CodeUnitCount else { return false }
    // The static text lives as long as the program, and `start ..< end` lies within the bytes.
    return memcmp(bytes + Int(start), name.utf8Start, length) == 0
  }
}
