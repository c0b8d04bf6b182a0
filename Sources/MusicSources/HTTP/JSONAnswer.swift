import Foundation
import Listening

/// The shape of an answer, or of a part of one. Fields may be missing, null or of another kind than promised.
protocol AnswerShape: Sendable {
  /// Nil where what cannot be done without is not there.
  init?(_ json: JSON)
}

/// Reads answers.
enum JSONAnswer {
  /// Reads a body, or says that it made no sense.
  static func read<Value: AnswerShape>(_ type: Value.Type, from body: Data, of source: SourceName) throws -> Value {
    guard let value = JSON(body).flatMap({ Value($0) }) else {
      throw SourceError.malformed(source, cause: "unreadable JSON")
    }
    return value
  }
}

extension JSON {
  /// Whether an object tells of a fault: services do so with a status of 200 as well, and then there is no list in it.
  var tellsOfFault: Bool { self["errors"]?.elements?.isEmpty == false || self["error"]?.string != nil }
}

/// A list that passes over elements it cannot read: one odd element must not cost the page.
struct Tolerant<Element: AnswerShape>: AnswerShape {
  /// What could be read.
  var elements: [Element] = []
  /// How many there were, odd ones included: an offset counts those too.
  var count = 0

  /// Nothing.
  init() {}

  init?(_ json: JSON) {
    guard let all = json.elements else { return nil }
    elements = all.compactMap { Element($0) }
    count = all.count
  }
}

/// What may be the key of an identifier.
enum IdentifierKey {
  /// Something, not endless, free of control characters.
  static func isOne(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.count <= 256 && !JSONWords.hasControls(text)
  }
}

/// What is made of words that services send.
enum JSONWords {
  private static let most = 500

  /// Whether nothing in it can be seen.
  static func isBlank(_ text: String) -> Bool {
    // A letter of ASCII in front needs no look into the tables of Unicode.
    guard let first = text.utf8.first, (0x21..<0x7F).contains(first) else { return text.allSatisfy(\.isWhitespace) }
    return false
  }

  /// The first five hundred signs.
  static func cut(_ text: String) -> String {
    guard text.utf8.count > most else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(most)))
  }

  /// Whether a text is an address that a browser may be given.
  static func isPage(_ text: String) -> Bool {
    (text.hasPrefix("https://") || text.hasPrefix("http://")) && text.utf8.count <= 2_000
      && !text.utf8.contains(0x20) && !hasControls(text)
  }

  /// Whether there are control characters in it.
  static func hasControls(_ text: some StringProtocol) -> Bool {
    // Letters and figures of ASCII need no look into the tables of Unicode.
    !text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
      && text.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}
