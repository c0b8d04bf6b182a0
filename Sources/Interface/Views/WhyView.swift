import Foundation
import Listening
import Session
import TextUI

/// Why a track was chosen: the reason in words, and the score by its parts.
extension InterfaceState {
  func whyListing(_ scene: Scene, width: Int) -> Listing {
    guard let row = studied, let track = row.track else {
      return Listing(text: [Line("No track is highlighted.")], width: width)
    }
    let heading = [Line("\(track.title) by \(track.artist.name)", .title), Line("")]
    guard let proposal = row.proposal else {
      let line = Line("This row is no recommendation: how its track was chosen is not kept.", .muted)
      return Listing(text: heading + [line], width: width)
    }
    return Listing(text: heading + why(proposal), width: width)
  }

  private func why(_ proposal: Proposal) -> [Line] {
    let recommendation = proposal.recommendation
    let reason = [Line("reason", ReasonText.long(proposal), .reason)]
    let tracks = proposal.names.map { Line("", "\(settings.glyphs[.bullet]) \($0)", .muted) }
    let drawn = recommendation.propensity.flatMap(Words.percent).map { Line("drawn", "with a chance of \($0)") }
    return reason + tracks + [Line("")] + parts(recommendation.score) + (drawn.map { [Line(""), $0] } ?? [])
  }

  private func parts(_ score: Score) -> [Line] {
    let parts = [
      ("taste", score.factors), ("near saved tracks", score.neighbours), ("listeners like you", score.listeners),
      ("artist", score.artist), ("quality", score.quality),
    ]
    let most = parts.map { $0.1.magnitude }.filter(\.isFinite).max() ?? 0
    let lines = parts.map { Line($0.0, figure($0.1, of: most), $0.1 < 0 ? .discarded : .text) }
    return lines + [
      Line("radar takes", "times \(number(score.taper))"), Line("score", number(score.total), .title),
    ]
  }

  /// A part as a figure, and as a bar against the largest.
  private func figure(_ value: Double, of most: Double) -> String {
    guard value.isFinite, most > 0 else { return number(value) }
    let bar = String(repeating: settings.glyphs[.progress], count: Int((value.magnitude / most * 16).rounded()))
    return Text.padded(number(value), to: 8) + bar
  }

  private func number(_ value: Double) -> String { value.isFinite ? String(format: "%+.3f", value) : "?" }
}
