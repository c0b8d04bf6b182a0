import CNcurses
import Foundation
import TextUI

/// What the terminal can do, found out without drawing on it.
public struct TerminalProbe: Sendable, Hashable {
  /// Whether input and output both are terminals.
  public var isTerminal: Bool
  /// The variable TERM.
  public var type: String?
  /// Whether that type is known here.
  public var isKnown: Bool
  /// Whether it can place its cursor.
  public var canAddress: Bool
  /// How many colours it says it has.
  public var colors: Int
  /// Whether the locale's characters are UTF-8. True only after `settleProcess`.
  public var isUTF8: Bool

  /// Looks at standard input and output and the environment.
  public init() {
    isTerminal = isatty(0) == 1 && isatty(1) == 1
    type = ProcessInfo.processInfo.environment["TERM"].flatMap { $0.isEmpty ? nil : $0 }
    let found = type.map { tty_look_up($0) } ?? tty_type()
    isKnown = found.is_known
    canAddress = found.can_address
    colors = max(0, Int(found.colors))
    isUTF8 = tty_is_utf8()
  }

  /// A type that says of the same terminal that it has 256 colours; nil where there is none or the type says so itself. Many terminals
  /// call themselves xterm, whose entry knows eight, and say by another variable what they can.
  static func colourful(_ type: String?, _ environment: [String: String]) -> String? {
    let types = ["xterm": "xterm-256color", "screen": "screen-256color", "tmux": "tmux-256color"]
    let says = ["COLORTERM", "XTERM_VERSION", "VTE_VERSION", "KONSOLE_VERSION"]
    guard let better = type.flatMap({ types[$0] }), says.contains(where: { environment[$0]?.isEmpty == false }) else {
      return nil
    }
    return better
  }

  /// Whether GNU screen stands between, before or behind a tmux. With the mouse on it keeps a lone Escape back until the next key
  /// comes (version 4.9), and then the two look like Alt and that key: no overlay could be closed.
  static func isGNUScreen(_ type: String?, _ environment: [String: String]) -> Bool {
    let isWithin = ["screen", "tmux"].contains { type?.hasPrefix($0) == true }
    return isWithin && environment["STY"]?.isEmpty == false
  }

  /// Settles what the whole process shares: the locale (numbers keep a point, as libmpv demands), LINES and COLUMNS forgotten,
  /// no signal blocked, and no file opened in the place of an input or output that is closed. Call it first in `main`: changing the
  /// locale is not safe beside other threads.
  public static func settleProcess() {
    tty_prepare()
  }
}
