import Foundation
import Listening
import Playback
import Testing

@testable import DesktopBus

/// What a program that listens at a real bus is told.
@Suite(.serialized, .enabled(if: TestBus.isInstalled, "dbus is not installed"))
struct SignalTests {
  /// A listener who has asked for every signal from the player's path.
  private func listener(at bus: TestBus) throws -> Listener {
    let listener = try Listener(bus)
    try listener.ask("org.freedesktop.DBus", path: "/org/freedesktop/DBus", "AddMatch", "path='\(MediaPlayer.path)'")
    return listener
  }

  @Test func `what has changed is told, once, and the clock alone is not`() throws {
    let (bus, stand) = (try TestBus(), Stand())
    let desktop = try stand.join(bus)
    defer { desktop.end() }
    let listener = try listener(at: bus)
    stand.move(to: 3)
    desktop.hear(.playing)
    desktop.hear(.playing.with { ($0.isPaused, $0.isSounding, $0.verdict) = (true, false, .saved) })
    let paused = try listener.signal()
    #expect(paused.member == "PropertiesChanged")
    #expect(paused.arguments.first == .text(MediaPlayer.player))
    desktop.hear(.playing.with { ($0.isPaused, $0.isSounding, $0.jumps) = (true, false, 1) })
    let seeked = try listener.signal()
    #expect(seeked.member == "Seeked" && seeked.arguments == [.int64(3_000_000)])
  }

  @Test func `each change names its properties and no others`() {
    var player = MediaPlayer()
    _ = player.hear(.playing, position: 0)
    func changes(_ change: (inout NowPlaying) -> Void) -> [String] {
      let signals = player.hear(player.now.with(change), position: 0)
      guard case .map(let map)? = signals.first?.arguments[1] else { return [] }
      return map.keys.sorted()
    }
    #expect(changes { $0.volume = 20 } == ["Volume"])
    #expect(changes { $0.isPaused = true } == ["PlaybackStatus"])
    #expect(changes { $0.queue = [TrackID(.demo, "45")] } == [])
    #expect(changes { $0.queue = [] } == ["CanGoNext"])
    #expect(changes { $0.hasPrevious = false } == ["CanGoPrevious"])
    #expect(changes { $0.length = nil } == ["CanSeek", "Metadata"])
    #expect(changes { $0.entry = 8 } == ["Metadata"], "each time on stage is another")
    #expect(changes { $0.canPlay = false } == ["CanPause", "CanPlay", "PlaybackStatus"])
    #expect(changes { ($0.state, $0.verdict, $0.saved, $0.radar) = ("no player", .saved, 3, .hard) } == [])
  }

  @Test func `a clock that stood still while the stream was awaited is set right`() {
    var player = MediaPlayer()
    func members(_ change: (inout NowPlaying) -> Void) -> [String] {
      player.hear(player.now.with(change), position: 9).map(\.member)
    }
    _ = player.hear(.playing, position: 0)
    #expect(members { $0.isSounding = false } == [])
    #expect(members { $0.isSounding = true } == ["Seeked"])
    #expect(members { ($0.entry, $0.isSounding) = (8, false) } == ["PropertiesChanged"])
    #expect(members { $0.isSounding = true } == ["Seeked"])
    #expect(members { ($0.isPaused, $0.isSounding) = (true, false) } == ["PropertiesChanged"])
    #expect(members { ($0.isPaused, $0.isSounding) = (false, true) } == ["PropertiesChanged"], "the clock had stopped")
  }
}
