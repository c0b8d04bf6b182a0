import Dispatch
import Foundation

/// What ends a session in plain lines from outside. On a screen the terminal's own handlers hear of it.
enum Endings {
  /// Calls `leave` when the terminal's Ctrl-C, another program or a closed terminal asks for the end, as long as the answer is kept.
  /// From any thread. What this process was begun to ignore it ignores. A reader who goes away ends nothing by itself from here on.
  static func hear(_ leave: @escaping @Sendable () -> Void) -> [any DispatchSourceSignal] {
    signal(SIGPIPE, SIG_IGN)
    return [SIGINT, SIGTERM, SIGHUP].filter { !isIgnored($0) }.map { number in
      // Else the signal would end the process before the source tells of it.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler(handler: leave)
      source.resume()
      return source
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
