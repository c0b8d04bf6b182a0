import Listening
import Playback
import Session
import Testing
import TextUI

@testable import Interface

/// The first meeting.
@Suite struct WelcomeTests {
  private func first() -> Stage {
    var stage = Stage(session: SampleScreen.firstSession)
    stage.screen = InterfaceState(
      .init(places: [.init(name: "profile", path: "/home/me/profile.sqlite")]), isFirstMeeting: true)
    return stage
  }

  @Test func `it starts paused, names six keys and help, and says where things live`() {
    var stage = first()
    stage.size = Size(columns: 100, rows: 40)
    #expect(stage.lines[0].hasSuffix("paused"))
    for key in ["s ", "d ", "n ", "space ", "u ", "? "] { #expect(stage.lines.contains { $0.hasPrefix("  \(key)") }) }
    #expect(stage.text.contains("/home/me/profile.sqlite"))
  }

  @Test(arguments: [(60, 20), (80, 24)])
  func `a plain terminal shows the six keys in a line`(columns: Int, rows: Int) {
    var stage = first()
    stage.size = Size(columns: columns, rows: rows)
    #expect(stage.text.contains("s save  d discard  n next  space play  u undo  ? help"), "\(stage.text)")
  }

  @Test(arguments: [(70, 31), (110, 30)])
  func `where there is room the six keys are explained without scrolling`(columns: Int, rows: Int) {
    var stage = first()
    stage.size = Size(columns: columns, rows: rows)
    #expect(stage.lines.contains { $0.hasPrefix("  ?      Every key") }, "\(stage.text)")
    #expect(!stage.text.contains("s save  d discard"), "once is enough")
  }

  @Test func `Enter begins at once`() {
    var stage = first()
    stage.press("Enter")
    #expect(stage.screen.overlay == nil && stage.session.journal.revision == 0)
  }

  @Test func `favourites are picked, and taken back by the same key`() {
    var stage = first()
    stage.press("j", "Enter", "j", "Enter")
    #expect(stage.session.journal.named.count == 2)
    #expect(stage.text.contains("2 favourites named"))
    stage.press("Enter")
    #expect(stage.session.journal.named.map(\.title) == ["The Lantern Brothers"])
  }

  @Test func `any other name can be typed`() {
    var stage = first()
    let wishes = stage.press("f") + stage.type("Vel")
    #expect(wishes.last == .command(.find("Vel")))
    let artist = Favoured.artist(Artist(id: ArtistID(.demo, "v"), name: "Velvet Antenna"))
    stage.tell(.found(words: "Vel", [artist]))
    stage.press("Enter")
    #expect(stage.session.journal.named == [artist])
  }

  @Test func `a search that failed says so, and Enter looks once more`() {
    var stage = first()
    stage.press("f")
    stage.type("Vel")
    stage.tell(.searchFailed(words: "Vel", sentence: "audius does not answer"))
    #expect(stage.text.contains("The search failed: audius does not answer"))
    #expect(stage.press("Enter") == [.command(.find("Vel"))])
  }

  @Test(arguments: [("Velv", 1), ("Velo", 0)])
  func `of an answer to other words than those typed counts only what holds these, too`(typed: String, named: Int) {
    var stage = first()
    stage.press("f")
    stage.type(typed)
    stage.tell(.found(words: "Vel", [.artist(Artist(id: ArtistID(.demo, "v"), name: "Velvet Antenna"))]))
    stage.press("Enter")
    #expect(stage.session.journal.named.count == named)
  }

  @Test func `the keys of the playing track work beside it`() {
    var stage = first()
    stage.press("space", "s")
    #expect(!stage.session.playback.isPaused && stage.session.tally.saved == 1)
  }
}
