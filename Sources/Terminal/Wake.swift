import CNcurses
import Glibc

/// An event any thread may raise and a poll sees.
///
/// It owns its file: a waker kept after the screen has closed still writes into this one, never into another that took its number.
final class Wake: Sendable {
  let file: Int32

  init() throws(TerminalError) {
    file = tty_event()
    if file < 0 { throw .noDescriptors(errno) }
  }

  deinit { close(file) }

  func raise() {
    var one: UInt64 = 1
    // A full counter is raised already; nothing else can fail.
    _ = write(file, &one, 8)
  }

  /// Lowers the event; whether it was raised.
  func take() -> Bool {
    var count: UInt64 = 0
    return read(file, &count, 8) == 8
  }
}
