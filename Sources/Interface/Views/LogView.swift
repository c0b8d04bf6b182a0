import Session
import TextUI

/// Every message of the session, the newest first.
extension InterfaceState {
  func logListing(_ scene: Scene) -> Listing {
    let rows = scene.session.notices.reversed().map(Row.notice)
    let empty = [Line("No messages yet."), Line("What happens is told on the line below and kept here.", .muted)]
    return Listing(rows, columns: Self.logColumns, empty: empty) { row in
      guard case .notice(let notice) = row else { return [] }
      return [Field(String(notice.number)), Field(notice.kind.word), Field(notice.text, notice.kind.role)]
    }
  }

  private static let logColumns = [
    Column("", least: 4, rank: 2, .muted, .right), Column("kind", least: 8, rank: 1, .muted),
    Column("message", least: 12, most: .max, rank: 0),
  ]
}

extension Notice.Kind {
  fileprivate var word: String {
    switch self {
    case .information: "note"
    case .verdict: "verdict"
    case .warning: "warning"
    case .error: "error"
    }
  }
}
