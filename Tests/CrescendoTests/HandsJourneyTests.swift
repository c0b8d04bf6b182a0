import Foundation
import Listening
import Testing

/// What hands do beside keys: mouse, paste, suspend, focus; and the first meeting.
@Suite(.serialized, .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct HandsJourneyTests {
  private static let escape = "\u{1B}"

  /// A click as terminals report it (SGR): button down and up at a column and a row, both from 0.
  private func click(_ journey: Journey, column: Int, row: Int) throws {
    let place = "\(column + 1);\(row + 1)"
    try journey.window.send("\(Self.escape)[<0;\(place)M\(Self.escape)[<0;\(place)m")
  }

  private static func seconds(_ clock: Substring) -> Int {
    clock.split(separator: ":").reduce(0) { $0 * 60 + (Int($1) ?? 0) }
  }

  @Test func `a click chooses a row, a place in the track or a screen, and the wheel moves`() throws {
    let journey = try Journey()
    defer { journey.end() }
    try journey.begin()
    let third = try journey.line(with: "  3    ")
    try click(journey, column: 20, row: third.number)
    try journey.expect("› 3    ")
    try journey.window.send("\(Self.escape)[<65;20;20M")
    try journey.expect("› 6    ")
    try journey.window.send("\(Self.escape)[<64;20;20M")
    try journey.expect("› 3    ")
    try journey.press("Space", reads: "0:01 ")
    try journey.expect("━")
    let bar = try journey.line(with: "━")
    try click(journey, column: 80, row: bar.number)
    try journey.expect("the second half of the track") { screen in
      guard let line = screen.split(separator: "\n").first(where: { $0.contains("━") }) else { return false }
      // The place and the length stand around the bar.
      let clocks = line.split(separator: " ").filter { $0.contains(":") }.map(Self.seconds)
      return clocks.count == 2 && clocks[0] > clocks[1] / 2
    }
    let tabs = try journey.line(with: "[1 queue]")
    let column = try #require(tabs.text.range(of: "4 taste")).lowerBound
    try click(journey, column: tabs.text.distance(from: tabs.text.startIndex, to: column), row: tabs.number)
    try journey.expect("[4 taste]")
  }

  @Test func `what is pasted gives no verdict`() async throws {
    let journey = try Journey()
    defer { journey.end() }
    try journey.begin()
    try journey.window.paste("sdsdzSD")
    try journey.expect("pasted text is never a command", "0 saved · 0 discarded")
    // Where text is wanted it is text.
    try journey.press("/", reads: "Esc show all")
    try journey.window.paste("qq\nqq")
    try journey.expect("/qq qq")
    try journey.window.type("Escape")
    try journey.expectGone("/qq qq")
    try journey.quit()
    #expect(try await journey.program.journal().interactions.isEmpty)
  }

  @Test func `the session sleeps and comes back as it was`() throws {
    let program = try Program(knowing: .model)
    let journey = try Journey(belowShell: program)
    defer { journey.end() }
    try journey.begin()
    try journey.press("s", reads: "1 saved")
    try journey.press("C-z", reads: "away")
    try journey.expectGone("1 saved")
    try journey.press("Enter", reads: "1 saved")
    // A focus report is no key.
    try journey.window.send("\(Self.escape)[O\(Self.escape)[I")
    try journey.press("2", reads: "[2 saved]")
    #expect(try !journey.window.screen().contains("means nothing"))
    try journey.quit()
  }

  @Test func `the title of the window says what plays`() throws {
    let journey = try Journey(environment: ["TERM": "tmux-256color"])
    defer { journey.end() }
    try journey.begin()
    try journey.press("s", reads: "1 saved")
    try journey.expect("the title") { _ in (try? journey.window.title().contains("(saved)")) ?? false }
  }

  @Test func `the first meeting takes favourites picked and typed`() async throws {
    let journey = try Journey(80, 24)
    defer { journey.end() }
    try journey.expect("Welcome", "Just listen", " follow", "space plays")
    try journey.press("j", "Enter", reads: "1 favourite named")
    try journey.press("j", "Enter", reads: "2 favourites named")
    // Again takes it back.
    try journey.press("Enter", reads: "1 favourite named")
    try journey.press("Enter", reads: "2 favourites named")
    try journey.press("f", reads: "Enter name it")
    try journey.type("Summer Echo", reads: "› Summer Echo")
    try journey.press("Enter", reads: "named so far")
    try journey.press("Escape", reads: "[1 queue]")
    try journey.expect("3 named")
    try journey.quit()
    #expect(try await journey.program.journal().named.count == 3)
    let again = try Journey(80, 24, again: journey.program)
    defer { again.end() }
    try again.expect("[1 queue]")
  }
}
