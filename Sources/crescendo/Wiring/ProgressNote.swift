import Foundation
import Synchronization
import TextUI

/// Progress on standard error: one line that is written over on a terminal, a line every few seconds elsewhere.
final class ProgressNote: Sendable {
  private struct Last {
    var time = ContinuousClock.now
    var isOpen = false
  }

  private let start = ContinuousClock.now
  private let last = Mutex(Last())
  private let isTerminal = isatty(2) == 1

  /// Shows `words` and, where the share done is known, how long the rest will take.
  func show(_ words: String, share: Double?) {
    var left: Double?
    if let share, share > 0.01, share < 1 { left = seconds * (1 - share) / share }
    show(words, secondsLeft: left)
  }

  /// Shows `words` and, where it is known, how long the rest will take; `atOnce` for what nothing may follow for long.
  func show(_ words: String, secondsLeft: Double?, atOnce: Bool = false) {
    let now = ContinuousClock.now
    let step: Duration = isTerminal ? .milliseconds(200) : .seconds(5)
    let isDue = last.withLock { last in
      guard atOnce || now - last.time > step else { return false }
      last = Last(time: now, isOpen: isTerminal)
      return true
    }
    guard isDue else { return }
    let rest = Self.rest(secondsLeft)
    Output.aside(isTerminal ? "\r\u{1B}[K" + Self.fitting(words, before: rest) + rest : words + rest + "\n")
  }

  /// What fits into the terminal's line: one that is longer would leave a copy behind each time it is written over.
  private static func fitting(_ words: String, before rest: String) -> String {
    var size = winsize()
    guard ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return words }
    return Text.clip(words, to: max(0, Int(size.ws_col) - 1 - Text.width(of: rest)), ellipsis: "...")
  }

  /// Takes the line away, for what comes after.
  func end() {
    let isOpen = last.withLock { $0.isOpen }
    if isOpen { Output.aside("\r\u{1B}[K") }
  }

  /// Seconds since the beginning.
  var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  private static func rest(_ left: Double?) -> String {
    guard let left, left > 0, left < 1e9 else { return "" }
    return left < 90 ? ", \(Int(left.rounded(.up))) s left" : ", \(Int((left / 60).rounded(.up))) min left"
  }
}
