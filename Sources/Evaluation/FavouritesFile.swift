import Foundation
import Recommender

/// A file of favourites for simulations: a line a pair, `listener item …`, or a line a listener, `listener item item …`.
public enum FavouritesFile {
  /// How a file is laid out.
  public enum Form: String, Sendable, CaseIterable, Codable {
    /// `listener item` and more columns that are passed over, after a header; tabs, commas or spaces between.
    case pairs
    /// `listener item item …`, no header.
    case adjacency
  }

  /// Favourites with items numbered in the order of their names in the file.
  public struct Contents: Sendable {
    /// A row a listener.
    public var rows: Rows
    /// The items' numbers in the file.
    public var items: [Int]
  }

  /// Reads a file; a file with a header holds pairs.
  public static func read(_ path: String, as form: Form? = nil) throws -> Contents {
    let text = String(decoding: try contents(path), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let hasHeader = lines.first.map { fields($0).contains { Int($0) == nil } } ?? false
    let holdsPairs = (form ?? (hasHeader ? .pairs : .adjacency)) == .pairs
    var listeners: [Int: [Int]] = [:]
    for (place, line) in lines.enumerated().dropFirst(hasHeader ? 1 : 0) {
      let numbers = fields(line).prefix(holdsPairs ? 2 : .max).map { Int($0) }
      guard !numbers.contains(nil) else { throw EvaluationError.malformed(path: path, line: place + 1) }
      guard let listener = numbers.first ?? nil else { continue }
      listeners[listener, default: []] += numbers.dropFirst().compactMap { $0 }
    }
    return numbered(listeners)
  }

  static func contents(_ path: String) throws -> Data {
    guard let data = FileManager.default.contents(atPath: path) else { throw EvaluationError.unreadable(path: path) }
    return data
  }

  private static func fields(_ line: Substring) -> [Substring] {
    line.split { $0 == "\t" || $0 == "," || $0 == " " || $0 == "\r" || $0 == "\r\n" }
  }

  private static func numbered(_ listeners: [Int: [Int]]) -> Contents {
    let items = Set(listeners.values.joined()).sorted()
    let places = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($1, Int32($0)) })
    let rows = listeners.sorted { $0.key < $1.key }.map { $0.value.compactMap { places[$0] } }
    return Contents(rows: Rows(rows), items: items)
  }
}
