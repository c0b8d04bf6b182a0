import Listening
import Session
import TextUI

/// Every act, the latest first. Undo and redo are no rows of their own: they show in the rows they turned.
extension InterfaceState {
  func historyListing(_ scene: Scene) -> Listing {
    let session = scene.session
    let rows = memos.history.value(of: session.journal) {
      session.journal.interactions.reversed().filter(\.act.isShown).map(Row.act)
    }
    return Listing(rows, columns: Self.historyColumns, empty: historyEmpty(session)) { row in
      guard case .act(let interaction) = row else { return [] }
      return historyFields(interaction, scene)
    }
  }

  private static let historyColumns = [
    Column("when", least: 10, rank: 3, .muted),
    // Wide enough for "undone: no verdict", the longest.
    Column("what", least: 17, most: 18, rank: 1), TrackColumns.artist.ranked(2), TrackColumns.title,
    TrackColumns.heard.ranked(4),
  ]

  private func historyFields(_ interaction: Interaction, _ scene: Scene) -> [Field] {
    let act = interaction.act
    let counts = scene.session.journal.counts(interaction.revision)
    let what = counts ? ActWords.doing(act) : "undone: \(ActWords.doing(act))"
    let role: Role? = counts ? act.verdict?.role : .muted
    let when = Field(Words.ago(interaction.date, now: scene.now))
    guard let track = act.track else {
      return [
        when, Field(what, role), Field(""), Field(Row.act(interaction).favoured?.title ?? ""), Field(""),
      ]
    }
    return [
      when, Field(what, role), Field(track.artist.name, counts ? nil : .muted),
      Field(track.title, counts ? nil : .muted),
      TrackColumns.heard(track.exposure),
    ]
  }

  private func historyEmpty(_ session: State) -> [Line] {
    switch session.profile {
    case .loading: [Line("Loading what you did", .muted)]
    case .unavailable(let sentence): [Line(sentence, .error)]
    case .ready:
      [
        Line("Nothing heard or judged yet."),
        Line("What you save, discard and skip stands here, and \(keyOf("remove")) takes a row back.", .muted),
      ]
    }
  }
}

extension Act {
  fileprivate var isShown: Bool {
    switch self {
    case .undo, .redo: false
    default: true
    }
  }
}
