import Foundation
import Listening
import TextUI

/// Data goes to standard output, progress and notes to standard error.
enum Output {
  /// A line of data.
  static func line(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

  /// A line of data that may hold text from outside: control characters go.
  static func clean(_ text: String) { line(Text.clean(text)) }

  /// One JSON document.
  static func json(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    line(HarmlessText.json(String(decoding: try encoder.encode(value), as: UTF8.self)))
  }

  /// A note beside the data.
  static func note(_ text: String) { FileHandle.standardError.write(Data((Text.clean(text) + "\n").utf8)) }
}

extension Output {
  /// One JSON object on a line.
  static func compactJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    line(HarmlessText.json(String(decoding: try encoder.encode(value), as: UTF8.self)))
  }
}

extension Output {
  /// Asks, without ending the line.
  static func prompt(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
