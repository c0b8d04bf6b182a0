import Foundation
import Listening
import Playback
import Session
import Testing
import TextUI

@testable import Interface

/// Screens, overlays, filter, mouse and the command line.
@Suite struct ScreenTests {
  @Test func `digits and tab turn the screens`() {
    var stage = Stage.running()
    for (key, title) in [
      ("2", "[2 saved]"), ("3", "[3 history]"), ("4", "[4 taste]"), ("5", "[5 keys]"), ("6", "[6 log]"),
      ("1", "[1 queue]"),
    ] {
      stage.press(key)
      #expect(stage.text.contains(title))
    }
    stage.press("Tab")
    #expect(stage.text.contains("[2 saved]"))
    stage.press("Shift-Tab", "Shift-Tab")
    #expect(stage.text.contains("[6 log]"))
  }

  @Test func `the screen that was open is remembered by its name`() {
    var stage = Stage.running()
    stage.press("4")
    var later = InterfaceState(stage.screen.settings)
    later.screenName = stage.screen.screenName
    #expect(later.screen == .taste)
    later.screenName = "help"
    #expect(later.screen == .taste)
  }

  @Test func `why draws each part of the score with its share`() {
    var stage = Stage.running()
    stage.press("j", "e")
    let text = stage.text
    #expect(text.contains("Because you saved Low Orbit Choir"))
    #expect(text.contains("♥ Low Orbit Choir"))
    #expect(text.contains("near what you saved   +0.300") && text.contains("against"))
    #expect(text.contains("Heard by 230: the radar keeps 90 % of that."))
    stage.press("e")
    #expect(stage.screen.overlay == nil)
  }

  @Test func `the theme is tried as it is highlighted, kept by Enter, and given back by Esc`() {
    var stage = Stage.running()
    #expect(stage.press("T", "j", "j") == [.use(Stage.themes[1]), .use(Stage.themes[2])])
    #expect(stage.press("Esc") == [.use(Stage.themes[0])])
    stage.press("T", "j", "Enter")
    #expect(stage.screen.settings.theme == "mono" && stage.screen.overlay == nil)
  }

  @Test func `a theme whose file changed is drawn anew, another one not`() {
    var stage = Stage.running()
    var themes = Stage.themes
    themes[2].credit = "changed"
    #expect(stage.screen.offer(themes).isEmpty)
    themes[0].isDark = false
    #expect(stage.screen.offer(themes) == [.use(themes[0])])
  }

  @Test func `a theme in use that cannot be read any more stays, is said, and Esc gives it back`() {
    var stage = Stage.running()
    #expect(stage.screen.offer(Array(Stage.themes.dropFirst())).isEmpty)
    #expect(stage.message.contains("theme terminal cannot be read now"))
    stage.press("T")
    #expect(stage.text.contains("› terminal") && !stage.message.contains("cannot be read"))
    stage.press("k")
    _ = stage.screen.offer(Array(Stage.themes.dropFirst()))
    #expect(stage.press("Esc") == [.use(Stage.themes[0])])
  }

  @Test func `where nothing copies or opens pages, the address itself is told`() {
    var stage = Stage.running()
    stage.screen.settings.copies = false
    stage.screen.settings.opensPages = false
    #expect(stage.press("y").isEmpty)
    #expect(stage.message.contains("cannot copy here: https://demo.example/salt-lantern/nocturne"))
    #expect(stage.press("o").isEmpty)
    #expect(stage.message.contains("nothing here opens pages: https://demo.example/salt-lantern/nocturne"))
  }

  @Test func `a complaint ends with the command that puts it right`() {
    var stage = Stage.running()
    for words in ["volume 200", "volume 50"] {
      stage.press(":")
      stage.type(words)
      stage.press("Enter")
      #expect(stage.message.contains("0 to 100") == (words == "volume 200"))
    }
  }

  @Test(arguments: [
    ("volume 300", true), ("theme nosuch", true), ("radar foo", true), ("deeper", false), ("theme nord", false),
    ("volume 30", false), ("quit", false),
  ])
  func `what another program asks is refused or done, and it is known which`(words: String, isRefused: Bool) {
    var stage = Stage.running()
    // What was refused before is over.
    _ = stage.screen.obey(control: "seek soon", stage.session, size: stage.size, at: stage.now)
    let wishes = stage.screen.obey(control: words, stage.session, size: stage.size, at: stage.now)
    #expect((stage.screen.refusal != nil) == isRefused && wishes?.isEmpty == isRefused)
  }

  @Test func `another program that quits means the program, whatever is open here`() {
    var stage = Stage.running()
    stage.press("?")
    #expect(stage.screen.obey(control: "quit", stage.session, size: stage.size, at: stage.now) == [.quit])
  }

  @Test func `the map behind an overlay has its middle in the middle of the room it has`() throws {
    var stage = Stage(session: SampleScreen.session)
    stage.size = Size(columns: 120, rows: 60)
    stage.press("4", "T")
    let line = try #require(stage.lines.first { $0.contains("◉ you") }, "\(stage.text)")
    #expect((20..<40).contains(line.prefix { $0 != "◉" }.count), "\(stage.text)")
  }

  @Test(arguments: [
    "https://demo.example/" + String(repeating: "long", count: 40), String(repeating: "夜の海", count: 30),
  ])
  func `a word longer than a line goes on in the next`(word: String) {
    let track = Track(id: TrackID(.demo, "9"), title: "Long", artist: Stage.artist, tags: [word])
    var stage = Stage.ready([Stage.proposed(track, .exploring)], columns: 80, rows: 30)
    stage.press("i")
    let shown = stage.lines.map { $0.dropFirst(14).trimmingCharacters(in: .whitespaces) }.joined()
    #expect(shown.contains(word), "\(stage.text)")
  }

  @Test func `a filter shows rows with all its words, whatever case and accents, and Esc shows all`() {
    var stage = Stage(session: SampleScreen.session)
    stage.press("/")
    stage.type("HOGGR")
    stage.press("Enter")
    #expect(stage.text.contains("Væringjar") && !stage.text.contains("Slow Green"))
    stage.press("Esc")
    #expect(stage.text.contains("Slow Green"))
  }

  @Test(arguments: ["1", "2", "3", "4", "5", "6", "?", "T"])
  func `every list has a filter that can be empty, and says so`(key: String) {
    var stage = Stage(session: SampleScreen.session)
    stage.press("s", key, "/")
    stage.type("no row has these words")
    #expect(stage.text.contains("No row matches /no row has these words."))
  }

  @Test func `a click highlights a row, on the bar it seeks, on a name it opens the screen, and the wheel moves`() {
    var stage = Stage.running()
    let row = stage.lines.firstIndex { $0.contains("Understudy") } ?? 0
    stage.input(.key(.mouse(.init(.click, column: 20, row: row))))
    #expect(stage.highlighted?.contains("Understudy") == true)
    let bar = stage.lines.firstIndex { $0.contains("1:12 ━") } ?? 0
    let wishes = stage.input(.key(.mouse(.init(.click, column: 60, row: bar))))
    guard case .command(.seekToShare(let share)) = wishes.first else { Issue.record("no seek"); return }
    #expect((0.45...0.6).contains(share))
    let tabs = stage.lines.firstIndex { $0.contains("[1 queue]") } ?? 0
    stage.input(.key(.mouse(.init(.click, column: 16, row: tabs))))
    #expect(stage.text.contains("[2 saved]"))
    stage.press("1")
    stage.input(.key(.mouse(.init(.wheelUp, column: 5, row: row))))
    #expect(stage.highlighted?.contains("Salt Lantern") == true)
  }

  @Test func `a click on the line of the bar says that nothing plays, as the key does`() {
    for column in [0, 60] {
      var (keyed, clicked) = (Stage(), Stage())
      let bar = Stage.running().lines.firstIndex { $0.contains("1:12 ━") } ?? 0
      keyed.press("l")
      clicked.input(.key(.mouse(.init(.click, column: column, row: bar))))
      #expect(clicked.message.contains("nothing plays yet") && clicked.message == keyed.message, "\(clicked.text)")
    }
  }

  @Test func `a click beside an overlay or on the names behind one does nothing`() {
    var stage = Stage.running()
    let row = stage.lines.firstIndex { $0.contains("Understudy") } ?? 0
    let tabs = stage.lines.firstIndex { $0.contains("[1 queue]") } ?? 0
    stage.press("T")
    let open = stage.text
    for (column, row) in [(2, row), (16, tabs)] {
      stage.input(.key(.mouse(.init(.click, column: column, row: row))))
      #expect(stage.text == open)
    }
  }

  @Test func `half a page is one row where there is one`() {
    var stage = Stage.running(rows: 5)
    let first = stage.screen.cursor.index
    stage.press("Ctrl-D")
    #expect(stage.screen.cursor.index == first + 1)
  }

  @Test func `an overlay that was filtered opens whole`() {
    var stage = Stage.running()
    stage.press("?", "/")
    stage.type("radar deeper")
    stage.press("Enter", "Enter", "?")
    #expect(stage.screen.overlay == .help && stage.text.contains("Save the playing"))
  }

  @Test(arguments: [
    ("radar hard", "radar hard"), ("radar", "type :radar DEPTH: Set the radar"),
    ("radar deep", "open, easy, medium, hard"), ("sort", "type :sort BY: Sort the saved tracks: "),
    ("theme", "type :theme NAME: Use a theme"), ("seek", "type :seek M:SS: Go to a place"),
    ("export", "type :export FILE: Write the saved"), ("name", "type :name WORDS: Look for"),
    ("sort ", "type :sort BY"), ("volume", "type :volume NUMBER"),
    ("volume 30", "volume 30"),
    ("volume +5", "volume 85"), ("volume -5", "volume 75"), ("volume loud", "0 to 100"), ("seek +10", "1:22 ━"),
    ("seek -12", "1:00 ━"), ("seek 1:30", "1:30 ━"), ("seek soon", "1:30"), ("seek 1:75", "written like 1:30"),
    ("seek 99:99", "written like 1:30"), ("seek 59:00", "the track ends at 3:47"), ("seek +999", "3:46 ━"),
    ("theme nord", "theme nord"),
    ("theme no", "no theme \"no\" can be read"),
    ("dance", "there is no command"), ("save", "Saved"),
  ])
  func `the command line does what it is told or says why not`(words: String, said: String) {
    var stage = Stage.running()
    stage.press(":")
    stage.type(words)
    stage.press("Enter")
    #expect(stage.text.contains(said), "\(stage.text)")
  }

  @Test func `what was said before a typed command does not stand there like its answer`() {
    var stage = Stage.running()
    _ = update(&stage.session, .noted("nothing was written: there is a file already"))
    stage.press(":")
    stage.type("filter comets")
    stage.press("Enter")
    #expect(!stage.text.contains("nothing was written"), "\(stage.text)")
  }

  @Test func `saved tracks are written where the command line says`() {
    var stage = Stage.running()
    stage.press(":")
    stage.type("export ~/kept.m3u")
    #expect(stage.press("Enter") == [.export(to: "~/kept.m3u")])
  }

  @Test func `what to do about a message stays where the message is cut`() {
    var stage = Stage.running(columns: 44, rows: 20)
    stage.press("s")
    #expect(stage.message.hasSuffix("…  (u undoes)"))
  }

  @Test func `what went wrong is said whole where it is too long for one line`() {
    var stage = Stage.running(columns: 60, rows: 20)
    stage.tell(.engineFailed("the model at /home/listener/share/model.crescendo cannot be read: run crescendo train"))
    let bottom = stage.lines.suffix(2).map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(bottom.joined(separator: " ").hasSuffix("model.crescendo cannot be read: run crescendo train"))
    stage.press("s")
    #expect(stage.lines.last?.contains("discard") == true)
  }

  @Test func `of the tags there stand as many as leave the page's address whole`() {
    let page = "https://demo.example/salt-lantern/nocturne"
    #expect(Stage.running(columns: 80).lines.contains { $0.hasPrefix("  ambient · piano ") && $0.hasSuffix(page) })
    #expect(Stage.running(columns: 60).lines.contains { $0.hasPrefix("  ambient  ") && $0.hasSuffix(page) })
  }

  @Test func `a list that goes on says how far, until its end is seen`() {
    var stage = Stage(session: SampleScreen.session)
    stage.size = Size(columns: 80, rows: 24)
    stage.press("?")
    #expect(stage.text.contains(" more below "))
    stage.press("G")
    #expect(!stage.text.contains(" more below "))
  }

  @Test(arguments: [
    ("newest", "Perennial"), ("artist", "Tide Tables"), ("title", "Apogee"), ("length", "Perennial"),
    ("heard", "Perennial"),
  ])
  func `saved tracks are sorted as told`(order: String, first: String) {
    var stage = Stage(session: SampleScreen.session)
    stage.press(":")
    stage.type("sort \(order)")
    stage.press("Enter")
    #expect(stage.highlighted?.contains(first) == true)
  }

  @Test func `Tab completes commands and what follows them`() {
    var stage = Stage.running()
    stage.press(":")
    stage.type("ra")
    stage.press("Tab")
    #expect(stage.message.contains(":radar "))
    stage.type("h")
    stage.press("Tab", "Enter")
    #expect(stage.session.depth == .hard)
  }

  @Test(arguments: [
    ("", "theme NAME  radar DEPTH  volume NUMBER"), ("ra", ":ra   radar DEPTH"), ("radar", ":radar   radar DEPTH"),
    ("radar ", "radar open  radar easy"), ("qu", ":qu   queue  quit"), ("quit", ":quit"), ("dance", ":dance"),
  ])
  func `the command line shows what may be typed, and what a command wants after it`(typed: String, shown: String) {
    var stage = Stage.running()
    stage.press(":")
    stage.type(typed)
    #expect(stage.message.hasSuffix(shown) || stage.message.contains(shown + " "), "\(stage.message)")
  }

  @Test func `a length of hours is not cut in its column, and the stage tells it to the second`() {
    let stage = Stage.ready([Stage.proposed(Self.mix, .exploring)], columns: 60, rows: 24)
    #expect(stage.highlighted?.contains("   1h26m  ") == true)
    #expect(stage.text.contains(" 1:26:40 "))
  }

  @Test func `beside an overlay its name keeps clear of the screens'`() {
    var stage = Stage.running(columns: 100, rows: 24)
    stage.press("e")
    #expect(stage.text.contains("──[1 queue]─") && stage.text.contains("─ Why this track ─"))
  }

  private static let mix = Track(
    id: TrackID(.demo, "9"), title: "All Night", artist: Stage.artist, duration: 5_200, exposure: Exposure(plays: 12))

  @Test(arguments: 1...6)
  func `whether it plays is said once, however few the rows`(rows: Int) {
    let stage = Stage.running(columns: 60, rows: rows)
    #expect(stage.text.components(separatedBy: "playing").count == 2, "\(stage.text)")
  }

  @Test func `a theme without a background of its own is for any`() {
    var stage = Stage.running()
    stage.press("T")
    #expect(stage.highlighted?.contains("terminal") == true && stage.highlighted?.contains("  any ") == true)
  }

  @Test func `a list of saved tracks tells the figures of then and now apart from the time`() throws {
    var stage = Stage.running()
    stage.press("s", "2")
    let header = try #require(stage.lines.first { $0.contains("by now") })
    #expect(header.contains("heard by   by now       saved"))
    #expect(stage.highlighted?.hasSuffix("just now") == true)
  }

  @Test func `the radar turns by a step and says where it ends`() {
    var stage = Stage.running()
    stage.press("}")
    #expect(stage.text.contains("radar hard"))
    stage.press("}")
    #expect(stage.message.contains("hard already"))
  }

  @Test func `without the clock nothing on the screen moves by itself`() {
    var stage = Stage.running()
    stage.screen.settings.clock = false
    let before = stage.frame
    if let id = stage.session.playing?.id { stage.tell(.player(.position(id, 73), at: stage.now)) }
    #expect(stage.frame == before)
    #expect(stage.text.contains("3:47"))
  }

  @Test func `a screen below twenty by four still takes transport and verdict keys`() {
    var stage = Stage.running(columns: 8, rows: 2)
    stage.press("s", "space")
    #expect(stage.session.verdict(on: Stage.playing.id) == .saved && stage.session.playback.isPaused)
  }

  @Test func `headings are passed over, and the last lines can still be read`() {
    var stage = Stage(session: SampleScreen.session)
    stage.size = Size(columns: 80, rows: 24)
    stage.press("5", "k", "k")
    #expect(stage.highlighted?.contains("source") == true)
    stage.press("G")
    #expect(stage.highlighted?.contains(":filter") == true)
  }

  @Test func `a very wide window shows beside the queue why the highlighted track is there`() {
    let lines = SampleScreen.queue.lines(Size(columns: 200, rows: 60))
    #expect(lines.contains { $0.contains("What spoke for it") })
  }
}
