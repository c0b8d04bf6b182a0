import Foundation

/// From a key to the screen.
enum Pressing {
  static let figures = [
    Figure(name: "key") { runs in
      try Workshop.withHome { home in
        var times = Times()
        var bytes = 0
        try Workshop.withSession(home) { run in
          _ = run.drain(seconds: 1)
          for number in 0..<max(runs, 100) {
            run.forget()
            let start = ContinuousClock.now
            run.type(number.isMultiple(of: 2) ? "s" : "u")
            guard let changed = run.waitForChange() else { throw BenchError("a key changed nothing") }
            times.add(changed - start)
            // The engine learns from the key meanwhile; the next one comes as a hand would press it.
            _ = run.drain(seconds: 0.1)
            bytes += run.seen.count
          }
        }
        return [
          "key to changed screen, the engine learning: \(times.words)",
          "bytes a key: \(bytes / times.milliseconds.count)",
        ]
      }
    }
  ]
}
