import Foundation
import Interface
import Listening
import Playback
import Session
import TextUI

/// One line of `session --json` and of `ctl`: how the session stands, or why a command was refused.
enum HeadlessAnswer {
  case status(State, rows: Int = rows, on: Heard? = nil)
  case refused(String)

  /// Rows of the queue shown unless more are asked for.
  static let rows = 10

  /// What only a session with a screen and a player can tell.
  struct Heard: Encodable {
    /// What the message line says since; empty where it says nothing new.
    var said: String
    /// The words of the status line: `playing`, `paused`, `buffering 40 %`.
    let state: String
    /// Seconds.
    let position: Double
    let length: Double?
    let volume: Int

    func saying(_ words: String) -> Heard {
      var other = self
      other.said = words
      return other
    }
  }

  /// The line, without its end.
  var text: String {
    switch self {
    case .status(let state, let rows, let heard): Self.line(Status(state, rows: rows, heard))
    case .refused(let sentence): Self.line(Refusal(error: sentence))
    }
  }

  private struct Refusal: Encodable {
    var ok = false
    let error: String
  }

  private struct Status: Encodable {
    var ok = true
    let revision: Revision
    let playing: Playing?
    let queue: [TrackID]
    let radar: RadarDepth
    let saved: Int
    let discarded: Int
    let screen: Heard?

    init(_ state: State, rows: Int, _ heard: Heard?) {
      screen = heard
      revision = state.journal.revision
      playing = state.playing.map { Playing($0, verdict: state.verdict(on: $0.track.id)) }
      queue = state.queue.entries.prefix(rows).map(\.track.id)
      radar = state.depth
      saved = state.tally.saved
      discarded = state.tally.discarded
    }
  }

  private struct Playing: Encodable {
    let track: TrackID
    let artist: String
    let title: String
    let reason: String
    let page: String?
    let verdict: String?

    init(_ entry: QueuedTrack, verdict: Verdict?) {
      track = entry.track.id
      artist = entry.track.artist.name
      title = entry.track.title
      reason = ReasonText.long(entry)
      page = entry.track.page
      self.verdict = verdict.map(Self.word)
    }

    /// A verdict as programs read it everywhere.
    private static func word(_ verdict: Verdict) -> String { verdict == .notNow ? "later" : verdict.rawValue }
  }

  private static func line(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // These values have no number that JSON cannot write, so nothing here can fail.
    let text = (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? #"{"ok":false}"#
    return HarmlessText.json(text)
  }
}

extension HeadlessAnswer {
  /// Has a session on the screen obey a line, and answers how it stands then, or why it was not obeyed. `status` alone asks only;
  /// a file that is to be written is answered for once it is.
  static func give(
    to line: String, _ session: SessionLoop, _ interface: inout InterfaceState, size: Size, _ grant: (Wish) -> Void,
    _ answer: @escaping @Sendable (String) -> Void
  ) {
    var path: String?
    var takesBack = false
    let now = HeadlessAnswer(to: line, session, &interface, size: size) { wish in
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
  private func after(_ state: State, since before: Notice?, _ interface: InterfaceState) -> HeadlessAnswer {
    guard case .status(_, let rows, let heard) = self else { return self }
    if let error = state.notices.last(where: { $0.number > before?.number ?? 0 && $0.kind == .error }) {
      return .refused(interface.said(error))
    }
    return .status(state, rows: rows, on: heard)
  }

  /// The same with what came of writing a file.
  private func saying(_ exported: Exported) -> HeadlessAnswer {
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
