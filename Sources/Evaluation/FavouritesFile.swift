import Foundation
import Recommender

/// A file of favourites for simulations: after a header a line a pair, `listener item` and more columns that are passed over, with
/// tabs, commas or spaces between; without one a line a listener, `listener item item …`.
enum FavouritesFile {
  /// Favourites with items numbered in the order of their names in the file.
  struct Contents: Sendable {
    /// A row a listener.
    var rows: Rows
    /// The items' numbers in the file.
    var items: [Int]
  }

  /// Reads a file.
  /// - Throws: `EvaluationError`, also where pairs have lost their header: their weights would be taken for items.
  static func read(_ path: String) throws -> Contents {
    let text = String(decoding: try contents(path), as: UTF8.self)
    // A carriage return and a line feed are one character, so "\n" would not split such lines.
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let holdsPairs = lines.first.map { fields($0).contains { Int($0) == nil } } ?? false
    // Bytes that are no text are no header: nobody would stand below it, and their lists would be called too short.
    if holdsPairs, lines[0].unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" }) {
      throw EvaluationError.malformed(path: path, line: 1)
    }
    var listeners: [Int: [Int]] = [:]
    var shape = Shape()
    for (place, line) in lines.enumerated().dropFirst(holdsPairs ? 1 : 0) {
      let numbers = fields(line).prefix(holdsPairs ? 2 : .max).map { Int($0) }
      guard !numbers.contains(nil) else { throw EvaluationError.malformed(path: path, line: place + 1) }
      guard let listener = numbers.first ?? nil else { continue }
      listeners[listener, default: []] += numbers.dropFirst().compactMap { $0 }
      shape.add(numbers.count)
    }
    if shape.isTable(listeners: listeners.count) { throw EvaluationError.headless(path: path) }
    return numbered(listeners)
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

  static func contents(_ path: String) throws -> Data {
    // What stands in a pipe can be read once, so nobody asks before how much it is.
    guard let file = FileHandle(forReadingAtPath: path), let data = try? file.readToEnd() ?? Data() else {
      throw EvaluationError.unreadable(path: path)
    }
    return data.starts(with: mark) ? data.dropFirst(mark.count) : data
  }

  private static func fields(_ line: Substring) -> [Substring] {
    line.split { $0 == "\t" || $0 == "," || $0 == " " }
  }

  private static func numbered(_ listeners: [Int: [Int]]) -> Contents {
    let items = Set(listeners.values.joined()).sorted()
    let places = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($1, Int32($0)) })
    let rows = listeners.sorted { $0.key < $1.key }.map { $0.value.compactMap { places[$0] } }
    return Contents(rows: Rows(rows), items: items)
  }
}
