import Foundation
import TextUI

/// A raster of dots, two across and four down in each cell, as braille patterns have them (Unicode block 2800); without braille a
/// cell with a dot is a point.
struct Dots {
  let columns: Int
  let rows: Int
  private var cells: [UInt8]

  init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    cells = Array(repeating: 0, count: self.columns * self.rows)
  }

  /// The bits of a pattern by row and column of its dots.
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  /// Sets the dot at a place counted in dots; one outside is left out.
  mutating func set(_ x: Int, _ y: Int) {
    guard x >= 0, y >= 0, x < 2 * columns, y < 4 * rows else { return }
    cells[y / 4 * columns + x / 2] |= Self.bits[y % 4][x % 2]
  }

  /// An ellipse around the middle that fills a share of the raster, in so many dots.
  mutating func ellipse(share: Double, dots: Int) {
    for step in 0..<max(0, dots) {
      let turn = Double(step) / Double(dots) * 2 * .pi
      let x = Double(2 * columns - 1) / 2 * (1 + share * cos(turn))
      let y = Double(4 * rows - 1) / 2 * (1 + share * sin(turn))
      set(Int(x.rounded()), Int(y.rounded()))
    }
  }

  /// The sign of a cell; nil where no dot is set.
  func sign(_ row: Int, _ column: Int, _ glyphs: GlyphSet) -> String? {
    let bits = cells[row * columns + column]
    guard bits != 0 else { return nil }
    guard glyphs == .unicode, let scalar = Unicode.Scalar(0x2800 + UInt32(bits)) else {
      return glyphs == .ascii ? "." : glyphs[.separator]
    }
    return String(Character(scalar))
  }
}
