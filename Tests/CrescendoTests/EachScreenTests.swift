import Foundation
import Listening
import Testing

/// Every screen and overlay of the release binary in a real terminal: reached by its key, read, worked in, left.
@Suite(.serialized, .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct EachScreenTests {
  @Test(arguments: [(60, 20), (120, 36)])
  func `every screen is a key away and says what it is for`(columns: Int, rows: Int) throws {
    let journey = try Journey(columns, rows)
    defer { journey.end() }
    try journey.begin()
    try journey.press("2", reads: "Nothing saved yet")
    try journey.press("s", reads: "1 saved")
    try journey.expectGone("Nothing saved yet")
    try journey.press("3", reads: "saved       ")
    try journey.press("4", reads: "plays the least known")
    try journey.press("}", reads: "radar hard")
    try journey.press("{", reads: "radar medium")
    try journey.press("5", reads: "open easy [medium] hard")
    try journey.press("6", reads: "verdict")
    try journey.press("Tab", reads: "[1 queue]")
    try journey.press("BTab", reads: "[6 log]")
    try journey.quit()
    // The screen is remembered.
    let again = try Journey(columns, rows, again: journey.program)
    defer { again.end() }
    try again.expect("[6 log]")
  }

  @Test func `the taste is drawn and said in words`() throws {
    let journey = try Journey()
    defer { journey.end() }
    try journey.begin()
    try journey.press("s", reads: "1 saved")
    try journey.press("4", reads: "you")
    try journey.expect("1 saved, 0 left", "The artists nearest to your taste", "near ")
    // On to the ledger, past the last artist.
    try journey.press("G", reads: "Your ear: known by how many")
    try journey.expect("then,")
  }

  @Test func `a row of the history is taken back and brought again after a restart`() async throws {
    let journey = try Journey()
    defer { journey.end() }
    try journey.begin()
    try journey.press("s", reads: "1 saved")
    try journey.press("n", "3", reads: "skipped")
    try journey.quit()
    let again = try Journey(again: journey.program)
    defer { again.end() }
    try again.expect("[3 history]", "skipped  ")
    // The skip stands first; the save below it is turned alone.
    try again.press("G", "x", reads: "undone: saved")
    try again.expect("0 saved")
    try again.press("x", reads: "1 saved")
    try again.quit()
    let journal = try await again.program.journal()
    #expect(journal.interactions.count == 4)
    #expect(journal.tracks(with: .saved).count == 1)
  }

  @Test func `a saved track is put next and waits there after a restart`() throws {
    let journey = try Journey { try $0.write("startup: resume\n", to: "config/config.yaml") }
    defer { journey.end() }
    try journey.begin()
    try journey.press("s", reads: "1 saved")
    try journey.press("n", "n", "2", "a", reads: "Next: ")
    let next = try #require(try journey.line(with: "Next: ").text.split(separator: "\"").dropFirst().first)
    try journey.press("1", reads: "[1 queue]")
    #expect(try journey.line(with: " 1 ♥").text.contains(next.prefix(12)))
    try journey.quit()
    let again = try Journey(again: journey.program)
    defer { again.end() }
    try again.expect(" 1 ♥", "\n  2  ")
    #expect(try again.line(with: " 1 ♥").text.contains(next.prefix(12)))
    try again.press("2", "Enter", reads: "playing")
    try again.press("1", reads: "[1 queue]")
    try again.expect("the saved track on stage alone") { !$0.contains(" 1 ♥") && $0.contains(next.prefix(12)) }
  }

  @Test func `rows are judged, played and moved by their keys`() async throws {
    let journey = try Journey()
    defer { journey.end() }
    try journey.begin()
    try journey.press("j", "j", "a", reads: "Next: ")
    let moved = try #require(try journey.line(with: "Next: ").text.split(separator: "\"").dropFirst().first)
    #expect(try journey.line(with: " 1    ").text.contains(moved.prefix(12)))
    try journey.press("D", reads: "Discarded ")
    try journey.press("u", reads: "Took back")
    try journey.press("j", "S", reads: "1 saved")
    try journey.press("Z", reads: "Not now: ")
    try journey.press("j", "x", reads: "Out of the queue: ")
    try journey.press("Space", reads: "playing")
    try journey.quit()
    let acts = try await journey.program.journal().interactions.map(\.act)
    #expect(acts.count == 4)
  }

  @Test func `help is searched and does what it finds`() throws {
    let journey = try Journey(80, 24)
    defer { journey.end() }
    try journey.begin()
    try journey.press("?", reads: "Save the playing track")
    try journey.press("/", reads: "Enter keep")
    try journey.type("fewer people", reads: "artists that fewer people know")
    try journey.expectGone("Save the playing track")
    try journey.press("Enter", "Enter", reads: "radar hard")
    try journey.expectGone("Help")
  }

  @Test func `why and info speak of the highlighted track`() throws {
    let journey = try Journey(80, 24)
    defer { journey.end() }
    try journey.begin()
    let title = try #require(
      try journey.line(with: "  1    ").text.split(separator: "  ", omittingEmptySubsequences: true).dropFirst(2).first)
    let begins = title.trimmingCharacters(in: .whitespaces).prefix(8)
    try journey.press("j", "e", reads: "Why this track")
    try journey.expect("What spoke for it", "the crowd's taste")
    try journey.expect("\(begins)", "To begin with: the crowd's taste")
    try journey.press("i", reads: "About this track")
    try journey.expect("favourites", "ids         demo:")
    try journey.press("Escape", reads: "[1 queue]")
  }

  @Test func `the reason names what was saved and the drawing agrees`() throws {
    let journey = try Journey()
    defer { journey.end() }
    try journey.begin()
    try journey.press("s", reads: "1 saved")
    // What stood ready to play stays; all behind it follows from the save.
    let reasons = [" like ", " near ", " listeners like you", " more by "]
    try journey.expect("a queue that follows from the save") { screen in
      screen.split(separator: "\n").contains { $0.hasPrefix("  2 ") && reasons.contains(where: $0.contains) }
    }
    try journey.window.type("n")
    try journey.expect("the track that stood ready") { !$0.contains("saved ♥") }
    try journey.window.type("n")
    try journey.expect("a reason that follows from the save") { screen in
      ["listeners like you saved it", "because you saved", "your taste", "you kept other tracks"].contains {
        screen.contains($0)
      }
    }
    try journey.press("g", "e", reads: "What spoke for it")
    try journey.expect("your taste", "♥ ")
  }

  @Test func `themes are tried at once and kept or given back`() throws {
    let journey = try Journey(environment: ["TERM": "tmux-256color"])
    defer { journey.end() }
    try journey.begin()
    #expect(try !journey.window.styled().contains("48;5;"))
    try journey.press("T", reads: "catppuccin-mocha")
    try journey.press("j", "j", reads: "› alucard")
    try journey.expect("other colours") { _ in (try? journey.window.styled().contains("\u{1B}[48;5;")) ?? false }
    try journey.window.type("Escape")
    try journey.expect("the colours as they were") { _ in (try? !journey.window.styled().contains("48;5;")) ?? false }
    try journey.press(":", reads: "Tab complete")
    try journey.type("theme no", reads: "theme nord")
    try journey.press("Tab", "Enter", reads: "theme nord")
    try journey.expect("nord's colours") { _ in (try? journey.window.styled().contains("\u{1B}[48;5;236m")) ?? false }
    try journey.quit()
    let again = try Journey(environment: ["TERM": "tmux-256color"], again: journey.program)
    defer { again.end() }
    try again.expect("[1 queue]")
    #expect(try again.window.styled().contains("48;5;236m"))
  }

  @Test func `the command line completes, says what it knows and obeys`() throws {
    let journey = try Journey(80, 24)
    defer { journey.end() }
    try journey.begin()
    try journey.press(":", reads: "Tab complete")
    try journey.type("vol", reads: "volume")
    try journey.press("Tab", reads: ":volume")
    try journey.type("35", reads: ":volume 35")
    try journey.press("Enter", reads: "volume 35")
    try journey.press(":", reads: "Tab complete")
    try journey.type("radar d", reads: ":radar d")
    try journey.press("Enter", reads: "the radar is one of open, easy, medium, hard")
    try journey.press(":", reads: "Tab complete")
    try journey.type("dance", reads: ":dance")
    try journey.press("Enter", reads: "there is no command \"dance\"")
  }

  @Test(arguments: ["1", "3", "5", "6"])
  func `every list is filtered and shown whole again`(screen: String) throws {
    let journey = try Journey(80, 24)
    defer { journey.end() }
    try journey.begin()
    try journey.press("s", reads: "1 saved")
    try journey.press(screen, reads: "[\(screen) ")
    try journey.press("/", reads: "Esc show all")
    try journey.type("qqqq", reads: "No row matches /qqqq.")
    try journey.press("Escape", reads: "[\(screen) ")
    try journey.expectGone("No row matches")
  }

  @Test func `saved tracks are written where the listener says`() throws {
    let journey = try Journey(80, 24)
    defer { journey.end() }
    let file = journey.program.home.appendingPathComponent("kept.m3u").path
    try journey.begin()
    try journey.press("s", reads: "1 saved")
    try journey.press("2", reads: "♥")
    for (name, answer) in [
      (file, "1 saved track written to"), (file, "there is a file"), ("kept.doc", "ends in .m3u, .jspf, .csv"),
    ] {
      try journey.press(":", reads: "Tab complete")
      try journey.window.send("export \(name)")
      try journey.press("Enter", reads: answer)
    }
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.hasPrefix("#EXTM3U\n#EXTINF:") && text.contains("https://crescendo.example/demo/tracks/"))
  }
}
