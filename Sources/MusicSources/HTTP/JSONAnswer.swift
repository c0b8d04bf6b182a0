import Foundation
import Listening

/// Reads answers whose fields may be missing, null or of another type than promised.
enum JSONAnswer {
  /// Decodes a body, or says what made no sense.
  static func decode<Value: Decodable>(_ type: Value.Type, from body: Data, of source: SourceName) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: body)
    } catch {
      throw SourceError.malformed(source, cause: "unreadable JSON")
    }
  }
}

/// A list that passes over elements it cannot read: one odd element must not cost the page.
struct Tolerant<Element: Decodable & Sendable>: Decodable, Sendable {
  /// What could be read.
  var elements: [Element] = []
  /// How many there were, odd ones included: an offset counts those too.
  var count = 0

  /// Nothing.
  init() {}

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    while !container.isAtEnd {
      count += 1
      if let element = try container.decode(Attempt.self).element { elements.append(element) }
    }
  }

  private struct Attempt: Decodable {
    let element: Element?
    init(from decoder: any Decoder) throws { element = try? Element(from: decoder) }
  }
}

/// An id that services write as a number or as text. One that no identifier can hold is no id.
struct LooseID: Decodable, Sendable, Hashable {
  let text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try (try? container.decode(Int64.self)).map { String($0) } ?? container.decode(String.self)
    guard LooseID.isKey(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected an id")
    }
    self.text = text
  }

  /// Whether a text may be the key of an identifier: something, not endless, free of control characters.
  static func isKey(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.count <= 256
      && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}

/// A count that may be missing, null, text or a fraction; anything else than a whole number from 0 is unknown.
struct LooseCount: Decodable, Sendable {
  let value: Int?

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    value = (try? container.decode(Int.self)).flatMap { $0 >= 0 ? $0 : nil }
  }
}

extension KeyedDecodingContainer {
  /// A value of this type, or nil where it is missing, null or something else.
  func loose<Value: Decodable>(_ type: Value.Type, _ key: Key) -> Value? {
    try? decodeIfPresent(type, forKey: key)
  }

  /// A count, nil where unknown.
  func count(_ key: Key) -> Int? { loose(LooseCount.self, key)?.value }
}
