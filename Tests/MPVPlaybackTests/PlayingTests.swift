import Foundation
import Playback
import Testing

@testable import MPVPlayback

extension LibMPV {
  /// Sound over HTTP and from inside the program, through the real libmpv.
  @Suite(.enabled(if: hasMPV, "libmpv is not installed"))
  struct PlayingTests {
    @Test(
      .enabled(if: Recordings.made != nil, "neither ffmpeg nor sox is installed"),
      arguments: ["tone.flac", "tone.mp3"] + (Recordings.hasFFmpeg ? ["hls.m3u8"] : []))
    func `the clock advances, a seek is exact and the end is told as finished`(name: String) async throws {
      guard let recordings = Recordings.made else { return }
      try await SoundServer.with(recordings) { server in
        try await withPlayer { player, ear in
          player.send(.open(try entry(1, at: "\(server.root)/whole/\(name)"), from: 0, paused: false))
          try await ear.clock(of: 1, in: 0.3...2)
          player.send(.seek(to: Recordings.seconds - 1.5))
          try await ear.clock(of: 1, in: Recordings.seconds - 1.5...Recordings.seconds)
          #expect(try await ear.end(of: 1) == .finished)
          #expect(
            ear.heard.contains {
              if case .duration(1, let length) = $0 { abs(length - Recordings.seconds) < 0.2 } else { false }
            })
        }
      }
    }

    @Test(.enabled(if: Recordings.made != nil, "neither ffmpeg nor sox is installed"))
    func `an entry opened ahead is heard at once, and nothing was said of it before`() async throws {
      guard let recordings = Recordings.made else { return }
      try await SoundServer.with(recordings) { server in
        try await withPlayer { player, ear in
          player.send(.open(try entry(1, at: "\(server.root)/whole/tone.flac"), from: 0, paused: false))
          try await ear.restart(of: 1)
          let next = try entry(2, at: "\(server.root)/whole/tone.mp3")
          player.send(.prepare(next))
          try await ear.clock(of: 1, in: 1...5)
          #expect(!ear.heard.contains { $0 == .opening(2) || $0 == .restarted(2) })
          let asked = ContinuousClock.now
          player.send(.open(next, from: 0, paused: false))
          try await ear.restart(of: 2)
          #expect(ContinuousClock.now - asked < .milliseconds(250))
          try await ear.clock(of: 2, in: 0.2...2)
        }
      }
    }

    @Test func `the program's own sound is played, from any place`() async throws {
      try await withPlayer { player, ear in
        player.send(.open(demoEntry(1), from: 30, paused: false))
        try await ear.restart(of: 1)
        try await ear.clock(of: 1, in: 30...32)
        player.send(.seek(to: 50))
        try await ear.clock(of: 1, in: 50...52)
        player.send(.seek(to: 5))
        try await ear.clock(of: 1, in: 5...7)
      }
    }

    @Test func `an entry opened ahead can begin later and paused`() async throws {
      try await withPlayer { player, ear in
        player.send(.open(demoEntry(1), from: 0, paused: false))
        try await ear.restart(of: 1)
        player.send(.prepare(demoEntry(2, track: 2)))
        try await ear.clock(of: 1, in: 0.4...3)
        player.send(.open(demoEntry(2, track: 2), from: 20, paused: true))
        try await ear.restart(of: 2)
        try await ear.clock(of: 2, in: 19.5...20.5)
        player.send(.pause(false))
        try await ear.clock(of: 2, in: 20.3...22)
      }
    }

    @Test func `another entry than the one opened ahead is played all the same`() async throws {
      try await withPlayer { player, ear in
        player.send(.open(demoEntry(1), from: 0, paused: false))
        try await ear.restart(of: 1)
        player.send(.prepare(demoEntry(2, track: 2)))
        player.send(.prepare(nil))
        player.send(.open(demoEntry(3, track: 3), from: 0, paused: false))
        try await ear.clock(of: 3, in: 0.2...2)
        #expect(!ear.heard.contains(.opening(2)))
      }
    }

    @Test func `pause holds the clock`() async throws {
      try await withPlayer { player, ear in
        player.send(.open(demoEntry(1), from: 10, paused: true))
        try await ear.restart(of: 1)
        try await ear.clock(of: 1, in: 10...10.1)
        // Were the clock running, it would be past 10.5 by the time another player has played for a while.
        player.send(.prepare(demoEntry(2, track: 2)))
        try await withPlayer { other, ear in
          other.send(.open(demoEntry(1), from: 0, paused: false))
          try await ear.clock(of: 1, in: 0.7...3)
        }
        #expect(!ear.heard.contains { if case .position(1, let seconds) = $0 { seconds > 10.2 } else { false } })
        player.send(.pause(false))
        try await ear.clock(of: 1, in: 10.3...12)
      }
    }

    @Test func `a seek asked while opening is done as soon as sound runs`() async throws {
      try await withPlayer { player, ear in
        player.send(.open(demoEntry(1), from: 0, paused: false))
        player.send(.seek(to: 40))
        try await ear.clock(of: 1, in: 40...42)
      }
    }

    @Test func `a seek asked of an entry whose opening ahead is not done is kept`() async throws {
      try await withPlayer { player, ear in
        player.send(.open(demoEntry(1), from: 0, paused: true))
        player.send(.prepare(demoEntry(2, track: 2)))
        player.send(.open(demoEntry(2, track: 2), from: 0, paused: false))
        player.send(.seek(to: 40))
        try await ear.clock(of: 2, in: 40...42)
      }
    }

    @Test func `the clock is told at most four times a second`() async throws {
      try await withPlayer { player, ear in
        player.send(.open(demoEntry(1), from: 0, paused: false))
        try await ear.clock(of: 1, in: 2.5...4)
        let positions = ear.heard.compactMap { if case .position(1, let seconds) = $0 { seconds } else { nil } }
        #expect(zip(positions, positions.dropFirst()).allSatisfy { $1 - $0 >= Reel.positionStep })
        #expect(positions.count >= 4)
      }
    }

    @Test func `silence that the listener asked for is an output like any other`() async throws {
      try await withPlayer { player, ear in
        player.send(.open(demoEntry(1), from: 0, paused: false))
        try await ear.next("output") { $0 == .output("null") }
      }
    }
  }
}
