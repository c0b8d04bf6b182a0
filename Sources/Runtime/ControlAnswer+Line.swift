import Foundation
import Interface
import Playback
import Session
import TextUI

extension ControlAnswer {
  /// Has a session on the screen obey a line, and answers how it stands then, or why it was not obeyed. `status` alone asks only;
  /// a file that is to be written is answered for once it is.
  static func give(
    to line: String, _ session: SessionLoop, _ interface: inout InterfaceState, size: Size, _ grant: (Wish) -> Void,
    _ answer: @escaping @Sendable (String) -> Void
  ) {
    var path: String?
    var takesBack = false
    let now = ControlAnswer(to: line, session, &interface, size: size) { wish in
      switch wish {
      case .export(let to): return path = to
      case .command(.undo), .command(.redo): takesBack = true
      default: break
      }
      grant(wish)
    }
    if let path { return session.export(to: path) { answer(now.saying($0).text) } }
    guard takesBack else { return answer(now.text) }
    // What an undo brings back is known once it is written, and so is whether it can be.
    let (before, screen) = (session.state.notice, interface)
    session.whenWritten { answer(now.after($0, since: before, screen).text) }
  }

  /// The same as the session stands later; refused where an error was told of meanwhile.
  private func after(_ state: State, since before: Notice?, _ interface: InterfaceState) -> ControlAnswer {
    guard case .status(_, let rows, let heard) = self else { return self }
    if let error = state.notices.last(where: { $0.number > before?.number ?? 0 && $0.kind == .error }) {
      return .refused(interface.said(error))
    }
    return .status(state, rows: rows, on: heard)
  }

  /// The same with what came of writing a file.
  private func saying(_ exported: Exported) -> ControlAnswer {
    switch (exported, self) {
    case (.refused(let sentence), _): .refused(sentence)
    case (.written(let sentence), .status(let state, let rows, let heard)):
      .status(state, rows: rows, on: heard?.saying(sentence))
    case (.written, .refused): self
    }
  }

  private init(
    to line: String, _ session: SessionLoop, _ interface: inout InterfaceState, size: Size, _ grant: (Wish) -> Void
  ) {
    let words = line.trimmingCharacters(in: .whitespaces)
    if words == "status" {
      self.init(news: session.state, interface, saidBefore: interface.said(session.state))
      return
    }
    let before = session.state.notice
    guard let wishes = interface.obey(control: words, session.state, size: size, at: Date()) else {
      self = .refused("there is no command \"\(Text.clean(words))\": `crescendo keys` lists them")
      return
    }
    for wish in wishes { grant(wish) }
    if let sentence = interface.refusal ?? Self.warning(in: session.state, after: before).map(interface.said) {
      self = .refused(sentence)
    } else {
      self.init(news: session.state, interface, saidBefore: before.map(interface.said) ?? "")
    }
  }

  private static func warning(in state: State, after before: Notice?) -> Notice? {
    state.notices.last { $0.number > before?.number ?? 0 && ($0.kind == .warning || $0.kind == .error) }
  }

  /// How a session stands that a listener looks at.
  init(news state: State, _ interface: InterfaceState, saidBefore: String) {
    let said = interface.said(state)
    let heard = Heard(
      said: said == saidBefore ? "" : said, state: InterfaceState.soundWords(state), position: state.position,
      length: state.length, volume: state.playback.volume)
    self = .status(state, on: heard)
  }
}
