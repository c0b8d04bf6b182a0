import Testing

@testable import Interface

/// The highlighted row of a list with headings, which cannot be highlighted.
@Suite struct CursorTests {
  private let heading = Row.line(Line("heading"), number: 0)
  private let rows = (0..<3).map { Row.setting(String($0), "", nil) }

  @Test func `where the last row is gone and only a heading stands there, the row above is highlighted`() {
    let cursor = Cursor(id: rows[2].id, index: 2)
    #expect(cursor.index(in: [rows[0], rows[1], heading]) == 1)
  }

  @Test func `a heading is passed in the direction of the move`() {
    let list = [rows[0], heading, rows[1]]
    var cursor = Cursor(id: rows[1].id, index: 2)
    cursor.go(to: 1, in: list, height: 3)
    #expect(cursor.index(in: list) == 0)
    cursor.go(to: 1, in: list, height: 3)
    #expect(cursor.index(in: list) == 2)
  }
}
