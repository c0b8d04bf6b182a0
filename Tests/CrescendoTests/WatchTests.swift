import Foundation
import Testing

/// `crescendo ctl watch` beside a session in a real terminal.
@Suite(.serialized, .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct WatchTests {
  @Test func `changes are written as they come and the clock is none`() throws {
    let journey = try Journey(100, 30)
    defer { journey.program.remove() }
    try journey.begin()
    let watch = try Watching(journey.program)
    #expect(try watch.line { $0.playing != nil }.screen?.state == "paused")
    try journey.press("Space", reads: "playing")
    try watch.line { $0.screen?.state == "playing" }
    // Time passes, and tells nothing: what follows is the verdict.
    try journey.expect("some seconds") { $0.contains("0:03 ") }
    let before = watch.count
    try journey.press("s", reads: "Saved \"")
    let saved = try watch.line { $0.playing?.verdict == "saved" }
    #expect(saved.screen?.said.hasPrefix("Saved ") == true)
    #expect(watch.count <= before + 4, "the save is written and the queue filled anew; the track behind may be opened")
    try journey.press("l", reads: "0:0")
    try watch.line { ($0.screen?.position ?? 0) >= 5 }
    try journey.press("+", reads: "volume 85")
    try watch.line { $0.screen?.volume == 85 }
    try journey.press("}", reads: "radar hard")
    try watch.line { $0.radar == "hard" }
    try journey.press("n", reads: "1 saved")
    try watch.line { $0.playing?.title != saved.playing?.title }
    try journey.quit()
    #expect(watch.end() == 0, "it ends with the session")
    journey.window.close()
  }

  @Test func `a reader who does not read holds up nobody and then reads the newest`() throws {
    let journey = try Journey(100, 30)
    defer { journey.end() }
    try journey.begin()
    let socket = try ControlLine(journey.program)
    let slow = try ControlLine(journey.program)
    try slow.send("watch")
    // More than the kernel keeps for it.
    for number in 1...1_000 {
      try socket.send("volume \(number % 100)")
      try #require(try socket.read().contains("\"volume\":\(number % 100)}"))
    }
    try socket.send("volume 77")
    #expect(try socket.read().contains("\"volume\":77}"))
    while try !slow.read().contains("\"volume\":77}") {}
  }

  @Test func `a reader who goes ends the watching`() throws {
    let journey = try Journey(100, 30)
    defer { journey.end() }
    try journey.begin()
    // Nothing changes any more, and yet it must see that nobody reads.
    let shell = "'\(Program.path)' ctl watch --home '\(journey.program.home.path)' | head -1"
    #expect(try Spawn.run("/bin/sh", ["-c", shell]).hasPrefix("{\"discarded\""))
    #expect(try journey.program.run(["ctl", "status"]).status == 0)
  }

  @Test func `without a session there is nothing to watch`() throws {
    let program = try Program()
    defer { program.remove() }
    let nobody = try program.run(["ctl", "watch"])
    #expect(nobody.status == 69 && nobody.errors.contains("no session listens at "))
  }
}
