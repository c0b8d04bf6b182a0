import Dispatch
import Foundation
import Listening
import MPVPlayback
import Playback
import Synchronization

/// From a discard to the sound of the next track, over HTTP on this machine, through the program's own player.
enum Discarding {
  static let figures = [
    Figure(name: "discard") { runs in
      try Workshop.withHome { home in
        let sound = try encoded(home)
        let server = try FileServer(sound.data, type: sound.type)
        defer { server.close() }
        let ready = try measure(server, runs, prepared: true)
        let cold = try measure(server, runs, prepared: false)
        return [
          "\(sound.type) over HTTP, the next track opened ahead, to playback-restart: \(ready.words)",
          "the same, nothing opened ahead: \(cold.words)",
        ]
      }
    }
  ]

  /// Opens track after track as a listener discards them: the session tells the player to open the next at the key.
  private static func measure(_ server: FileServer, _ runs: Int, prepared: Bool) throws -> Times {
    let player = MPVPlayer(audioOutput: "null", sounds: { _ in nil })
    let ear = Ear()
    player.start { ear.hear($0) }
    defer { player.shutDown() }
    player.send(.open(try entry(0, server), from: 0, paused: false))
    var times = Times()
    for id in 0..<runs {
      let next = try entry(id + 1, server)
      player.send(.prepare(prepared ? next : nil))
      // Nobody discards before something was heard.
      try ear.wait { if case .position(id, let seconds) = $0 { seconds > 0.5 } else { false } }
      let start = ContinuousClock.now
      player.send(.open(next, from: 0, paused: false))
      try ear.wait { $0 == .restarted(id + 1) }
      times.add(ContinuousClock.now - start)
    }
    return times
  }

  private static func entry(_ id: EntryID, _ server: FileServer) throws -> PlaylistEntry {
    let text = "http://127.0.0.1:\(server.port)/\(id)"
    guard let address = StreamAddress(web: text) else { throw BenchError("\(text) is no address") }
    return PlaylistEntry(id: id, address: address, duration: nil)
  }

  /// Three minutes of noise: an MP3 where ffmpeg is, else plain samples.
  private static func encoded(_ home: String) throws -> (data: Data, type: String) {
    guard let ffmpeg = Child.path(of: "ffmpeg") else { return (samples(seconds: 180), "audio/wav") }
    let file = home + "/sound.mp3"
    let noise = "anoisesrc=duration=180:color=pink:amplitude=0.2"
    try Child.run([ffmpeg, "-v", "error", "-y", "-f", "lavfi", "-i", noise, "-ac", "2", "-b:a", "128k", file])
    return (try Data(contentsOf: URL(fileURLWithPath: file)), "audio/mpeg")
  }

  /// A WAV file: 16 bits, one channel.
  private static func samples(seconds: Int) -> Data {
    let (rate, count) = (44_100, seconds * 44_100 * 2)
    func number(_ value: Int, _ bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(value >> (8 * $0) & 0xFF) } }
    let format = number(1, 2) + number(1, 2) + number(rate, 4) + number(rate * 2, 4) + number(2, 2) + number(16, 2)
    var chance = Seeded(7)
    let noise = (0..<count).map { $0.isMultiple(of: 2) ? UInt8.random(in: 0...255, using: &chance) : 0 }
    let head = Array("RIFF".utf8) + number(36 + count, 4) + Array("WAVEfmt ".utf8) + number(16, 4) + format
    return Data(head + Array("data".utf8) + number(count, 4) + noise)
  }
}

/// Hears what the player says, and lets one thread wait for it.
private final class Ear: Sendable {
  private let events = Mutex<[PlayerEvent]>([])
  private let bell = DispatchSemaphore(value: 0)

  func hear(_ event: PlayerEvent) {
    events.withLock { $0.append(event) }
    bell.signal()
  }

  /// Waits until the player says this.
  func wait(for isMet: (PlayerEvent) -> Bool) throws {
    while bell.wait(timeout: .now() + 20) == .success {
      let new = events.withLock { events in
        defer { events = [] }
        return events
      }
      for event in new {
        if case .unavailable(let sentence) = event { throw BenchError(sentence) }
        if case .ended(_, .failed(let sentence, _)) = event { throw BenchError(sentence) }
      }
      if new.contains(where: isMet) { return }
    }
    throw BenchError("the player said nothing of the kind within 20 s")
  }
}
