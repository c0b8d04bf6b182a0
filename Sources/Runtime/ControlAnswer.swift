import Foundation
import Listening
import Session

/// One line of `session --json` and of `ctl`: how the session stands, or why a command was refused.
enum ControlAnswer {
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
