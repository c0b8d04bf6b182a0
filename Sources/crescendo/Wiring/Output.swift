import Foundation
import Listening
import TextUI

/// Data goes to standard output, progress and notes to standard error.
enum Output {
  /// A line of data. Where it cannot be written the command ends: what is missing must not pass for all there is.
  static func line(_ text: String) {
    do { try write(Data((text + "\n").utf8)) } catch { Complaint(about: error).end() }
  }

  /// Writes data as it stands.
  /// - Throws: `Complaint`, a silent one where whoever read has gone.
  static func write(_ data: Data) throws(Complaint) { try write(data, to: .standardOutput) }

  /// A line of data that may hold text from outside: control characters go.
  static func clean(_ text: String) { line(Text.clean(text)) }

  /// One JSON document.
  static func json(_ value: some Encodable) throws { try json(value, [.prettyPrinted]) }

  /// One JSON object on a line.
  static func compactJSON(_ value: some Encodable) throws { try json(value, []) }

  private static func json(_ value: some Encodable, _ form: JSONEncoder.OutputFormatting) throws {
    line(HarmlessText.json(String(decoding: try encoder(form).encode(value), as: UTF8.self)))
  }

  /// JSON as this program writes it everywhere: keys in order, dates in ISO 8601.
  static func encoder(_ form: JSONEncoder.OutputFormatting = []) -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = form.union([.sortedKeys, .withoutEscapingSlashes])
    encoder.dateEncodingStrategy = .iso8601
    return encoder
  }

  /// A note beside the data.
  static func note(_ text: String) { aside(Text.clean(text) + "\n") }

  /// Writes beside the data, as it stands. Where that cannot be, nobody is left to be told, and the work goes on.
  static func aside(_ text: String) {
    do { try write(Data(text.utf8), to: .standardError) } catch {}
  }

  private static func write(_ data: Data, to file: FileHandle) throws(Complaint) {
    do {
      try file.write(contentsOf: data)
    } catch {
      let words = "the output takes no more (\(error.systemWords)): send it elsewhere"
      throw Complaint(error.systemNumber == EPIPE ? "" : words, .inputOutput)
    }
  }
}

extension Output {
  /// So many of a thing: 1 act, 2 acts.
  static func count(_ number: Int, _ thing: String) -> String { "\(number) \(thing)\(number == 1 ? "" : "s")" }

  /// Asks, without ending the line.
  static func prompt(_ text: String) { aside(text) }

  /// Says how many of the entries to import are not imported.
  static func passedOver(_ number: Int) {
    note("\(number) passed over: not there, without sound, or with a name that is no UTF-8")
  }
}
