import Listening
import Session

/// One thing that a key or the command line does. Keys, help, the bottom line, `crescendo keys` and the README come from
/// the one list of them, `Action.all`.
public struct Action: Hashable, Sendable {
  /// Its name on the command line and in the configuration.
  public let name: String
  /// What it is about.
  public let group: Group
  /// Its keys, as written, unless a preset or the listener says otherwise.
  public let keys: [String]
  /// What it does, in one sentence without a full stop.
  public let help: String
  /// A word for the bottom line.
  let hint: String?
  let deed: Deed

  /// What actions are about, in the order that help shows them.
  public enum Group: String, CaseIterable, Hashable, Sendable {
    case verdicts = "Verdicts"
    case playing = "Playing"
    case rows = "The highlighted row"
    case moving = "Moving"
    case screens = "Screens"
    case program = "The program"
  }

  /// What an action does, as data.
  enum Deed: Hashable, Sendable {
    case tell(Command)
    case judgeRow(Verdict)
    case row(RowDeed)
    case radar(deeper: Bool)
    case move(Motion)
    case show(View)
    case turnScreen(by: Int)
    case ask(Prompt.Kind)
    case back, quit, redraw
  }

  /// What is done with the highlighted row.
  enum RowDeed: Hashable, Sendable {
    case play, playNext, remove, why, info, open, copy, moreLike, onlyArtist
  }

  /// A move of the highlight.
  enum Motion: Hashable, Sendable {
    case rows(Int)
    case halfPages(Int)
    case top, bottom
  }

  init(_ name: String, _ group: Group, _ keys: [String], _ help: String, hint: String? = nil, _ deed: Deed) {
    self.name = name
    self.group = group
    self.keys = keys
    self.help = help
    self.hint = hint
    self.deed = deed
  }

  /// The action of a name, or of the one that other programs have for it.
  public static func named(_ name: String) -> Action? { byName[others[name] ?? name] }

  /// The words of `session --json` for what is called otherwise here.
  private static let others = ["later": "not-now", "skip": "next"]

  private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
}
