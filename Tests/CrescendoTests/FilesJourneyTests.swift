import Foundation
import Testing

/// What the listener writes into files: configuration, keys, wordings, themes; and what the environment asks for.
@Suite(.serialized, .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct FilesJourneyTests {
  @Test func `what config init writes is read and never written again`() throws {
    let program = try Program(knowing: .model)
    #expect(try program.run(["config", "init"]).status == 0)
    let file = program.home.appendingPathComponent("config/config.yaml")
    let before = try Data(contentsOf: file)
    let journey = try Journey(80, 24, again: program)
    defer { journey.end() }
    try journey.begin()
    try journey.press("}", reads: "radar hard")
    try journey.quit()
    #expect(try Data(contentsOf: file) == before)
    let again = try Journey(80, 24, again: program)
    defer { again.end() }
    try again.expect("radar hard")
  }

  @Test func `keys that stand in each other's way are told with file and line`() throws {
    let text = "keys:\n  preset: pianobar\n  \"g t\": taste\n  Q: quit\n  Q: help\n  W: dance\n"
    let journey = try Journey(prepare: {
      try $0.write(text.replacingOccurrences(of: "  Q: help\n", with: ""), to: "config/config.yaml")
    })
    defer { journey.end() }
    try journey.begin()
    try journey.press("+", reads: "1 saved")
    try journey.expect("(U undoes)")
    try journey.press("6", reads: "config.yaml:3")
    try journey.expect("g t takes the place of g", "config.yaml:5", "“dance”")
    try journey.press("g", "t", reads: "[4 taste]")
    try journey.press("Q", reads: "ended with 0")
  }

  /// A set of keys and what some of them do: to save, to take back, to play, to be softer, to ask why.
  private static let sets = [
    ("default", "s", "u", "Space", "-", "e"), ("pianobar", "+", "U", "p", "(", "e"),
    ("cmus", "s", "u", "c", "-", "E"), ("mpv", "s", "u", "p", "9", "e"),
  ]

  @Test(arguments: 0..<4)
  func `every set of keys works and is hinted at`(number: Int) throws {
    let (name, save, undo, play, softer, why) = Self.sets[number]
    let journey = try Journey(prepare: { try $0.write("keys:\n  preset: \(name)\n", to: "config/config.yaml") })
    defer { journey.end() }
    try journey.begin()
    try journey.expect("\(save) save", "\(undo) undo", "\(why) why")
    try journey.press(save, reads: "(\(undo) undoes)")
    try journey.press(undo, reads: "0 saved")
    try journey.press(play, reads: "playing")
    try journey.press(softer, reads: "volume 75")
    try journey.press(why, reads: "Why this track")
    try journey.press("Escape", reads: "[1 queue] 2 saved")
    try journey.expectGone("Why this track")
    try journey.quit()
  }

  @Test func `a configuration that is none ends the program with its place`() throws {
    let journey = try Journey(prepare: { try $0.write("radar: medium\ncolor: [\n", to: "config/config.yaml") })
    defer { journey.end() }
    try journey.expect("config.yaml:3", "ended with 65")
  }

  @Test func `rows stage and title are worded as the listener wishes`() throws {
    let text = """
      formats:
        row: "{title} /by/ {artist}[ /{verdict}/]"
        playing: "now {title}[ ({length})]"
        title: "<{artist}>"

      """
    let journey = try Journey(
      environment: ["TERM": "tmux-256color"], prepare: { try $0.write(text, to: "config/config.yaml") })
    defer { journey.end() }
    try journey.expect("Just listen")
    try journey.window.closeWelcome()
    try journey.expect(" /by/ ", "  now ")
    try journey.press("s", reads: " /saved/")
    #expect(try journey.window.title().hasPrefix("<"))
  }

  @Test func `a theme of the listener's own is drawn anew when its file changes`() throws {
    func theme(_ color: String) -> String { "name: mine\ninherits: terminal\nroles:\n  title: { fg: \(color) }\n" }
    let journey = try Journey(
      100, 30, "--theme mine", prepare: { try $0.write(theme("red"), to: "config/themes/mine.yaml") })
    defer { journey.end() }
    try journey.begin()
    try journey.expect("red") { _ in (try? journey.window.styled().contains("\u{1B}[31m")) ?? false }
    try journey.program.write(theme("green"), to: "config/themes/mine.yaml")
    try journey.expect("green") { _ in (try? !journey.window.styled().contains("\u{1B}[31m")) ?? false }
    #expect(try journey.window.styled().contains("\u{1B}[32m"))
  }

  @Test func `a first theme of the listener's own is there once its file is`() throws {
    let journey = try Journey(100, 60)
    defer { journey.end() }
    try journey.begin()
    let folder = journey.program.home.appendingPathComponent("config/themes").path
    #expect(FileManager.default.fileExists(atPath: folder))
    try journey.program.write("name: mine\ninherits: nord\n", to: "config/themes/mine.yaml")
    try journey.press("T", reads: "mine")
  }

  @Test(arguments: [("roles: [", "mine"), ("name: mine\ninherits: terminal\n", "mine"), ("", "terminal")])
  func `a theme that cannot be read this time is remembered for the next`(file: String, chosen: String) throws {
    let journey = try Journey(
      100, 30, "--plain",
      prepare: {
        try $0.write(file, to: "config/themes/mine.yaml")
        let last = #"{"volume":80,"theme":"\#(chosen)","position":0,"wasPlaying":false,"hasBegun":true}"#
        try $0.write(last, to: "state/remembered.json")
      })
    defer { journey.end() }
    try journey.expect("On stage, paused")
    try journey.press("q", "Enter", reads: "ended with 0")
    let remembered = try Data(contentsOf: journey.program.home.appendingPathComponent("state/remembered.json"))
    #expect(String(decoding: remembered, as: UTF8.self).contains("\"theme\":\"\(chosen)\""))
  }

  @Test(arguments: [(["NO_COLOR": "1"], ""), ([:], "--color never")])
  func `without colour nothing is lost`(environment: [String: String], arguments: String) throws {
    let journey = try Journey(100, 30, "--theme nord " + arguments, environment: environment)
    defer { journey.end() }
    try journey.begin()
    try journey.press("s", reads: "saved ♥")
    let styled = try journey.window.styled()
    #expect(!styled.contains(/\u{1B}\[[0-9;]*(3[0-7]|4[0-7]|9[0-7]|38|48)[;m]/))
    // The highlighted row is seen all the same.
    #expect(styled.contains("7m› "))
  }

  @Test func `plain lines say everything without cursor clock or box`() throws {
    let journey = try Journey(100, 30, "--plain")
    defer { journey.end() }
    try journey.expect("On stage, paused")
    try journey.press("queue", "Enter", reads: "\n3 ")
    try journey.press("why 2", "Enter", reads: "the crowd's taste")
    try journey.press("s", "Enter", reads: "Saved")
    try journey.press("themes", "Enter", reads: "nord")
    let screen = try journey.window.screen()
    #expect(!screen.contains { "─│━┌♥".contains($0) })
    try journey.press("q", "Enter", reads: "ended with 0")
  }
}
