import Foundation

/// A file of favourites for simulations: after a header a line a pair, `listener item` and more columns that are passed over, with
/// tabs, commas or spaces between; without one a line a listener, `listener item item …`.
enum FavouritesFile {
  /// Reads a file: the items of each listener.
  /// - Throws: `EvaluationError`, also where pairs have lost their header: their weights would be taken for items.
  static func read(_ path: String) throws -> [Int: [Int]] {
    let lines = try lines(path)
    let holdsPairs = numbers(in: lines[0]) == nil
    // Bytes that are no text are no header: nobody would stand below it, and their lists would be called too short.
    if holdsPairs, lines[0].contains(where: { $0 < 0x20 && $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: "\r") }) {
      throw EvaluationError.malformed(path: path, line: 1)
    }
    var listeners: [Int: [Int]] = [:]
    var shape = Shape()
    for (place, line) in lines.enumerated().dropFirst(holdsPairs ? 1 : 0) {
      guard let numbers = numbers(in: line, atMost: holdsPairs ? 2 : .max) else {
        throw EvaluationError.malformed(path: path, line: place + 1)
      }
      guard let listener = numbers.first else { continue }
      listeners[listener, default: []] += numbers.dropFirst()
      shape.add(numbers.count)
    }
    if shape.isTable(listeners: listeners.count) { throw EvaluationError.headless(path: path) }
    return listeners
  }

  /// What lines look like.
  private struct Shape {
    private var lines = 0
    private var widths: Set<Int> = []

    mutating func add(_ width: Int) {
      lines += 1
      widths.insert(width)
    }

    /// Whether listeners stand on several lines, all of them of the same three columns or more: no line a listener is so.
    func isTable(listeners: Int) -> Bool { lines > listeners && widths.count == 1 && widths.allSatisfy { $0 > 2 } }
  }

  /// How editors of another system begin a text.
  private static let mark = Data([0xEF, 0xBB, 0xBF])

  /// The lines of a file, an empty one at least.
  static func lines(_ path: String) throws -> [Data] {
    // What stands in a pipe can be read once, so nobody asks before how much it is.
    guard let file = FileHandle(forReadingAtPath: path), let data = try? file.readToEnd() ?? Data() else {
      throw EvaluationError.unreadable(path: path)
    }
    return data.dropFirst(data.starts(with: mark) ? mark.count : 0)
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  /// The first whole numbers of a line; nil where something else stands among them.
  static func numbers(in line: Data, atMost most: Int = .max) -> [Int]? {
    var numbers: [Int] = []
    var current: Int?
    for byte in line {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let (tens, over) = (current ?? 0).multipliedReportingOverflow(by: 10)
        let (sum, overSum) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
        guard !over, !overSum else { return nil }
        current = sum
      case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        if let number = current { numbers.append(number) }
        current = nil
        if numbers.count == most { return numbers }
      default: return nil
      }
    }
    if let number = current { numbers.append(number) }
    return numbers
  }
}
