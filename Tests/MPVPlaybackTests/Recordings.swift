import Foundation
import Testing

/// Real encoded sound, made once by ffmpeg or sox in a folder that goes with the process.
struct Recordings: Sendable {
  /// The folder that holds them.
  let folder: URL
  /// The length of all of them, in seconds.
  static let seconds = 12.0

  /// Nil where neither tool is installed.
  static let made: Recordings? = try? Recordings()
  /// Whether ffmpeg is here, which HLS needs.
  static let hasFFmpeg = tool("ffmpeg") != nil

  private init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "crescendo-recordings-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["tone.flac", "tone.mp3"] { try Self.record(folder.appending(path: name), strength: 0.2) }
    try Self.record(folder.appending(path: "faint.flac"), strength: 0.06)
    try Self.record(folder.appending(path: "loud.flac"), strength: 0.6)
    if Self.hasFFmpeg { try recordList() }
    atexit {
      let path = FileManager.default.temporaryDirectory.appending(path: "crescendo-recordings-\(getpid())")
      try? FileManager.default.removeItem(at: path)
    }
  }

  private static func record(_ file: URL, strength: Double) throws {
    if hasFFmpeg {
      try run("ffmpeg", source(strength) + ["-b:a", "128k", file.path])
    } else {
      try run(
        "sox",
        ["-n", "-r", "44100", "-c", "2", file.path, "synth", "\(seconds)", "sine", "440", "vol", "\(strength)"])
    }
  }

  private func recordList() throws {
    let list = folder.appending(path: "hls.m3u8").path
    try Self.run(
      "ffmpeg", Self.source(0.2) + ["-c:a", "aac", "-hls_time", "4", "-hls_playlist_type", "vod", list])
  }

  private static func source(_ strength: Double) -> [String] {
    let wave = "aevalsrc=\(strength)*sin(880*PI*t)|\(strength)*sin(660*PI*t):s=44100:d=\(seconds)"
    return ["-v", "error", "-y", "-f", "lavfi", "-i", wave]
  }

  static func tool(_ name: String) -> URL? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { URL(filePath: String($0)).appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  private static func run(_ name: String, _ arguments: [String]) throws {
    guard let program = tool(name) else { throw CocoaError(.fileNoSuchFile) }
    let process = try Process.run(program, arguments: arguments)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
