import Session
import TextUI

/// What the session said happened, the newest first.
extension InterfaceState {
  func logListing(_ scene: Scene, width: Int) -> Listing {
    let room = max(12, width - Self.logIndent)
    let rows = scene.session.notices.reversed().flatMap { notice in
      [Row.notice(notice)] + rest(of: notice, room)
    }
    let empty = [Line("Nothing has happened yet."), Line("What does is told on the line below and kept here.", .muted)]
    return Listing(rows, columns: Self.logColumns, empty: empty) { row in
      guard case .notice(let notice) = row else { return [] }
      let text = Words.wrapped(settings.keys.words(of: notice), to: room).first ?? ""
      return [Field(String(notice.number)), Field(notice.kind.word), Field(text, notice.kind.role)]
    }
  }

  /// The lines of a message behind its first.
  private func rest(of notice: Notice, _ room: Int) -> [Row] {
    let lines = Words.wrapped(settings.keys.words(of: notice), to: room).dropFirst()
    let indent = String(repeating: " ", count: Self.logIndent - Column.pointer)
    return lines.enumerated().map { place, line in
      .picture(Picture(indent + line, notice.kind.role), number: notice.number * 1_000 + place)
    }
  }

  /// Where messages begin.
  private static let logIndent = Column.pointer + 4 + Column.gap + 8 + Column.gap

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
