import Foundation
import Listening
import Playback
import Session
import TextUI

/// The two lines at the bottom: what just happened or is typed, and the keys.
extension InterfaceState {
  func drawMessage(_ canvas: inout Canvas, _ scene: Scene, _ layout: Layout) {
    guard let row = layout.row(.message) else { return }
    let columns = layout.left..<layout.right
    if let prompt { return drawPrompt(&canvas, prompt, row, columns) }
    let (words, role) = message(scene)
    if let (head, rest) = longProblem(scene, layout), let below = layout.row(.hints) {
      canvas.draw(head, row, columns, role)
      return canvas.draw(
        Text.clip(rest, to: columns.count, ellipsis: settings.glyphs[.ellipsis]), below, columns, role)
    }
    // What to do about it stays when the rest has to be cut.
    let hint =
      words.hasSuffix(")") ? words.range(of: "  (", options: .backwards).map { words[$0.lowerBound...] } ?? "" : ""
    let room = columns.count - Text.width(of: String(hint))
    let body = Text.clip(String(words.dropLast(hint.count)), to: max(0, room), ellipsis: settings.glyphs[.ellipsis])
    canvas.draw(room < 8 ? words : body + hint, row, columns, role)
  }

  /// What went wrong and is too long for its line, in two: it takes the line of the keys, too.
  private func longProblem(_ scene: Scene, _ layout: Layout) -> (head: String, rest: String)? {
    let (words, role) = message(scene)
    let text = Text.clean(words)
    guard prompt == nil, [.warning, .error].contains(role), layout.row(.hints) != nil,
      Text.width(of: text) > layout.width, let head = Words.wrapped(text, to: layout.width).first,
      text.hasPrefix(head)
    else { return nil }
    return (head, String(text.dropFirst(head.count).drop { $0 == " " }))
  }

  private func message(_ scene: Scene) -> (String, Role) {
    if !typed.isEmpty { return ("\(KeyName.text(typed)) \(settings.glyphs[.ellipsis])", .status) }
    if let words = remarkNow(scene.session) { return (words, .status) }
    guard let notice = scene.session.notice else { return (greeting(scene), .status) }
    return (settings.keys.words(of: notice), notice.kind.role)
  }

  /// The screen's own sentence; nil where the session said one since.
  func remarkNow(_ session: State) -> String? {
    remark.flatMap { $0.after ?? .max >= session.notice?.number ?? 0 ? $0.words : nil }
  }

  /// What a listener reads who has done nothing yet.
  private func greeting(_ scene: Scene) -> String {
    guard scene.session.journal.revision == 0 else { return "" }
    let play = scene.session.playback.isPaused ? "\(keyOf("pause")) plays, " : ""
    return "\(play)\(keyOf("favourites")) names what you love, \(keyOf("help")) shows every key"
  }

  private func drawPrompt(_ canvas: inout Canvas, _ prompt: Prompt, _ row: Int, _ columns: Range<Int>) {
    let mark = prompt.kind.mark
    // What is cut ends with a sign that says so, and the cursor stands before that.
    let room = max(0, columns.count - Text.width(of: mark) - (prompt.line.after.isEmpty ? 1 : 2))
    var before = Substring(prompt.line.before)
    while Text.width(of: String(before)) > room { before.removeFirst() }
    let text = mark + before + prompt.line.after
    canvas.draw(text, row, columns, .text)
    let place = columns.lowerBound + Text.width(of: mark + before)
    if columns.contains(place) { canvas.frame.cursor = Frame.Point(column: place, row: row) }
    let end = columns.lowerBound + Text.width(of: text)
    guard prompt.kind == .command else { return }
    let others = SpokenCommand.hints(of: prompt.text, themes: settings.themes.map(\.name)).joined(separator: "  ")
    if end + 3 < columns.upperBound { canvas.draw(others, row, end + 3..<columns.upperBound, .muted) }
  }

  func drawHints(_ canvas: inout Canvas, _ scene: Scene, _ layout: Layout) {
    guard let row = layout.row(.hints), longProblem(scene, layout) == nil else { return }
    var column = layout.left
    for hint in Hint.fitting(hints(scene), in: layout.width) {
      canvas.draw(hint.key, row, column..<layout.right, .header)
      column += Text.width(of: hint.key) + 1
      canvas.draw(hint.word, row, min(column, layout.right)..<layout.right, .muted)
      column = min(column + Text.width(of: hint.word) + Hint.gap, layout.right)
    }
  }

  private func hints(_ scene: Scene) -> [Hint] {
    switch prompt?.kind {
    case .filter: return [Hint("Enter", "keep", 0), Hint("Esc", "show all", 1)]
    case .command:
      return [
        Hint("Enter", "do it", 0), Hint("Tab", "complete", 2), Hint("Up", "said before", 3), Hint("Esc", "leave", 1),
      ]
    case .naming: return [Hint("Enter", "name it", 0), Hint("Up Down", "choose", 2), Hint("Esc", "close", 1)]
    case nil: break
    }
    return overlayHints() ?? Hint.names.compactMap { hint($0, scene) } + screenHints
  }

  /// What else the open screen is for, where there is room to say it.
  private var screenHints: [Hint] {
    let hints: [(name: String, word: String)] =
      switch screen {
      case .queue: [("why", "why"), ("play", "play it"), ("favourites", "name favourites")]
      case .saved: [("play", "play it"), ("filter", "filter"), ("export", "FILE"), ("open", "page")]
      case .history: [("remove", "take back"), ("save-row", "save"), ("filter", "filter")]
      case .taste: [("deeper", "deeper"), ("shallower", "shallower"), ("play", "look closer")]
      case .keys: [("play", "do it"), ("filter", "filter"), ("themes", "themes")]
      default: [("filter", "filter")]
      }
    return hints.enumerated().map { Hint(keyOf($1.name), $1.word, 10 + $0) }
  }

  private func overlayHints() -> [Hint]? {
    let close = Hint(keyOf("close"), overlay == .themes ? "as it was" : "close", 0)
    let moving = Hint("\(keyOf("down")) \(keyOf("up"))", overlay == .themes ? "try" : "move", 1)
    return switch overlay {
    case nil: nil
    case .welcome: [Hint(keyOf("play"), "choose", 2), Hint(keyOf("favourites"), "type a name", 3), close, moving]
    case .help: [close, Hint(keyOf("filter"), "search", 2), Hint(keyOf("play"), "do it", 3), moving]
    case .themes: [Hint(keyOf("play"), "keep", 2), close, moving]
    default: [close, moving, Hint(keyOf("open"), "page", 2), Hint(keyOf("undo"), "undo", 3)]
    }
  }

  private func hint(_ name: String, _ scene: Scene) -> Hint? {
    guard let action = Action.named(name), let word = action.hint else { return nil }
    let isHold = name == "pause" && !scene.session.playback.isPaused
    return Hint(keyOf(name), isHold ? "pause" : word, Hint.ranks.firstIndex(of: name) ?? 0)
  }
}

extension Notice.Kind {
  var role: Role {
    switch self {
    case .information: .status
    case .verdict: .text
    case .warning: .warning
    case .error: .error
    }
  }
}
