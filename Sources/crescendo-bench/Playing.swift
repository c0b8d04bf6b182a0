import Foundation

/// What playing costs, beside mpv itself on the same file.
enum Playing {
  static let figures = [
    Figure(name: "playing") { _ in
      try Workshop.withHome { home in
        let file = try sound(home)
        let ours = try session(home, file)
        guard let mpv = Child.path(of: "mpv") else {
          return ours.lines + ["mpv is not installed, so nothing stands beside it"]
        }
        let other = try TerminalRun([mpv, "--no-video", "--no-config", "--ao=null", file])
        defer { other.end() }
        _ = other.drain(seconds: 3)
        let theirs = Usage(of: other.pid, seconds: 20) { _ = other.drain(seconds: $0) }
        return ours.lines + ["mpv --no-video, playing: \(theirs.words)", "over mpv: \(ours.playing.minus(theirs))"]
      }
    }
  ]

  private static func session(_ home: String, _ file: String) throws -> (playing: Usage, lines: [String]) {
    let list = home + "/tracks.csv"
    try Data("id,title,artist,duration,address\n1,Song,Maker,300,\(file)\n2,Other,Else,300,\(file)\n".utf8)
      .write(to: URL(fileURLWithPath: list))
    try Child.run([Workshop.program, "import", "tracks", list, "--home", home])
    let run = try TerminalRun([Workshop.program, "--home", home, "--source", "catalogue", "--audio-output", "null"])
    defer { run.end() }
    _ = run.drain(seconds: 3)
    run.type("\u{1B}")
    _ = run.drain(seconds: 5)
    var bytes = 0
    let paused = Usage(of: run.pid, seconds: 20) { bytes = run.drain(seconds: $0) }
    let pausedBytes = bytes
    run.type(" ")
    _ = run.drain(seconds: 3)
    let playing = Usage(of: run.pid, seconds: 20) { bytes = run.drain(seconds: $0) }
    // The clock moves once a second; curses sends only the figures that change, so that no time can be waited for.
    guard bytes > 20 else { throw BenchError("nothing plays") }
    return (
      playing,
      [
        "paused: \(paused.words), \(pausedBytes / 20) bytes a second",
        "playing: \(playing.words), \(bytes / 20) bytes a second",
      ]
    )
  }

  private static func sound(_ home: String) throws -> String {
    guard let ffmpeg = Child.path(of: "ffmpeg") else { throw BenchError("ffmpeg is not installed") }
    let file = home + "/sound.flac"
    let noise = "anoisesrc=duration=300:color=pink:amplitude=0.2"
    try Child.run([ffmpeg, "-v", "error", "-y", "-f", "lavfi", "-i", noise, "-ac", "2", file])
    return file
  }
}

/// What a process used over some seconds.
struct Usage {
  /// Share of one core, in per cent.
  let processor: Double
  /// Voluntary context switches of all threads, a second.
  let wakeups: Double
  /// Proportional set size, MiB.
  let memory: Double

  init(of pid: Int32, seconds: Double, while body: (Double) -> Void) {
    let before = (Self.ticks(pid), Self.switches(pid))
    body(seconds)
    processor = Double(Self.ticks(pid) - before.0) / Double(sysconf(Int32(_SC_CLK_TCK))) / seconds * 100
    wakeups = Double(Self.switches(pid) - before.1) / seconds
    memory = Self.memory(pid)
  }

  var words: String {
    String(format: "%.2f %% of a core, %.1f wake-ups a second, %.1f MiB PSS", processor, wakeups, memory)
  }

  func minus(_ other: Usage) -> String {
    String(format: "%+.2f %% of a core, %+.1f MiB PSS", processor - other.processor, memory - other.memory)
  }

  private static func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

  private static func ticks(_ pid: Int32) -> Int {
    let fields = text("/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ") ?? []
    return fields.count > 12 ? (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) : 0
  }

  private static func switches(_ pid: Int32) -> Int {
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
    return threads.reduce(0) { $0 + number("voluntary_ctxt_switches:", in: text("/proc/\(pid)/task/\($1)/status")) }
  }

  private static func memory(_ pid: Int32) -> Double {
    Double(number("Pss:", in: text("/proc/\(pid)/smaps_rollup"))) / 1024
  }

  private static func number(_ name: String, in text: String) -> Int {
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
    return line.flatMap { Int($0.dropFirst(name.count).filter(\.isNumber)) } ?? 0
  }
}
