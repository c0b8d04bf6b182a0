import FlyingFox
import FlyingSocks
import Foundation
import Listening
import Testing

/// Real encoded sound over HTTP, imported, and played in the session through libmpv.
@Suite(.serialized, .enabled(if: Tmux.isInstalled && Recording.canRecord, "tmux or ffmpeg is not installed"))
struct RealSoundTests {
  @Test func `imported tracks play one after the other`() async throws {
    let program = try Program()
    defer { program.remove() }
    try await Recording.serve(in: program.home) { root in
      let list = try program.write(Self.list(root), to: "tracks.csv")
      #expect(try program.run(["import", "tracks", list]).status == 0)
      let window = try Tmux(
        columns: 120, rows: 36,
        command: "\(Program.path) --home '\(program.home.path)' --source catalogue --audio-output null")
      defer { window.close() }
      try Self.expect(window, "Just listen")
      try window.closeWelcome()
      try Self.expect(window, "0:00")
      try window.type("Space")
      try Self.expect(window, "0:02")
      try Self.expect(window, "0:03")
      // Six seconds on, the end of the first track has led to the second.
      try window.type("3")
      // Rows of the queue are "to be heard".
      try Self.expect(window, "[3 history]")
      let (history, isHeard) = try window.wait(seconds: 30) { screen in
        screen.split(separator: "\n").contains { $0.contains("heard") && $0.contains("Maker") }
      }
      #expect(isHeard, "no track was heard to its end; the screen was\n\(history)")
      try window.type("1")
      try window.type("d")
      try Self.expect(window, "1 discarded")
      try window.type("q")
      try Self.expect(window, "ended with 0")
    }
    let acts = try await program.journal().interactions.map(\.act)
    guard case .finish(_, let heard)? = acts.first else {
      Issue.record("the first act is no finished track: \(acts)")
      return
    }
    #expect(heard.seconds > 4)
    #expect(acts.contains { if case .discard = $0 { true } else { false } })
  }

  private static func expect(_ window: Tmux, _ words: String) throws {
    let (screen, met) = try window.wait(seconds: 60) { $0.contains(words) }
    #expect(met, "“\(words)” did not come; the screen was\n\(screen)")
    try #require(met)
  }

  private static func list(_ root: String) -> String {
    let rows = Recording.names.enumerated().map { "\($0 + 1),Song \($0 + 1),Maker \($0 + 1),6,\(root)/\($1)" }
    return (["id,title,artist,duration,address"] + rows).joined(separator: "\n") + "\n"
  }
}

/// Six seconds of encoded sound in each form, made by ffmpeg.
enum Recording {
  static let names = ["one.flac", "two.mp3", "three.m3u8"]
  private static let ffmpeg = ["/usr/bin/ffmpeg", "/usr/local/bin/ffmpeg"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }
  static var canRecord: Bool { ffmpeg != nil }

  /// Serves the recordings over HTTP while `body` runs.
  static func serve(in folder: URL, _ body: (String) async throws -> Void) async throws {
    let sound = folder.appendingPathComponent("sound")
    try FileManager.default.createDirectory(at: sound, withIntermediateDirectories: true)
    for name in names { try record(sound.appendingPathComponent(name)) }
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    for name in try FileManager.default.contentsOfDirectory(atPath: sound.path) {
      let file = FileHTTPHandler(path: sound.appendingPathComponent(name), contentType: "application/octet-stream")
      await server.appendRoute(HTTPRoute("GET,HEAD /\(name)"), to: file)
    }
    let running = Task { try await server.run() }
    defer { running.cancel() }
    try await server.waitUntilListening()
    guard case .ip4(_, let port) = await server.listeningAddress else { throw CocoaError(.fileReadUnknown) }
    try await body("http://127.0.0.1:\(port)")
  }

  private static func record(_ file: URL) throws {
    let pitch = 220 + 110 * (names.firstIndex(of: file.lastPathComponent) ?? 0)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: ffmpeg ?? "")
    process.arguments = ["-v", "error", "-y", "-f", "lavfi", "-i", "sine=\(pitch):duration=6", file.path]
    process.standardInput = FileHandle.nullDevice
    let done = process.ending
    try process.run()
    done.wait()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
