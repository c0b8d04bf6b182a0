import Listening
import Session
import TextUI

/// All that is known of a track or an artist.
extension InterfaceState {
  func infoListing(_ row: Row?, _ scene: Scene, width: Int) -> Listing {
    switch row?.favoured {
    case .track(let track): Listing(text: about(track, row?.proposal, scene), width: width)
    case .artist(let artist): Listing(text: about(artist), width: width)
    case nil: Listing(text: [Line("No track is highlighted.")], width: width)
    }
  }

  private func about(_ track: Track, _ proposal: Proposal?, _ scene: Scene) -> [Line] {
    let session = scene.session
    let verdict = session.verdict(on: track.id).map { "\(ActWords.word($0)) \(settings.glyphs[$0.glyph])" } ?? "none"
    let reason = proposal.map { [Line("why", ReasonText.long($0), .reason)] } ?? []
    let isOnStage = session.playing?.track.id == track.id
    let now = isOnStage ? [Line("now", "\(Self.soundWords(session)), at \(Words.clock(session.position))")] : []
    return [
      Line("title", track.title, .title), Line("artist", track.artist.name, .artist),
      Line("length", track.duration.map(Words.clock) ?? "unknown"), Line("verdict", verdict),
    ] + now + reason + exposure(track.exposure) + [
      Line("tags", tags(track.tags)), Line("page", track.page ?? "unknown"),
      Line("ids", "\(track.id), \(track.artist.id)", .muted),
    ]
  }

  private func about(_ artist: Artist) -> [Line] {
    [
      Line("artist", artist.name, .title),
      Line("followers", artist.followers.map(Words.count) ?? "unknown", .popularity),
      Line("tags", tags(artist.tags)), Line("page", artist.page ?? "unknown"),
      Line("id", artist.id.description, .muted),
    ]
  }

  private func exposure(_ exposure: Exposure) -> [Line] {
    let kept = exposure.keptShare.flatMap(Words.percent).map {
      [Line("kept by", "\($0) of those who heard it", .popularity)]
    }
    return [
      Line("plays", exposure.plays.map(Words.count) ?? "unknown", .popularity),
      Line("favourites", exposure.favourites.map(Words.count) ?? "unknown", .popularity),
      Line("followers", exposure.followers.map(Words.count) ?? "unknown", .popularity),
    ] + (kept ?? [])
  }

  private func tags(_ tags: [String]) -> String { tags.isEmpty ? "none" : tags.joined(separator: ", ") }
}
