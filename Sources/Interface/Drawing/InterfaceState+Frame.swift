import Foundation
import Listening
import Session
import TextUI

extension InterfaceState {
  /// The screen as it is now. Pure. Cost: linear in the rows of the list that is shown, only those on the screen drawn.
  public func frame(_ session: State, size: Size, now: Date) -> Frame {
    let scene = Scene(session: session, size: size, now: now)
    let layout = layout(scene)
    var canvas = Canvas(frame: Frame(size), glyphs: settings.glyphs)
    drawStatus(&canvas, scene, layout)
    drawStage(&canvas, scene, layout)
    drawTabs(&canvas, layout)
    if let row = layout.row(.ruleBelow) { canvas.frame.rule(row: row, glyphs: settings.glyphs) }
    drawLists(&canvas, scene, layout)
    drawMessage(&canvas, scene, layout)
    drawHints(&canvas, scene, layout)
    return canvas.frame
  }

  func layout(_ scene: Scene) -> Layout {
    let focus: Layout.Focus = prompt != nil ? .typing : shown == .queue ? .playing : .list
    return Layout(scene.size, focus: focus)
  }

  /// The list of a view, filtered.
  func listing(_ view: View, _ scene: Scene) -> Listing {
    let layout = layout(scene)
    let width = (view == shown ? layout.pane(view) : layout.paneBehind).count
    let listing =
      switch view {
      case .queue: queueListing(scene)
      case .saved: savedListing(scene)
      case .history: historyListing(scene)
      case .taste: tasteListing(scene, width: width)
      case .keys: keysListing(scene, width: width)
      case .log: logListing(scene, width: width)
      case .welcome: welcomeListing(scene, width: width)
      case .help: helpListing(width: width)
      case .naming: namingListing(scene)
      case .themes: themesListing()
      case .why: whyListing(studied, scene, width: width)
      case .info: infoListing(studied, scene, width: width)
      }
    return listing.filtered(filters[view], memos.filtered)
  }
}
