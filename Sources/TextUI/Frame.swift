/// A size in character cells.
public struct Size: Hashable, Sendable {
  /// Cells from left to right.
  public var columns: Int
  /// Cells from top to bottom.
  public var rows: Int

  /// States a size; below 0 counts as 0.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// One cell of a frame: a character drawn, and what it is for.
public struct Cell: Hashable, Sendable {
  /// The grapheme cluster; empty in the right half of a wide one.
  public var text: String
  /// What it is for.
  public var role: Role

  /// States a cell.
  public init(_ text: String = " ", _ role: Role = .background) {
    self.text = text
    self.role = role
  }
}

/// One drawn screen: what a view makes and a screen shows.
///
/// Drawing outside is clipped, so that no size can break a view. Text goes through `draw`, which cleans it.
public struct Frame: Hashable, Sendable {
  /// Its size.
  public let size: Size
  private var cells: [Cell]
  /// Where the cursor is shown, if at all.
  public var cursor: Point?

  /// A place in a frame; the first cell is (0, 0).
  public struct Point: Hashable, Sendable {
    /// From the left.
    public var column: Int
    /// From the top.
    public var row: Int

    /// States a place.
    public init(column: Int, row: Int) {
      self.column = column
      self.row = row
    }
  }

  /// An empty frame.
  public init(_ size: Size) {
    self.size = size
    cells = Array(repeating: Cell(), count: size.columns * size.rows)
  }

  /// The cell at a place inside the frame.
  public subscript(row: Int, column: Int) -> Cell {
    get { contains(row, column) ? cells[row * size.columns + column] : Cell() }
    set { if contains(row, column) { cells[row * size.columns + column] = newValue } }
  }

  /// Puts cells into columns of a row, both inside the frame.
  mutating func replace(_ row: Int, _ columns: Range<Int>, with new: ArraySlice<Cell>) {
    for (place, cell) in zip(columns, new) { cells[row * size.columns + place] = cell }
  }

  private func contains(_ row: Int, _ column: Int) -> Bool {
    row >= 0 && column >= 0 && row < size.rows && column < size.columns
  }

  /// The cells of one row.
  public func row(_ row: Int) -> ArraySlice<Cell> {
    guard row >= 0, row < size.rows else { return [] }
    return cells[row * size.columns..<(row + 1) * size.columns]
  }

  /// The frame as lines of text, blanks at the ends removed.
  public var lines: [String] {
    (0..<size.rows).map { line in
      var text = row(line).map(\.text).joined()
      while text.last == " " { text.removeLast() }
      return text
    }
  }
}
