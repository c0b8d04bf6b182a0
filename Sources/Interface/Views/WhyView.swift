import Foundation
import Listening
import Session
import TextUI

/// Why a track was chosen: the reason in words, and the score drawn by its parts.
extension InterfaceState {
  func whyListing(_ row: Row?, _ scene: Scene, width: Int) -> Listing {
    let room = max(1, width - Column.pointer)
    guard let row, let track = row.track else { return picture([Picture("No track is highlighted.", .muted)]) }
    let heading = wrapped("\(track.title) by \(track.artist.name)", .title, room) + [Picture()]
    if let entry = row.entry, entry.proposal == nil {
      return picture(heading + wrapped(capitalised(ReasonText.long(entry)) + ".", .reason, room))
    }
    guard let proposal = row.proposal else {
      return picture(
        heading + wrapped("This row is no recommendation: how its track was chosen is not kept.", .muted, room))
    }
    return picture(heading + why(proposal, track, scene.session, room))
  }

  private func picture(_ lines: [Picture]) -> Listing { Listing(pictures(lines, from: 0), columns: []) { _ in [] } }

  private func wrapped(_ text: String, _ role: Role, _ width: Int) -> [Picture] {
    Words.wrapped(text, to: width).map { Picture($0, role) }
  }

  private func why(_ proposal: Proposal, _ track: Track, _ session: State, _ width: Int) -> [Picture] {
    let recommendation = proposal.recommendation
    let drawn = recommendation.propensity.flatMap(Words.percent).map {
      "Drawn with a chance of \($0), to learn from what you make of it."
    }
    return wrapped(capitalised(ReasonText.long(proposal)) + ".", .reason, width)
      + proposal.names.map { source($0, of: recommendation.reason) } + [Picture()]
      + parts(recommendation, session, width) + radar(recommendation.score.taper, track, session, width)
      + (drawn.map { [Picture()] + wrapped($0, .muted, width) } ?? [])
  }

  /// An artist that was saved, or turned down, on whom the reason leans.
  private func source(_ name: String, of reason: Reason) -> Picture {
    let verdict: Verdict = if case .apart = reason { .discarded } else { .saved }
    var line = Picture()
    line.add("  \(settings.glyphs[verdict.glyph]) ", verdict.role, isDrawing: true)
    line.add(name, .artist)
    return line
  }

  private func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// Each part with its figure, its share of all that spoke for the track, and a bar: to the right for it, to the left against it.
  private func parts(_ recommendation: Recommendation, _ session: State, _ width: Int) -> [Picture] {
    let score = recommendation.score
    // Before anything is liked all tastes are the crowd's.
    let isUnknown = session.tally.saved + session.tally.named == 0 || recommendation.isByCrowdsTaste
    let parts = [
      (isUnknown ? "the crowd's taste" : "your taste", score.factors),
      ("near what you saved", score.neighbours),
      (isUnknown ? "listeners at large" : "listeners like you", score.listeners),
      ("the artist so far", score.artist), ("how many keep it", score.quality),
    ]
    let most = parts.map { $0.1.magnitude }.filter(\.isFinite).max() ?? 0
    let all = parts.map { max(0, $0.1) }.filter(\.isFinite).reduce(0, +)
    return [Picture("What spoke for it", .header)] + parts.map { part($0.0, $0.1, most: most, all: all, width) }
  }

  private func part(_ name: String, _ value: Double, most: Double, all: Double, _ width: Int) -> Picture {
    var line = Picture(Text.padded(name, to: 20) + " " + Text.padded(number(value), to: 7, .right) + "  ", .text)
    guard value.isFinite, most > 0 else { return line }
    let room = max(4, min(28, width - 40))
    let bar = Bars(glyphs: settings.glyphs).right(value.magnitude / most, width: room)
    line.add(Text.padded(bar, to: room), value < 0 ? .discarded : .progress, isDrawing: true)
    if value < 0 { line.add("  against", .discarded) }
    if value > 0, all > 0, let share = Words.percent(value / all) {
      line.add("  " + Text.padded(share, to: 5, .right), .muted)
    }
    return line
  }

  private func radar(_ taper: Double, _ track: Track, _ session: State, _ width: Int) -> [Picture] {
    let heard = track.exposure.heardBy.map { "heard by \(Words.count($0))" } ?? "nobody counted who heard it"
    let effect =
      taper < 1 ? "the radar keeps \(Words.percent(taper) ?? "?") of that" : "the radar lets it through whole"
    return [Picture()] + wrapped("\(capitalised(heard)): \(effect).", .popularity, width)
  }

  private func number(_ value: Double) -> String { value.isFinite ? String(format: "%+.3f", value) : "?" }
}
