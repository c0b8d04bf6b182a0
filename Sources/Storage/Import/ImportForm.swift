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
    if line.first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: "{") { return .jsonl }
    let isNumbers = line.allSatisfy { (48...57).contains($0) || $0 == 0x20 || $0 == 0x09 }
    return isNumbers && line.contains(0x20) ? .adjacency : .csv
  }

  /// Whether a file's first line is that of a list in JSON, or of an object that goes on below.
  static func isWholeDocument(_ line: ArraySlice<UInt8>) -> Bool {
    let signs = line.filter { $0 > 0x20 }
    return signs.first == UInt8(ascii: "[") || signs == [UInt8(ascii: "{")]
  }
}

/// How an import goes.
public struct ImportProgress: Hashable, Sendable {
  /// Lines read, malformed ones and those of an earlier run included.
  public internal(set) var lines = 0
  /// Tracks or favourites read, those of an earlier run included.
  public internal(set) var items = 0
  /// Tracks read in this run with an address of their sound.
  public internal(set) var sounding = 0
  /// Lines that made no sense.
  public internal(set) var malformed = 0
  /// The first of them, each with its number, the column in bytes, and what was expected.
  public internal(set) var complaints: [String] = []
  /// The share of the file read, 0 to 1; nil where its size is unknown.
  public internal(set) var share: Double?
  /// Whether an earlier, broken-off import was gone on with.
  public internal(set) var resumed = false
  /// Seconds since this run began.
  public internal(set) var seconds = 0.0
  var itemsBefore = 0
  var shareBefore = 0.0

  static let mostComplaints = 20

  /// Tracks or favourites a second in this run; nil before the first batch.
  public var perSecond: Double? { seconds > 0 ? Double(items - itemsBefore) / seconds : nil }

  /// Seconds left at this pace; nil where that cannot be said.
  public var secondsLeft: Double? {
    guard let share, share > shareBefore, seconds > 0 else { return nil }
    return (1 - share) * seconds / (share - shareBefore)
  }

  /// Counts the line at hand as one that makes no sense, from this column on.
  mutating func complain(_ expected: String, column: @autoclosure () -> Int = 1) {
    malformed += 1
    if complaints.count < Self.mostComplaints {
      complaints.append("line \(lines), column \(column()): \(expected)")
    }
  }
}
