import Foundation
import Listening
import Playback
import Session
import Testing
import TextUI

@testable import Interface

/// Any size, any key, any text: nothing breaks the screen.
@Suite struct RobustnessTests {
  private static let keys: [Key] =
    "sdzSDZuUn><p hl,.+-=][m}{\rax1234567eioyvAjkgG:/f?Tq\u{7F}bcé日".map { .character($0) }
    + [
      .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown,
    ]
    + [.control("d"), .control("u"), .control("l"), .control("w"), .paste("s\u{1B}d\nq")]

  @Test func `ten thousand random keys at any size leave a frame of that size, with whole characters only`() {
    let seed: UInt64 = 20_261_125
    var random = Seeded(seed)
    var stage = Stage(session: SampleScreen.session)
    for press in 0..<10_000 {
      if press % 40 == 0 { stage.size = Self.size(&random) }
      stage.input(Self.input(&random, stage.size))
      if press % 100 == 99 { stage.session = SampleScreen.session }
      guard press % 10 == 0 else { continue }
      let frame = stage.frame
      #expect(frame.size == stage.size, "seed \(seed), press \(press)")
      #expect(Self.isWhole(frame), "seed \(seed), press \(press)")
    }
  }

  private static func size(_ random: inout Seeded) -> Size {
    // Most of them small, where there is most to go wrong.
    let small = Int.random(in: 0..<5, using: &random) > 0
    return Size(
      columns: .random(in: 1...(small ? 40 : 300), using: &random),
      rows: .random(in: 1...(small ? 14 : 100), using: &random))
  }

  private static func input(_ random: inout Seeded, _ size: Size) -> Input {
    guard Int.random(in: 0..<12, using: &random) == 0 else { return .key(keys.randomElement(using: &random) ?? .enter) }
    let act: Key.Mouse.Act = [.click, .wheelUp, .wheelDown].randomElement(using: &random) ?? .click
    return .key(
      .mouse(
        Key.Mouse(
          act, column: .random(in: 0...size.columns, using: &random), row: .random(in: 0...size.rows, using: &random))))
  }

  /// Every second half follows a first, and no row is wider than it is.
  private static func isWhole(_ frame: Frame) -> Bool {
    (0..<frame.size.rows).allSatisfy { row in
      let cells = frame.row(row)
      return cells.first?.text.isEmpty != true
        && cells.map { Text.width(of: $0.text) }.reduce(0, +) == frame.size.columns
    }
  }

  @Test(arguments: [(1, 1), (2, 1), (1, 2), (3, 3), (9, 2), (20, 4), (19, 3), (40, 12), (300, 1), (1, 100), (300, 100)])
  func `a size however odd shows something of what plays`(columns: Int, rows: Int) {
    for screen in SampleScreen.allCases {
      let lines = screen.lines(Size(columns: columns, rows: rows))
      #expect(lines.count == rows)
      #expect(lines.contains { !$0.isEmpty })
    }
  }

  @Test(arguments: [
    "\u{1B}[2J\u{1B}]0;x\u{7}", "a\nb\r\nc", "\u{202E}evil\u{2066}", String(repeating: "Ö", count: 10_000), "\u{9B}2J",
    "👩‍👩‍👧‍👦🇮🇸❤️", "q" + String(repeating: "\u{335}", count: 5_000), "", "\0",
  ])
  func `hostile titles stay inside their cells`(title: String) throws {
    let track = Track(
      id: TrackID(.demo, "9"), title: title, artist: Credit(id: ArtistID(.demo, "9"), name: title), duration: .nan,
      tags: [title], page: title, exposure: Exposure(plays: .max, favourites: .min))
    let stage = Stage.ready([
      Stage.proposed(track, .exploring, names: [title]), Stage.proposed(track, .near([], listeners: .max)),
    ])
    for keys in ["1", "2", "3", "4", "5", "6", "e", "i", "f"] {
      var stage = stage
      stage.press("s", keys)
      for size in [Size(columns: 120, rows: 36), Size(columns: 23, rows: 9)] {
        stage.size = size
        #expect(Self.isWhole(stage.frame))
        #expect(
          !stage.text.unicodeScalars.contains {
            $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value) || $0 == "\u{202E}"
          })
      }
    }
    #expect(!stage.screen.windowTitle(stage.session).unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x9B })
  }

  @Test func `figures that are no numbers are said to be unknown`() {
    let score = Score(total: .nan, factors: .infinity, neighbours: -.infinity, listeners: .nan, taper: .nan)
    let recommendation = Recommendation(track: Stage.playing.id, score: score, reason: .exploring, propensity: .nan)
    var stage = Stage.ready([Proposed(Stage.playing, Proposal(recommendation))])
    stage.tell(
      .tasted(
        Taste(artists: [.init(artist: ArtistID(.demo, "1"), closeness: .nan, direction: .infinity)]),
        names: [:]))
    stage.press("e")
    #expect(stage.text.contains("?"))
    stage.press("4")
    #expect(stage.text.contains("demo:1"))
  }
}
