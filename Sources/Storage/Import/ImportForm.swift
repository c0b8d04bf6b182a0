import Foundation

/// The form of a file to import.
public enum ImportForm: String, Sendable, CaseIterable {
  /// Columns with a header; comma, semicolon or tab between.
  case csv
  /// One JSON object a line.
  case jsonl
  /// `listener item item …`, a line a listener.
  case adjacency

  /// Guesses from a file's first line: an object, whole numbers only, or else a header.
  static func guess(_ line: ArraySlice<UInt8>) -> ImportForm {
    if line.first(where: { $0 != 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }) == UInt8(ascii: "{") {
      return .jsonl
    }
    let isNumbers = line.allSatisfy { (48...57).contains($0) || $0 == 0x20 || $0 == 0x09 }
    return isNumbers && line.contains(0x20) ? .adjacency : .csv
  }
}

/// How an import goes.
public struct ImportProgress: Hashable, Sendable {
  /// Lines read, malformed ones included.
  public var lines = 0
  /// Tracks or favourites read.
  public var items = 0
  /// Lines that made no sense.
  public var malformed = 0
  /// The first of them, each with what was expected.
  public var complaints: [String] = []
  /// The share of the file read, 0 to 1; nil where its size is unknown.
  public var share: Double?
  /// Whether an earlier, broken-off import was gone on with.
  public var resumed = false

  static let mostComplaints = 20

  mutating func complain(_ expected: String) {
    malformed += 1
    if complaints.count < Self.mostComplaints { complaints.append("line \(lines): \(expected)") }
  }
}
