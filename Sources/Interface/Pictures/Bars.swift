import TextUI

/// Bars of the thick line, to half a cell: rightwards from a start, or leftwards to it. Without half signs to a whole cell.
struct Bars {
  let glyphs: GlyphSet

  /// A bar to the right that fills a share of `width`; never nothing where there is something.
  func right(_ share: Double, width: Int) -> String {
    let halves = Self.halves(share, width)
    let whole = String(repeating: glyphs[.progress], count: halves / 2)
    return whole + (halves % 2 == 1 ? half(.barRight) : "")
  }

  /// A bar to the left, filled up with blanks before it.
  func left(_ share: Double, width: Int) -> String {
    let halves = Self.halves(share, width)
    let bar = (halves % 2 == 1 ? half(.barLeft) : "") + String(repeating: glyphs[.progress], count: halves / 2)
    return Text.padded(bar, to: width, .right)
  }

  private func half(_ glyph: Glyph) -> String { glyphs == .unicode ? glyphs[glyph] : glyphs[.progress] }

  private static func halves(_ share: Double, _ width: Int) -> Int {
    guard share.isFinite, share > 0, width > 0 else { return 0 }
    return max(1, Int((min(1, share) * Double(2 * width)).rounded()))
  }
}
