import Foundation
import Playback
import Testing

@testable import DesktopBus

/// Notifications, at a desktop that the test stands in for.
@Suite(.serialized, .enabled(if: TestBus.isInstalled, "dbus is not installed"))
struct BubbleTests {
  /// Answers the question for the desktop's abilities.
  private func introduce(_ desktop: Listener, _ abilities: [String]) throws {
    let question = try desktop.call()
    #expect(question.call.member == "GetCapabilities")
    desktop.answer(question, [.texts(abilities)])
  }

  @Test func `one bubble is shown, transient, and replaced by its number`() throws {
    let (bus, stand) = (try TestBus(), Stand())
    let desktop = try Listener(bus, as: Bubble.service)
    let session = try stand.join(bus, notifications: true)
    defer { session.end() }
    try introduce(desktop, ["body", "body-markup"])
    let first = try desktop.call()
    let values = first.call.arguments
    #expect(first.call.member == "Notify" && values[0] == .text("Crescendo") && values[1] == .uint32(0))
    #expect(values[3] == .text("Nocturne for a Closed Pool") && values[4] == .text("Salt Lantern"))
    #expect(values[7] == .int32(-1))
    // Told before the desktop has answered: it waits for the number.
    session.hear(.playing.with { ($0.entry, $0.caption) = (8, "A <b>\nB & <C>\u{1B}\nD") })
    #expect(try bus.property("Metadata").contains("/crescendo/track/8"))
    session.hear(.playing.with { ($0.entry, $0.isPaused, $0.isSounding) = (8, true, false) })
    desktop.answer(first, [.uint32(31)])
    let second = try desktop.call()
    #expect(second.call.arguments[1] == .uint32(31))
    #expect(second.call.arguments[3] == .text("A <b>"), "headings have no tags")
    #expect(second.call.arguments[4] == .text("B &amp; &lt;C&gt; \nD"))
  }

  @Test func `a desktop that knows no tags gets the text as it is`() throws {
    let (bus, stand) = (try TestBus(), Stand())
    let desktop = try Listener(bus, as: Bubble.service)
    let session = try stand.join(bus, .playing.with { $0.caption = "A\nB & C" }, notifications: true)
    defer { session.end() }
    try introduce(desktop, ["body"])
    #expect(try desktop.call().call.arguments[4] == .text("B & C"))
  }

  @Test func `where nobody shows bubbles it is logged once`() throws {
    let (bus, stand) = (try TestBus(), Stand())
    let session = try stand.join(bus, notifications: true)
    defer { session.end() }
    let line = "nobody on the desktop's bus shows notifications"
    try until { stand.log.contains(line) }
    session.hear(.playing.with { $0.entry = 8 })
    // Answered behind it.
    #expect(try bus.property("Metadata").contains("/crescendo/track/8"))
    #expect(stand.log.filter { $0 == line }.count == 1)
  }

  @Test func `a track that is only opened or held shows none`() {
    var bubble = Bubble()
    bubble.hear(.playing.with { $0.isSounding = false })
    #expect(bubble.nextCall() == nil)
    bubble.hear(.playing)
    #expect(bubble.nextCall()?.member == "GetCapabilities")
    #expect(bubble.nextCall() == nil)
  }
}
