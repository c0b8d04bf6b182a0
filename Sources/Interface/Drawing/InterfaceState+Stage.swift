import Listening
import Playback
import Session
import TextUI

/// What plays, why, and how far.
extension InterfaceState {
  func drawStage(_ canvas: inout Canvas, _ scene: Scene, _ layout: Layout) {
    guard let playing = scene.session.playing else { return drawEmptyStage(&canvas, scene, layout) }
    drawArtist(&canvas, playing.track, scene, layout)
    drawTitle(&canvas, playing.track, scene, layout)
    if let row = layout.row(.reason) {
      canvas.draw(ReasonText.long(playing), row, layout.left..<layout.right, .reason)
    }
    if let row = layout.row(.page) { drawPage(&canvas, playing.track, row, layout) }
    ProgressLine(scene, layout, clock: settings.clock).draw(&canvas)
  }

  private func drawEmptyStage(_ canvas: inout Canvas, _ scene: Scene, _ layout: Layout) {
    let columns = layout.left..<layout.right
    if let row = layout.row(.title) { canvas.draw(StateWords.engine(scene.session), row, columns, .title) }
    if let row = layout.row(.artist) {
      canvas.draw(scene.session.past.isEmpty ? "Nothing plays yet" : "Nothing plays", row, columns, .artist)
    }
    if layout.row(.status) == nil, let row = layout.row(.progress) {
      canvas.draw(StateWords.player(scene.session), row, columns, .status)
    }
  }

  private func drawArtist(_ canvas: inout Canvas, _ track: Track, _ scene: Scene, _ layout: Layout) {
    guard let row = layout.row(.artist) else { return }
    let verdict = scene.session.verdict(on: track.id)
    canvas.draw(
      track.artist.name, .artist, right: verdict.map { [words(for: $0), settings.glyphs[$0.glyph]] } ?? [],
      verdict?.role ?? .text, row, layout.left..<layout.right)
  }

  private func drawTitle(_ canvas: inout Canvas, _ track: Track, _ scene: Scene, _ layout: Layout) {
    guard let row = layout.row(.title) else { return }
    let columns = layout.left..<layout.right
    let worded = settings.formats.playing?.text { words($0, track, scene.session.playing?.proposal, scene.session) }
    guard layout.row(.artist) == nil else {
      canvas.draw(worded ?? track.title, .title, right: popularity(track.exposure), .popularity, row, columns)
      return
    }
    // In one line all that there is room for: the verdict, else whether it plays, where no other line says so.
    let verdict = scene.session.verdict(on: track.id)
    let activity = layout.row(.progress) == nil ? [StateWords.activity(scene.session)] : []
    let right = verdict.map { [words(for: $0), settings.glyphs[$0.glyph]] } ?? activity
    let text = worded ?? "\(track.title) \(settings.glyphs[.dash]) \(track.artist.name)"
    canvas.draw(text, .title, right: right, verdict?.role ?? .status, row, columns)
  }

  private func words(for verdict: Verdict) -> String { "\(ActWords.word(verdict)) \(settings.glyphs[verdict.glyph])" }

  /// How well known a track is, from the longest wording to the shortest.
  private func popularity(_ exposure: Exposure) -> [String] {
    guard let heardBy = exposure.heardBy else { return [] }
    let heard = "heard by \(Words.count(heardBy))"
    guard let kept = exposure.keptShare.flatMap(Words.percent) else { return [heard] }
    let separator = settings.glyphs[.separator]
    return ["\(heard) \(separator) kept by \(kept) who heard it", "\(heard) \(separator) kept by \(kept)", heard]
  }

  /// Tags, and the address of the page that credits the artist.
  private func drawPage(_ canvas: inout Canvas, _ track: Track, _ row: Int, _ layout: Layout) {
    let columns = layout.left..<layout.right
    let page = track.page ?? ""
    let width = min(Text.width(of: page), columns.count)
    let room = columns.count - width - Column.gap
    // As many tags as fit, the first ones first; the address stays whole.
    let tags = (0...min(6, track.tags.count)).reversed().lazy.map { count in
      track.tags.prefix(count).joined(separator: " \(settings.glyphs[.separator]) ")
    }
    canvas.draw(tags.first { Text.width(of: $0) <= room } ?? "", row, columns, .muted)
    canvas.draw(page, row, columns.upperBound - width..<columns.upperBound, .muted)
  }
}
