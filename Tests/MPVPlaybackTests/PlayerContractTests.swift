import DemoCatalogue
import Foundation
import Playback
import Testing

@testable import MPVPlayback

extension LibMPV {
  /// What every player promises, asked of each of them.
  struct PlayerContractTests {
    /// Those who implement the contract.
    enum Implementation: CaseIterable {
      case silent, mpv

      static var present: [Implementation] { hasMPV ? allCases : [.silent] }

      func make() -> any Player {
        let demo = DemoCatalogue()
        return switch self {
        case .silent: SilentPlayer()
        case .mpv: MPVPlayer(audioOutput: "null", sounds: { demo.sound(of: $0) })
        }
      }
    }

    private func with(_ implementation: Implementation, _ body: (any Player, Ear) async throws -> Void) async throws {
      let player = implementation.make()
      let ear = Ear()
      player.start(ear.handler)
      defer { player.shutDown() }
      try await body(player, ear)
    }

    @Test(arguments: Implementation.present)
    func `an entry is told as opening, then as restarted`(_ implementation: Implementation) async throws {
      try await with(implementation) { player, ear in
        player.send(.open(demoEntry(1), from: 0, paused: false))
        try await ear.restart(of: 1)
        let order = ear.heard.filter { $0 == .opening(1) || $0 == .restarted(1) }
        #expect(order == [.opening(1), .restarted(1)])
      }
    }

    @Test(arguments: Implementation.present)
    func `an entry that is replaced has stopped before the next is opening`(_ implementation: Implementation)
      async throws
    {
      try await with(implementation) { player, ear in
        player.send(.open(demoEntry(1), from: 0, paused: false))
        try await ear.restart(of: 1)
        player.send(.open(demoEntry(2, track: 2), from: 0, paused: false))
        try await ear.restart(of: 2)
        let order = ear.heard.filter { $0 == .ended(1, .stopped) || $0 == .opening(2) }
        #expect(order == [.ended(1, .stopped), .opening(2)])
      }
    }

    @Test(arguments: Implementation.present)
    func `an entry opened ahead replaces the one that plays as any other`(_ implementation: Implementation) async throws
    {
      try await with(implementation) { player, ear in
        player.send(.open(demoEntry(1), from: 0, paused: false))
        try await ear.restart(of: 1)
        player.send(.prepare(demoEntry(2, track: 2)))
        player.send(.open(demoEntry(2, track: 2), from: 0, paused: false))
        try await ear.restart(of: 2)
        let order = ear.heard.filter { $0 == .ended(1, .stopped) || $0 == .opening(2) || $0 == .restarted(2) }
        #expect(order == [.ended(1, .stopped), .opening(2), .restarted(2)])
      }
    }

    @Test(arguments: Implementation.present)
    func `a seek moves the clock`(_ implementation: Implementation) async throws {
      try await with(implementation) { player, ear in
        player.send(.open(demoEntry(1), from: 0, paused: true))
        try await ear.restart(of: 1)
        player.send(.seek(to: 33))
        try await ear.clock(of: 1, in: 33...33.2)
      }
    }

    @Test(arguments: Implementation.present)
    func `a position to begin at is where the clock begins`(_ implementation: Implementation) async throws {
      try await with(implementation) { player, ear in
        player.send(.open(demoEntry(1), from: 21, paused: true))
        try await ear.restart(of: 1)
        try await ear.clock(of: 1, in: 21...21.2)
      }
    }

    @Test(arguments: Implementation.present)
    func `stop ends the entry as stopped`(_ implementation: Implementation) async throws {
      try await with(implementation) { player, ear in
        player.send(.open(demoEntry(1), from: 0, paused: false))
        try await ear.restart(of: 1)
        player.send(.stop)
        #expect(try await ear.end(of: 1) == .stopped)
      }
    }

    @Test(arguments: Implementation.present)
    func `commands that have no entry to act on do no harm`(_ implementation: Implementation) async throws {
      try await with(implementation) { player, ear in
        for command in [
          PlayerCommand.stop, .seek(to: 10), .pause(false), .volume(140), .volume(-3), .mute(true), .prepare(nil),
          .mute(false),
        ] { player.send(command) }
        player.send(.open(demoEntry(1), from: 0, paused: false))
        try await ear.restart(of: 1)
      }
    }

    @Test(arguments: Implementation.present)
    func `after shutDown no event arrives and commands are dropped`(_ implementation: Implementation) async throws {
      let player = implementation.make()
      let ear = Ear()
      player.start(ear.handler)
      player.send(.open(demoEntry(1), from: 0, paused: false))
      try await ear.restart(of: 1)
      player.shutDown()
      let heard = ear.heard.count
      player.send(.open(demoEntry(2, track: 2), from: 0, paused: false))
      player.send(.stop)
      player.shutDown()
      // By the time another player has opened and sounds, this one would have been heard.
      try await with(implementation) { other, ear in
        other.send(.open(demoEntry(1), from: 0, paused: false))
        try await ear.restart(of: 1)
      }
      #expect(ear.heard.count == heard)
    }

    @Test(arguments: Implementation.present)
    func `a player that never started shuts down`(_ implementation: Implementation) {
      let player = implementation.make()
      player.send(.pause(true))
      player.shutDown()
    }
  }
}
