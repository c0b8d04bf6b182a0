import Listening
import Playback
import Session
import TextUI

/// How far the track is: drawn as a bar and said in figures; where it stands, so that a click can find it.
struct ProgressLine {
  private let before: String
  private let after: String
  private let share: Double?
  private let row: Int?
  private let columns: Range<Int>
  /// Where the bar stands; empty where there is no room for one.
  let bar: Range<Int>

  /// Shorter bars say nothing.
  private static let shortest = 6

  init(_ scene: Scene, _ layout: Layout, clock: Bool) {
    let session = scene.session
    row = session.playing == nil ? nil : layout.row(.progress)
    columns = layout.left..<layout.right
    let position = session.position
    let duration = session.length
    let length = duration.map(Words.clock) ?? "length unknown"
    let state = layout.row(.status) == nil ? StateWords.activity(session) + " " : ""
    let volume = session.playback.isMuted ? "muted" : "volume \(session.playback.volume)"
    share = duration.flatMap { $0 > 0 && position.isFinite ? min(1, max(0, position / $0)) : nil }

    guard clock else {
      bar = 0..<0
      (before, after) = (state + length + "    " + volume, "")
      return
    }
    let before = state + Words.clock(position)
    let room = columns.count - Text.width(of: before) - Text.width(of: length) - 2
    let tail = "    " + volume
    if room - tail.count >= 2 * Self.shortest {
      bar = Self.bar(columns, before, room - tail.count)
      (self.before, after) = (before, length + tail)
    } else if room >= Self.shortest {
      bar = Self.bar(columns, before, room)
      (self.before, after) = (before, length)
    } else {
      bar = 0..<0
      (self.before, after) = ("\(before) / \(length)", "")
    }
  }

  private static func bar(_ columns: Range<Int>, _ before: String, _ room: Int) -> Range<Int> {
    let start = columns.lowerBound + Text.width(of: before) + 1
    return start..<start + room
  }

  /// The share of the track that a column of the bar stands for.
  func share(at column: Int) -> Double? {
    guard bar.contains(column), share != nil else { return nil }
    return Double(column - bar.lowerBound) / Double(bar.count)
  }

  func draw(_ canvas: inout Canvas) {
    guard let row else { return }
    canvas.draw(before, row, columns, .status)
    guard !bar.isEmpty else { return }
    let done = Int(Double(bar.count) * (share ?? 0))
    let head = min(bar.lowerBound + done, bar.upperBound - 1)
    canvas.frame.fill(row: row, columns: bar, with: canvas.glyphs[.progressRest], role: .progressRest)
    canvas.frame.fill(row: row, columns: bar.lowerBound..<head, with: canvas.glyphs[.progress], role: .progress)
    if share != nil { canvas.draw(canvas.glyphs[.progressHead], row, head..<head + 1, .progress) }
    canvas.draw(after, row, bar.upperBound + 1..<max(bar.upperBound + 1, columns.upperBound), .status)
  }
}
