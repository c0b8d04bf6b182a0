import Foundation

/// From a key to the screen, and what that costs on a slow line to the terminal.
enum Pressing {
  static let figures = [
    Figure(name: "key") { runs in
      try Workshop.withHome { home in
        var lines: [String] = []
        try Workshop.withSession(home) { run in
          _ = run.drain(seconds: 1)
          lines += try verdicts(run, max(runs, 100))
          lines.append("a row down: \(onALine(bytes(run, "j", times: 20)))")
        }
        return lines + ["the first screen with its queue: \(onALine(try opening(home)))"]
      }
    }
  ]

  private static func verdicts(_ run: TerminalRun, _ count: Int) throws -> [String] {
    var times = Times()
    var bytes = 0
    for number in 0..<count {
      run.forget()
      let start = ContinuousClock.now
      run.type(number.isMultiple(of: 2) ? "s" : "u")
      guard let changed = run.waitForChange() else { throw BenchError("a key changed nothing") }
      times.add(changed - start)
      // The engine learns from the key meanwhile; the next one comes as a hand would press it.
      _ = run.drain(seconds: 0.1)
      bytes += run.seen.count
    }
    return [
      "key to changed screen, the engine learning: \(times.words)",
      "a verdict with its refill: \(onALine(bytes / count))",
    ]
  }

  /// The bytes that answer a key, the mean of some times.
  private static func bytes(_ run: TerminalRun, _ key: String, times: Int) -> Int {
    let bytes = (0..<times).map { _ in
      run.type(key)
      return run.drain(seconds: 0.1)
    }
    return bytes.reduce(0, +) / times
  }

  /// The bytes of all that is drawn until a session that was here before stands still.
  private static func opening(_ home: String) throws -> Int {
    let run = try TerminalRun([Workshop.program, "--home", home, "--audio-output", "null"])
    defer { run.end() }
    guard run.wait(for: "heard by", seconds: 60) != nil else { throw BenchError("no queue came") }
    _ = run.drain(seconds: 1)
    return run.seen.count
  }

  /// Eight bits and two around them: 960 bytes a second.
  private static func onALine(_ bytes: Int) -> String {
    String(format: "%d bytes, %.1f s at 9600 baud", bytes, Double(bytes) / 960)
  }
}
