import Listening
import TextUI

/// The radar as a dial on a line: its places from everyone to the least known, the one in use marked and named in brackets.
struct RadarDial {
  let depth: RadarDepth
  let glyphs: GlyphSet

  /// The dial and the names below it, in a width.
  func lines(width: Int) -> [Picture] {
    let depths = RadarDepth.allCases
    let step = max(9, min(18, (width - 10) / max(1, depths.count - 1)))
    let current = depths.firstIndex(of: depth) ?? 0
    var line = Picture()
    var names = Picture()
    for (place, depth) in depths.enumerated() {
      let isCurrent = place == current
      line.add(isCurrent ? glyphs[.ring] : glyphs[.dialPlace], place <= current ? .progress : .muted, isDrawing: true)
      let name = isCurrent ? "[\(depth.rawValue)]" : depth.rawValue
      names.add(place == depths.count - 1 ? name : Text.padded(name, to: step), isCurrent ? .title : .muted)
      guard place < depths.count - 1 else { continue }
      let sign = glyphs[place < current ? .progress : .progressRest]
      line.add(String(repeating: sign, count: step - 1), place < current ? .progress : .progressRest, isDrawing: true)
    }
    return [line, names]
  }

  /// The same in words.
  var words: String {
    let share = Words.percent(depth.percentile) ?? ""
    return depth == .open ? "plays everyone, the famous too" : "plays the least known \(share) of artists"
  }
}
