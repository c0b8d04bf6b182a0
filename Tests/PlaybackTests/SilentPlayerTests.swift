import Listening
import Synchronization
import Testing

@testable import Playback

/// Beyond the contract of all players (asked in MPVPlaybackTests), the silent one obeys whoever tells the time.
struct SilentPlayerTests {
  private let entry = PlaylistEntry(id: 1, address: .own(TrackID(.demo, "1")), duration: 60)

  private final class Record: Sendable {
    let events = Mutex<[PlayerEvent]>([])
  }

  @Test func `time passes only when it is told to`() {
    let (player, record) = (SilentPlayer(), Record())
    player.start { event in record.events.withLock { $0.append(event) } }
    player.send(.open(entry, from: 5, paused: false))
    player.advance(to: 6)
    player.end(.finished)
    player.end(.finished)
    #expect(
      record.events.withLock(\.self) == [
        .output("silence"), .opening(1), .restarted(1), .position(1, 5), .position(1, 6), .ended(1, .finished),
      ])
    #expect(player.current == nil)
  }

  @Test func `all commands are remembered in order, where that is asked for`() {
    let player = SilentPlayer(keepsCommands: true)
    player.start { _ in }
    let commands: [PlayerCommand] = [.volume(40), .open(entry, from: 0, paused: true), .prepare(nil), .stop]
    commands.forEach(player.send)
    #expect(player.commands == commands)
  }
}
