import CNcurses
import Foundation
import TextUI

/// Keys, signals and wakes, gathered in one poll.
extension CursesScreen {
  /// The next input; nil when the time is over. Sleeps in one `poll` over terminal, signals and waker.
  public func next(milliseconds: Int?) -> Input? {
    let deadline = milliseconds.map { ContinuousClock.now.advanced(by: .milliseconds($0)) }
    while pending.isEmpty {
      if isGone || !isOpen { return .hangUp }
      if !gather(until: deadline) { return nil }
    }
    return pending.removeFirst()
  }

  /// Waits once and collects what there is; false when the time is over.
  private func gather(until deadline: ContinuousClock.Instant?) -> Bool {
    var files = [0, signals, wake.file].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let ready = poll(&files, nfds_t(files.count), Self.timeout(until: deadline))
    if ready == 0 { return false }
    guard ready > 0 else { return true }  // A signal came between; its byte is in the pipe by now.
    if files[1].revents != 0 { takeSignals() }
    if files[0].revents & Int16(POLLIN) != 0 { takeKeys() }
    if files[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { hangUp(gone: true) }
    if wake.take() { pending.append(.woken) }
    return true
  }

  /// Milliseconds for `poll`, rounded up so that it does not return before the time; -1 for ever.
  private static func timeout(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return -1 }
    let milliseconds = ((deadline - .now) / .milliseconds(1)).rounded(.up)
    return Int32(min(max(0, milliseconds), Double(Int32.max)))
  }

  /// Reads until nothing is left: curses drains the file into its own buffer, and `poll` would not tell again.
  private func takeKeys() {
    var character: UInt32 = 0
    while true {
      let key = tty_read(&character)
      if key == TTY_NONE { break }
      pending += decoder.take(RawKey(key, character))
    }
    if let input = decoder.pause() { pending.append(input) }
  }

  private func takeSignals() {
    var caught = readSignals()
    if !caught.isDisjoint(with: [SIGINT, SIGTERM, SIGQUIT, SIGHUP]) { return hangUp(gone: tty_is_gone()) }
    if caught.contains(SIGTSTP) {
      tty_stop()
      caught = readSignals().union([SIGCONT])
    } else if caught.contains(SIGCONT) {
      tty_suspend()  // Whoever had the terminal meanwhile left other modes.
    }
    if caught.contains(SIGCONT) { resume() }
    if caught.contains(SIGWINCH) || caught.contains(SIGCONT) { resize() }
  }

  private func readSignals() -> Set<Int32> {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(signals, &bytes, bytes.count)
    return Set(bytes.prefix(max(0, count)).map(Int32.init))
  }

  private func hangUp(gone: Bool) {
    isGone = isGone || gone
    pending.append(.hangUp)
  }

  private func resume() {
    tty_resume()
    palette.restore()
    shownTitle = nil
    shown = nil
    pending.append(.resumed)
  }

  private func resize() {
    tty_resize()
    shown = nil
    guard size != Self.currentSize() else { return }
    size = Self.currentSize()
    pending.append(.resized(size))
  }
}

extension RawKey {
  fileprivate init(_ key: tty_key, _ character: UInt32) {
    switch key {
    case TTY_CHARACTER: self = .character(character)
    case TTY_UP: self = .key(.up)
    case TTY_DOWN: self = .key(.down)
    case TTY_LEFT: self = .key(.left)
    case TTY_RIGHT: self = .key(.right)
    case TTY_HOME: self = .key(.home)
    case TTY_END: self = .key(.end)
    case TTY_PAGE_UP: self = .key(.pageUp)
    case TTY_PAGE_DOWN: self = .key(.pageDown)
    case TTY_BACKSPACE: self = .key(.backspace)
    case TTY_DELETE: self = .key(.delete)
    case TTY_ENTER: self = .key(.enter)
    case TTY_BACK_TAB: self = .key(.backTab)
    case TTY_PASTE_BEGIN: self = .pasteBegin
    case TTY_PASTE_END: self = .pasteEnd
    case TTY_FOCUS_IN: self = .focusIn
    case TTY_FOCUS_OUT: self = .focusOut
    case TTY_MOUSE: self = .mouse
    default: self = .other
    }
  }
}
