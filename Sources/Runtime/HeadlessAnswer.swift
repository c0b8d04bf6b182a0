import Foundation
import Listening
import Session

/// One line of `session --json`: how the session stands, or why a command was refused.
enum HeadlessAnswer {
  case status(State, rows: Int = rows)
  case refused(String)

  /// Rows of the queue shown unless more are asked for.
  static let rows = 10

  /// The line, without its end.
  var text: String {
    switch self {
    case .status(let state, let rows): Self.line(Status(state, rows: rows))
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

    init(_ state: State, rows: Int) {
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
    let reason: String?
    let page: String?
    let verdict: Verdict?

    init(_ entry: QueuedTrack, verdict: Verdict?) {
      track = entry.track.id
      artist = entry.track.artist.name
      title = entry.track.title
      reason = entry.proposal.map(ReasonText.long)
      page = entry.track.page
      self.verdict = verdict
    }
  }

  private static func line(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // These values have no number that JSON cannot write, so nothing here can fail.
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? #"{"ok":false}"#
  }
}
