import Foundation
import TextUI

/// The listener in the middle and the nearest artists around: the nearest of them on the inner ring, the farthest on the outer.
struct ArtistMap {
  private let glyphs: GlyphSet
  private var dots: Dots
  /// What is written over the dots, by row: free cells hold nil.
  private var signs: [[Sign?]]

  private struct Sign {
    var text: String
    var role: Role
  }

  /// One artist to be placed.
  struct Place {
    var name: String
    /// From -1 to 1.
    var closeness: Double
    /// In turns.
    var direction: Double
    var isSaved: Bool
  }

  /// The inner ring's share of the outer.
  private static let inner = 0.3

  init(_ places: [Place], columns: Int, rows: Int, glyphs: GlyphSet) {
    self.glyphs = glyphs
    dots = Dots(columns: columns, rows: rows)
    signs = Array(repeating: Array(repeating: nil, count: max(0, columns)), count: max(0, rows))
    for share in [Self.inner, 0.65, 1.0] { dots.ellipse(share: share, dots: Int(share * Double(columns) * 1.6)) }
    write([glyphs[.ring], " ", "y", "o", "u"], .title, dots.rows / 2, dots.columns / 2)
    let all = places.map(\.closeness).filter(\.isFinite)
    guard let nearest = all.max(), let farthest = all.min() else { return }
    for place in places where place.closeness.isFinite {
      let depth = nearest > farthest ? (nearest - place.closeness) / (nearest - farthest) : 0
      add(place, share: Self.inner + (1 - Self.inner) * depth)
    }
  }

  /// Writes an artist's point and name, on the outer side of the point where there is room; without room only the point.
  private mutating func add(_ place: Place, share: Double) {
    let turn = (place.direction.isFinite ? place.direction : 0) * 2 * .pi
    let column = Int((Double(dots.columns - 1) / 2 * (1 + share * cos(turn))).rounded())
    let row = Int((Double(dots.rows - 1) / 2 * (1 + share * sin(turn))).rounded())
    guard let row = freeRow(near: row, column) else { return }
    let point = glyphs[place.isSaved ? .saved : .point]
    let name = Text.clip(place.name, to: 22, ellipsis: glyphs[.ellipsis])
    let right = [point, " "] + Self.cells(name)
    let left = Self.cells(name) + [" ", point]
    let role: Role = place.isSaved ? .saved : .artist
    let sides =
      cos(turn) >= 0
      ? [(right, column), (left, column - left.count + 1)] : [(left, column - left.count + 1), (right, column)]
    for (cells, start) in sides where isFree(row, start..<start + cells.count) { return write(cells, role, row, start) }
    write([point], role, row, column)
  }

  /// The picture, line by line.
  var lines: [Picture] {
    (0..<dots.rows).map { row in
      var line = Picture()
      for column in 0..<dots.columns {
        if let sign = signs[row][column] {
          line.add(sign.text, sign.role, isDrawing: true)
        } else {
          let dot = isBesideName(row, column) ? nil : dots.sign(row, column, glyphs)
          line.add(dot ?? " ", .border, isDrawing: true)
        }
      }
      return line
    }
  }

  private func isBesideName(_ row: Int, _ column: Int) -> Bool {
    [column - 1, column + 1].contains { signs[row].indices.contains($0) && signs[row][$0] != nil }
  }

  private static func cells(_ text: String) -> [String] { Text.cells(text, to: 22, role: .text).map(\.text) }

  /// The row itself, or one beside it, whose cell is free.
  private func freeRow(near row: Int, _ column: Int) -> Int? {
    [row, row + 1, row - 1].first { isFree($0, column..<column + 1) }
  }

  private func isFree(_ row: Int, _ columns: Range<Int>) -> Bool {
    guard signs.indices.contains(row), columns.lowerBound >= 0, columns.upperBound <= dots.columns else { return false }
    // A blank between two names, or they would read as one.
    let around = max(0, columns.lowerBound - 1)..<min(dots.columns, columns.upperBound + 1)
    return around.allSatisfy { signs[row][$0] == nil }
  }

  private mutating func write(_ cells: [String], _ role: Role, _ row: Int, _ column: Int) {
    for (offset, text) in cells.enumerated() {
      guard signs.indices.contains(row), signs[row].indices.contains(column + offset) else { return }
      signs[row][column + offset] = Sign(text: text, role: role)
    }
  }
}
