import Session
import Testing
import TextUI

@testable import Interface

/// Wordings that the listener may change.
@Suite struct FormatTests {
  @Test(arguments: [
    ("{artist} – {title}[ ({length})]", "A – T (3:47)"), ("[{why}: ]{title}", "T"), ("x[ {why}{title}]y", "xy"),
    ("\\[{title}\\]", "[T]"), ("plain", "plain"), ("", ""), ("[a][b {why}]", "a"),
  ])
  func `a part in brackets goes when a name in it says nothing`(text: String, words: String) throws {
    let said: [Format.Name: String] = [.title: "T", .artist: "A", .length: "3:47"]
    #expect(try Format(text).text { said[$0] } == words)
  }

  @Test(arguments: [
    ("{titel}", Format.Problem.unknownName("titel")), ("{title", .unbalanced("{")), ("title}", .unbalanced("}")),
    ("[a", .unbalanced("[")), ("a]", .unbalanced("]")), ("[a[b]]", .nested),
  ])
  func `what cannot be read is said`(text: String, problem: Format.Problem) {
    #expect(throws: problem) { try Format(text) }
    #expect(!problem.description.isEmpty)
  }

  @Test func `a bad wording leaves the program's own and is named`() {
    var problems: [(name: String, problem: Format.Problem)] = []
    let formats = Formats(["row": "{title}", "title": "{x}"], problems: &problems)
    #expect(formats.row != nil && formats.title == nil)
    #expect(problems.map(\.name) == ["title"])
  }

  @Test func `rows, the playing track and the window are worded as the listener likes`() throws {
    var stage = Stage.running()
    #expect(stage.screen.windowTitle(stage.session) == "Salt Lantern – Nocturne for a Closed Pool")
    stage.screen.settings.formats = Formats(
      row: try Format("{title} / {artist}[ <{why}>]"), playing: try Format("{title} ({state})"),
      title: try Format("{state}: {title}[ ({verdict})]"))
    stage.press("s")
    #expect(stage.text.contains("Slow Green / Paper Comets <near Low Orbit Choir>"))
    #expect(stage.text.contains("Nocturne for a Closed Pool (playing)"))
    #expect(stage.screen.windowTitle(stage.session) == "playing: Nocturne for a Closed Pool (saved)")
    #expect(stage.screen.windowTitle(State()) == "crescendo")
  }

  @Test func `a notification breaks lines where its wording does, whatever is in a title`() throws {
    var stage = Stage.running()
    #expect(stage.screen.notification(stage.session).hasPrefix("Nocturne for a Closed Pool\nSalt Lantern · "))
    stage.screen.settings.formats = Formats(notification: try Format("{artist}\n{title}"))
    var session = State()
    session.begin(with: Stage.track(1, "A", "a\nb\u{1B}[2J"), at: 0)
    #expect(stage.screen.notification(session) == "A\na b[2J")
    #expect(stage.screen.notification(State()) == "")
  }
}
