import Foundation
import Listening
import Session
import Testing
import TextUI

@testable import Interface

/// Taste as a picture, and every picture in words as well.
@Suite struct TasteTests {
  private let session = SampleScreen.session

  private func picture(_ picture: Picture) -> String { picture.pieces.map(\.text).joined() }

  @Test func `a tag counts what was saved and what was left, by the last verdict on each track`() {
    let counts = TagCount.all(session.journal)
    #expect(counts.first?.tag == "ambient" && counts.first?.words == "3 saved, 0 left")
    #expect(counts.first { $0.tag == "indie rock" }?.words == "0 saved, 2 left")
    // Taken back: put away, then undone.
    #expect(!counts.contains { $0.tag == "metal" })
  }

  @Test func `a track that was saved and then left is one that was saved`() {
    let acts = [Act.save(Stage.playing), .skip(Stage.playing, heard: Listened(seconds: 9))]
    let rows = acts.enumerated().map { Interaction(revision: Revision($0 + 1), act: $1, date: SampleScreen.now) }
    #expect(TagCount.all(Journal(rows)).first?.words == "1 saved, 0 left")
  }

  @Test func `a track that was skipped after its verdict was taken back is one that was left`() {
    let acts = [Act.save(Stage.playing), .clear(Stage.playing), .skip(Stage.playing, heard: Listened(seconds: 9))]
    let rows = acts.enumerated().map { Interaction(revision: Revision($0 + 1), act: $1, date: SampleScreen.now) }
    #expect(TagCount.all(Journal(rows)).first?.words == "0 saved, 1 left")
  }

  @Test func `what was saved without tags or counts is not said to be nothing`() {
    let track = Track(
      id: TrackID(.file, "1"), title: "Title", artist: Credit(id: ArtistID(.file, "1"), name: "Artist"), duration: 200)
    let recommendation = Recommendation(track: track.id, score: Score(total: 1), reason: .introduction)
    var stage = Stage.ready([Proposed(track, Proposal(recommendation))])
    stage.press("s")
    stage.press("4")
    #expect(stage.text.contains("what you saved and discarded has none"))
    #expect(!stage.text.contains("No saved track yet"))
  }

  @Test func `the ledger speaks of the tracks it has figures of alone`() {
    let tracks = [Exposure(plays: 10), Exposure(plays: 1_000), Exposure()].enumerated().map { number, exposure in
      Track(
        id: TrackID(.file, "\(number)"), title: "Title",
        artist: Credit(id: ArtistID(.file, "\(number)"), name: "Artist"),
        exposure: exposure)
    }
    var session = State()
    let rows = tracks.enumerated().map {
      Interaction(revision: Revision($0 + 1), act: .save($1), date: SampleScreen.now)
    }
    _ = update(&session, .profileOpened(Journal(rows)))
    #expect(
      EarLedger(session).words.first?.hasPrefix("2 tracks by 2 artists; half of them were heard by 10 or fewer") == true
    )
  }

  @Test func `a bar is as long as its share, to half a cell, and never nothing for something`() {
    let bars = Bars(glyphs: .unicode)
    #expect(
      bars.right(1, width: 4) == "━━━━" && bars.right(0.5, width: 3) == "━╸" && bars.right(0.001, width: 4) == "╸")
    #expect(bars.left(0.5, width: 3) == " ╺━" && bars.left(0, width: 3) == "   ")
    #expect(bars.right(.nan, width: 4).isEmpty && bars.right(9, width: 2) == "━━")
    #expect(Bars(glyphs: .ascii).right(0.5, width: 3) == "==")
  }

  @Test func `braille dots lie where they are set, and outside nothing is`() {
    var dots = Dots(columns: 2, rows: 1)
    dots.set(0, 0)
    dots.set(3, 3)
    dots.set(-1, 0)
    dots.set(4, 0)
    #expect(dots.sign(0, 0, .unicode) == "⠁" && dots.sign(0, 1, .unicode) == "⢀" && dots.sign(0, 1, .ascii) == ".")
    #expect(dots.sign(0, 1, .console) == "·")
  }

  @Test func `the nearest artist is nearer the middle than the farthest, and names do not touch`() {
    let places = (0..<24).map { number in
      ArtistMap.Place(
        name: "Artist \(number)", closeness: 1 - Double(number) / 30, direction: Double(number) / 24,
        isSaved: number == 0)
    }
    let lines = ArtistMap(places, columns: 80, rows: 21, glyphs: .unicode).lines.map(picture)
    #expect(lines.allSatisfy { Text.width(of: $0) == 80 })
    let saved = lines.indices.first { lines[$0].contains("♥ Artist 0") }
    #expect(saved == 10)
    #expect(lines.joined().components(separatedBy: "•").count > 12)
  }

  @Test func `the ledger tells then and now by the same measure, the most grown first`() {
    let ledger = EarLedger(session)
    #expect(ledger.entries.first?.track.artist.name == "Glass Harbour")
    #expect(ledger.entries.first?.then == 120 && ledger.entries.first?.now == 1_176)
    #expect(ledger.words.joined().contains("5 tracks by 5 artists; half of them were heard by 260 or fewer"))
    #expect(ledger.words.last == "4 tracks found more listeners since")
  }

  @Test func `without a figure of today only then is told`() {
    var session = State()
    for event in [Event.profileOpened(Journal([Interaction(revision: 1, act: .save(Stage.playing), date: Date())]))] {
      _ = update(&session, event)
    }
    #expect(EarLedger(session).entries.first?.now == nil)
    #expect(EarLedger(session).words == ["1 track, heard by 412 when you saved it"])
    #expect(EarLedger(State()).words.isEmpty)
  }

  @Test(arguments: RadarDepth.allCases)
  func `the dial names its place in brackets and in a sentence`(depth: RadarDepth) {
    let dial = RadarDial(depth: depth, glyphs: .unicode)
    #expect(picture(dial.lines(width: 60)[1]).contains("[\(depth.rawValue)]"))
    #expect(picture(dial.lines(width: 60)[0]).components(separatedBy: "◉").count == 2)
    #expect(dial.words.hasPrefix("plays "))
  }

  @Test func `Enter on a scene shows what was saved of it`() {
    var stage = Stage(session: session)
    stage.press("4", "Enter")
    #expect(stage.text.contains("[2 saved]") && stage.text.contains("/ambient"))
    #expect(stage.text.contains("Tide Tables") && !stage.text.contains("Winter Wheat"))
  }
}
