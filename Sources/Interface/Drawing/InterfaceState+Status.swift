import Listening
import Playback
import Session
import TextUI

/// The top line: where tracks come from, the radar, the counts, and what the player does.
extension InterfaceState {
  func drawStatus(_ canvas: inout Canvas, _ scene: Scene, _ layout: Layout) {
    guard let row = layout.row(.status) else { return }
    let state = StateWords.player(scene.session)
    let name = "crescendo"
    let room = layout.right - layout.left / 2
    var pieces = statusPieces(scene.session)
    let width = { (pieces: [Piece]) in
      Text.width(of: pieces.map(\.text).joined(separator: self.separator)) + Text.width(of: state) + 4
    }
    while let last = pieces.max(by: { $0.rank < $1.rank }), width(pieces) + name.count + 2 > room {
      pieces.removeAll { $0.rank == last.rank }
    }
    let words = pieces.map(\.text).joined(separator: separator)
    let stateStart = max(0, layout.right - Text.width(of: state))
    let wordsStart = stateStart - 4 - Text.width(of: words)
    if (pieces.isEmpty ? stateStart : wordsStart) > name.count + 1 {
      canvas.draw(name, row, layout.left / 2..<room, .title)
    }
    if !words.isEmpty { canvas.draw(words, row, max(0, wordsStart)..<stateStart, .status) }
    canvas.draw(state, row, stateStart..<layout.right, StateWords.isTrouble(scene.session) ? .warning : .status)
    if let rule = layout.row(.ruleAbove) { canvas.frame.rule(row: rule, glyphs: settings.glyphs) }
  }

  private var separator: String { " \(settings.glyphs[.separator]) " }

  private struct Piece {
    let text: String
    /// The highest goes first where there is no room.
    let rank: Int
  }

  private func statusPieces(_ session: State) -> [Piece] {
    let tally = session.tally
    let first = [
      Piece(text: settings.sourceName, rank: 4), Piece(text: "radar \(session.depth.rawValue)", rank: 1),
    ]
    // Nobody has counted yet.
    if session.profile == .loading { return first }
    // The counts would be those of nobody.
    if case .unavailable = session.profile { return first + [Piece(text: "nothing is kept", rank: 0)] }
    return first + [
      Piece(text: "\(Words.count(tally.named)) named", rank: 5),
      Piece(text: "\(Words.count(tally.saved)) saved", rank: 2),
      Piece(text: "\(Words.count(tally.discarded)) discarded", rank: 3),
    ]
  }
}

/// What the player and the engine do, in words.
enum StateWords {
  /// What is heard, and why nothing is where that is so.
  static func player(_ session: State) -> String {
    if case .unavailable = session.player { return "no player" }
    if case .unavailable = session.playback.output { return "no player" }
    let parts =
      [activity(session)] + (session.playback.isMuted ? ["muted"] : []) + (isSilent(session) ? ["no sound device"] : [])
    return parts.joined(separator: ", ")
  }

  /// Whether the listener should see that something is wrong.
  static func isTrouble(_ session: State) -> Bool { isSilent(session) || player(session) == "no player" }

  /// One word for what goes on.
  static func activity(_ session: State) -> String {
    if session.playback.isPaused { return "paused" }
    guard session.playing != nil else { return "waiting" }
    return switch session.playback.current?.activity {
    case .running: "playing"
    case .buffering(let filled): "buffering \(min(100, max(0, filled))) %"
    case .opening, nil: "opening"
    }
  }

  /// Why nothing plays yet.
  static func engine(_ session: State) -> String {
    if session.profile == .loading { return "Loading what you saved" }
    return switch session.engine {
    case .loading: "Loading the catalogue"
    case .training(let share): "Learning the catalogue" + (Words.percent(share).map { ": \($0)" } ?? "")
    case .ready: "The queue is empty"
    case .unavailable(let sentence): sentence
    }
  }

  private static func isSilent(_ session: State) -> Bool { session.playback.output == .none }
}
