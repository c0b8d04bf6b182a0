import DemoCatalogue
import Foundation
import Listening
import Playback
import Testing

@testable import MPVPlayback

extension LibMPV {
  /// What servers, files and machines do to a player.
  @Suite(.enabled(if: hasMPV && Recordings.made != nil, "libmpv, or both ffmpeg and sox, are not installed"))
  struct FaultTests {
    @Test(arguments: [
      ("/nowhere.mp3", "no longer has it (404)"), ("/forbidden", "does not let it be heard (403)"),
      ("/page.mp3", "a page, a list or another file without sound"),
      ("/list.m3u", "a page, a list or another file without sound"),
      ("/list.pls", "a page, a list or another file without sound"),
      ("/edits", "a page, a list or another file without sound"),
      ("/joined", "a page, a list or another file without sound"),
    ])
    func `what is no sound ends with a sentence that says so`(path: String, sentence: String) async throws {
      try await withServer { server, player, ear in
        player.send(.open(try entry(1, at: server.root + path), from: 0, paused: false))
        let outcome = try await ear.end(of: 1)
        guard case .failed(let text, _) = outcome else {
          Issue.record("ended as \(String(describing: outcome))")
          return
        }
        #expect(text.contains(sentence))
        #expect(!ear.heard.contains(.restarted(1)))
      }
    }

    @Test(arguments: ["/leaves", "/leads-to-file.m3u8"])
    func `no server leads the player to a file`(path: String) async throws {
      try await withServer { server, player, ear in
        player.send(.open(try entry(1, at: server.root + path), from: 0, paused: false))
        guard case .failed = try await ear.end(of: 1) else {
          Issue.record("it was played: \(ear.heard)")
          return
        }
        #expect(!ear.heard.contains(.restarted(1)))
      }
    }

    @Test func `a stream that breaks off is cut and not finished`() async throws {
      try await withServer { server, player, ear in
        player.send(
          .open(try entry(1, at: server.root + "/cut/tone.mp3", duration: Recordings.seconds), from: 0, paused: false))
        try await ear.restart(of: 1)
        guard case .cut(let seconds) = try await ear.end(of: 1) else {
          Issue.record("not told as cut: \(ear.heard)")
          return
        }
        #expect(2...6 ~= seconds)
      }
    }

    @Test func `a stream that stalls is told as buffering`() async throws {
      try await withServer { server, player, ear in
        player.send(.open(try entry(1, at: server.root + "/stalls/tone.flac"), from: 0, paused: false))
        try await ear.next("buffering") { if case .buffering(1, .some) = $0 { true } else { false } }
        player.send(.open(demoEntry(2), from: 0, paused: false))
        try await ear.clock(of: 2, in: 0.1...3)
      }
    }

    @Test func `a refused connection fails with a sentence`() async throws {
      try await withPlayer { player, ear in
        player.send(.open(try entry(1, at: "http://127.0.0.1:1/tone.mp3"), from: 0, paused: false))
        #expect(try await ear.end(of: 1) == .failed("its server refuses connections", isPassing: true))
      }
    }

    @Test(.enabled(if: SecureServer.canRun, "openssl is not installed"))
    func `a server that cannot prove who it is is not listened to`() async throws {
      let recordings = try #require(Recordings.made)
      let server = try SecureServer(recordings.folder)
      try await withPlayer { player, ear in
        player.send(.open(try entry(1, at: server.root + "/tone.mp3"), from: 0, paused: false))
        #expect(try await ear.end(of: 1) == .failed("its server could not prove who it is", isPassing: true))
      }
    }

    @Test func `a failure opened ahead is told only when its time comes`() async throws {
      try await withServer { server, player, ear in
        player.send(.open(demoEntry(1), from: 0, paused: false))
        try await ear.restart(of: 1)
        let next = try entry(2, at: server.root + "/nowhere.mp3")
        player.send(.prepare(next))
        try await ear.clock(of: 1, in: 0.5...4)
        #expect(!ear.heard.contains { if case .ended(2, _) = $0 { true } else { false } })
        player.send(.open(next, from: 0, paused: false))
        #expect(try await ear.end(of: 2) == .failed("its server no longer has it (404)"))
      }
    }

    @Test func `a server that hangs keeps neither the next entry nor the end waiting`() async throws {
      try await withServer { server, player, ear in
        player.send(.open(try entry(1, at: server.root + "/hangs"), from: 0, paused: false))
        try await ear.next("opening") { $0 == .opening(1) }
        player.send(.open(demoEntry(2), from: 0, paused: false))
        try await ear.restart(of: 2)
        player.send(.open(try entry(3, at: server.root + "/hangs"), from: 0, paused: false))
        player.send(.prepare(try entry(4, at: server.root + "/hangs")))
        try await ear.next("opening") { $0 == .opening(3) }
        let began = ContinuousClock.now
        player.shutDown()
        #expect(ContinuousClock.now - began < .milliseconds(1500))
      }
    }

    @Test func `without libmpv the player says what to install`() async throws {
      let player = MPVPlayer(audioOutput: nil, sounds: { _ in nil }, libraryNames: ["libnosuchthing.so.9"])
      let ear = Ear()
      player.start(ear.handler)
      let event = try await ear.next("unavailable") { if case .unavailable = $0 { true } else { false } }
      #expect(
        event
          == .unavailable("libmpv is not installed, so nothing can be heard: install libmpv2 (Debian, Ubuntu) or mpv")
      )
      player.send(.open(demoEntry(1), from: 0, paused: false))
      player.shutDown()
      #expect(ear.heard == [event])
    }

    @Test func `an output that mpv does not know is no device, and the time goes on`() async throws {
      let player = MPVPlayer(audioOutput: "gramophone", sounds: { [demo = DemoCatalogue()] in demo.sound(of: $0) })
      let ear = Ear()
      player.start(ear.handler)
      defer { player.shutDown() }
      player.send(.open(demoEntry(1), from: 0, paused: false))
      try await ear.next("no device") { $0 == .output(nil) }
      try await ear.next("its name") { $0 == .unknownOutput("gramophone") }
      try await ear.clock(of: 1, in: 0.1...2)
    }

    private func withServer(_ body: (SoundServer, MPVPlayer, Ear) async throws -> Void) async throws {
      guard let recordings = Recordings.made else { return }
      try await SoundServer.with(recordings) { server in
        try await withPlayer { player, ear in try await body(server, player, ear) }
      }
    }
  }
}
