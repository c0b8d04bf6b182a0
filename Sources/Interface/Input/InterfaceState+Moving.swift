import Session
import TextUI

/// The highlight: by keys, and by the mouse.
extension InterfaceState {
  mutating func move(_ motion: Action.Motion, _ scene: Scene) -> [Wish] {
    let list = listing(shown, scene)
    let height = layout(scene).list.count
    let half = max(1, height / 2)
    let place = list.isText ? cursor.top : cursor.index(in: list.rows)
    let target =
      switch motion {
      case .rows(let rows): place + rows
      case .halfPages(let pages): place + pages * half
      case .top: 0
      case .bottom: list.rows.count - 1
      }
    return go(to: target, list, height)
  }

  /// Highlights a row of the list that is shown.
  private mutating func go(to place: Int, _ list: Listing, _ height: Int) -> [Wish] {
    if list.isText {
      cursor.scroll(to: place, in: list.rows, height: height)
      return []
    }
    cursor.go(to: place, in: list.rows, height: height)
    return shown == .themes ? preview(list.rows) : []
  }

  /// The highlighted row of the list that is shown; nil in a text and in an empty list.
  func highlighted(_ scene: Scene) -> Row? {
    let list = listing(shown, scene)
    guard !list.isText, !list.rows.isEmpty else { return nil }
    return list.rows[cursor.index(in: list.rows)]
  }

  /// A key is about the row that the listener sees highlighted, and so is the next, whatever an answer does to the list meanwhile.
  mutating func takeUpRow(_ scene: Scene) {
    let list = listing(shown, scene)
    if !list.isText { cursor.takeUp(list.rows) }
  }

  var cursor: Cursor {
    get { cursors[shown] ?? Cursor() }
    set { cursors[shown] = newValue }
  }

  mutating func handle(_ mouse: Key.Mouse, _ scene: Scene) -> [Wish] {
    switch mouse.act {
    case .wheelUp: return move(.rows(-3), scene)
    case .wheelDown: return move(.rows(3), scene)
    case .click: break
    }
    let layout = layout(scene)
    if mouse.row == layout.row(.progress) {
      let share = ProgressLine(scene, layout, clock: settings.clock).share(at: mouse.column)
      // With nothing on stage there is no bar; the session says so.
      return (scene.session.playing == nil ? 0 : share).map { [.command(.seekToShare($0))] } ?? []
    }
    if mouse.row == layout.row(.tabs), overlay == nil {
      let tab = tabs(layout.left..<layout.right).first { $0.cells.contains(mouse.column) }
      return tab.map { show($0.view, scene) } ?? []
    }
    guard layout.list.contains(mouse.row), layout.pane(shown).contains(mouse.column) else { return [] }
    let list = listing(shown, scene)
    let place = cursor.window(in: list.rows, height: layout.list.count, isText: list.isText).lowerBound
    let target = place + mouse.row - layout.list.lowerBound
    guard !list.isText, list.rows.indices.contains(target) else { return [] }
    return go(to: target, list, layout.list.count)
  }
}
