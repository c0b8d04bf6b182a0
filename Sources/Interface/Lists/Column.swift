import TextUI

/// A column of a list: what it may take, and how soon it goes where there is little room.
struct Column {
  let title: String
  /// Columns it needs.
  let least: Int
  /// Columns it can use; more than `least` makes it grow.
  let most: Int
  /// 0 stays longest.
  private(set) var rank: Int
  let role: Role
  let alignment: Text.Alignment
  /// Whether it only shows what words say elsewhere.
  var isDrawing = false
  /// Whether its title is said before what stands in it, where rows are told in lines.
  var isSaid = false

  /// Blanks between columns.
  static let gap = 2
  /// Before the first column: the sign of the highlighted row and a blank.
  static let pointer = 2

  init(
    _ title: String, least: Int, most: Int? = nil, rank: Int, _ role: Role = .text, _ alignment: Text.Alignment = .left
  ) {
    self.title = title
    self.least = least
    self.most = most ?? least
    self.rank = rank
    self.role = role
    self.alignment = alignment
  }

  /// The same column, which only draws.
  var drawing: Column {
    var column = self
    column.isDrawing = true
    return column
  }

  /// The same column, going sooner or later.
  func ranked(_ rank: Int) -> Column {
    var column = self
    column.rank = rank
    return column
  }

  /// The same column, whose title is said in lines.
  var said: Column {
    var column = self
    column.isSaid = true
    return column
  }

  /// Where columns stand in a width: their numbers and what each fills.
  static func places(_ columns: [Column], in width: Int) -> [(column: Int, cells: Range<Int>)] {
    var widths = chosen(columns, in: width - pointer)
    grow(&widths, columns, by: width - pointer - used(widths))
    var start = min(pointer, max(0, width - 1))
    return columns.indices.compactMap { number in
      guard let width = widths[number] else { return nil }
      defer { start += width + gap }
      return (number, start..<start + width)
    }
  }

  /// The columns that fit, the important ones first; the first always does.
  private static func chosen(_ columns: [Column], in width: Int) -> [Int: Int] {
    var widths: [Int: Int] = [:]
    for number in columns.indices.sorted(by: { columns[$0].rank < columns[$1].rank }) {
      if widths.isEmpty {
        widths[number] = max(1, min(columns[number].least, width))
        continue
      }
      guard used(widths) + gap + columns[number].least <= width else { break }
      widths[number] = columns[number].least
    }
    return widths
  }

  private static func used(_ widths: [Int: Int]) -> Int { widths.values.reduce(0, +) + gap * max(0, widths.count - 1) }

  /// Gives the room that is left to those that can use it, a column at a time and in turn.
  private static func grow(_ widths: inout [Int: Int], _ columns: [Column], by room: Int) {
    var room = room
    while room > 0 {
      let hungry = columns.indices.filter { number in widths[number].map { $0 < columns[number].most } ?? false }
      guard !hungry.isEmpty else { return }
      let share = max(1, room / hungry.count)
      for number in hungry where room > 0 {
        let width = widths[number] ?? 0
        let more = min(share, room, columns[number].most - width)
        widths[number] = width + more
        room -= more
      }
    }
  }
}
