import TextUI

/// Which rows of a screen hold what. What matters least goes first where there is little room, down to a single cell.
struct Layout: Hashable {
  let size: Size
  private let rows: [Part: Int]
  /// The rows of the list.
  let list: Range<Int>

  /// A part of the screen, from top to bottom.
  enum Part: Int, CaseIterable, Hashable, Comparable {
    case status, ruleAbove, artist, title, reason, page, progress, tabs, header, list, ruleBelow, message, hints

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// What the listener looks at, which stays longest.
  enum Focus: Hashable {
    case playing, list, typing

    /// What gets a row, the most important first; the list takes what is left.
    fileprivate var order: [Part] {
      let dispensable: [Part] = [.reason, .tabs, .list, .list, .header, .ruleBelow]
      // What is read needs more rows than the next few tracks do.
      let reading: [Part] = [.list, .list, .list, .list, .list, .list]
      switch self {
      case .playing:
        return [.title, .progress, .artist, .message, .list, .status, .hints, .list, .list] + dispensable + [
          .page, .ruleAbove,
        ]
      case .list:
        return [.list, .title, .message, .list, .list, .progress, .hints, .list, .list, .artist, .status] + dispensable
          + [.page] + reading + [.ruleAbove]
      case .typing:
        return [.message, .list, .title, .list, .list, .progress, .hints, .list, .artist, .status] + dispensable
          + [.page] + reading + [.ruleAbove]
      }
    }
  }

  /// From so many columns on an overlay leaves room for the screen beside it.
  static let wide = 100
  /// From so many columns on a list of tracks leaves room for what is known of the highlighted one.
  static let widest = 150
  /// From so many columns on the taste has its map beside it.
  static let mapped = 110
  /// Below so many columns there are no margins.
  static let narrow = 40

  init(_ size: Size, focus: Focus) {
    self.size = size
    let chosen = focus.order.prefix(size.rows)
    let listRows = chosen.count { $0 == .list } + size.rows - chosen.count
    var rows: [Part: Int] = [:]
    var next = 0
    var list = 0..<0
    for part in Part.allCases where chosen.contains(part) {
      rows[part] = next
      if part == .list { list = next..<next + listRows }
      next += part == .list ? listRows : 1
    }
    self.rows = rows
    self.list = list
  }

  /// The row of a part; nil where there is no room for it.
  func row(_ part: Part) -> Int? { rows[part] }

  /// Where text begins.
  var left: Int { size.columns >= Self.narrow ? 2 : 0 }
  /// Where text ends.
  var right: Int { size.columns - (size.columns >= Self.narrow ? 1 : 0) }
  /// Columns between both.
  var width: Int { max(0, right - left) }

  /// Whether a view has the screen beside it.
  func isBeside(_ view: View) -> Bool { view.isBeside && size.columns >= Self.wide }

  /// The columns of a view's list.
  func pane(_ view: View) -> Range<Int> {
    if isBeside(view) { return size.columns / 2 + 2..<right }
    return 0..<(companion(view).map { $0.lowerBound - 3 } ?? right)
  }

  /// The columns for what is known of a list's highlighted row; nil where there is no room for both.
  func companion(_ view: View) -> Range<Int>? {
    switch view {
    case .queue, .saved, .history: size.columns < Self.widest ? nil : size.columns * 5 / 8..<right
    case .taste: size.columns < Self.mapped ? nil : size.columns * 11 / 20..<right
    default: nil
    }
  }

  /// The columns of the screen's list while a view lies beside it.
  var paneBehind: Range<Int> { 0..<max(0, size.columns / 2 - 1) }
}
