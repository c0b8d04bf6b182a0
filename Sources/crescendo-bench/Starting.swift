import Foundation

/// From the shell's `exec` to what the listener sees.
enum Starting {
  static let figures = [
    Figure(name: "version") { runs in
      var times = Times()
      for _ in 0..<runs { times.add(try timed { try Child.run([Workshop.program, "--version"]) }) }
      return ["exec to end of --version: \(times.words)"]
    },
    Figure(name: "first-paint") { runs in
      try Workshop.withHome { home in
        var times = Times()
        for _ in 0...runs {
          let run = try TerminalRun([Workshop.program, "--home", home, "--audio-output", "null"])
          defer { run.end() }
          guard let painted = run.wait(for: "crescendo") else { throw BenchError("nothing was drawn") }
          times.add(painted - run.started)
        }
        return ["exec to first paint, demo: \(times.words)"]
      }
    },
    Figure(name: "demo-ready") { runs in
      var times = Times()
      for _ in 0..<min(runs, 5) {
        try Workshop.withHome { home in
          let run = try TerminalRun([Workshop.program, "--home", home, "--audio-output", "null"])
          defer { run.end() }
          guard let painted = run.wait(for: "crescendo") else { throw BenchError("nothing was drawn") }
          run.type("\u{1B}")
          guard let ready = run.wait(for: "to begin with", seconds: 120) else { throw BenchError("no queue came") }
          times.add(ready - painted)
        }
      }
      return ["first paint to a queue that plays, first run: \(times.words)"]
    },
  ]
}
