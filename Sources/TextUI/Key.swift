/// What a listener's hands do at a terminal.
public enum Key: Hashable, Sendable {
  /// A character typed.
  case character(Character)
  /// Control and a letter, lower case.
  case control(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  /// A mouse click or wheel step at a cell.
  case mouse(Mouse)
  /// Text pasted in one piece; never a command.
  case paste(String)

  /// One act of a mouse.
  public struct Mouse: Hashable, Sendable {
    /// What it did.
    public enum Act: Hashable, Sendable { case click, wheelUp, wheelDown }
    /// What it did.
    public var act: Act
    /// From the left, first is 0.
    public var column: Int
    /// From the top, first is 0.
    public var row: Int

    /// States an act.
    public init(_ act: Act, column: Int, row: Int) {
      self.act = act
      self.column = column
      self.row = row
    }
  }
}
