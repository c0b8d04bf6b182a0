import CNcurses
import Foundation
import TextUI

/// The terminal this process runs in, through ncurses.
///
/// One at a time; all but the waker belongs to the thread that made it. The terminal is given back by `close`, at exit, when
/// the process is stopped, and when it crashes.
public final class CursesScreen: Screen {
  /// The size now.
  public private(set) var size: Size
  /// Which characters the interface's signs are drawn with: ASCII where the locale is not UTF-8.
  public let glyphs: GlyphSet
  /// With how many colours it draws.
  public var depth: ColorDepth { palette.depth }
  /// What the listener should know about this terminal, one sentence each.
  public let notes: [String]

  var palette: Palette
  /// What the terminal shows; nil when that is not known.
  var shown: Frame?
  private let options: TerminalOptions
  private let hasModes: Bool
  private let wake: Wake
  private let signals: Int32
  private var decoder = KeyDecoder()
  private var pending: [Input] = []
  private var isOpen = true
  private var isGone = false

  /// Takes the terminal. `TerminalProbe.settleProcess` must have run.
  /// - Throws: `TerminalError` when nothing can be drawn here; the terminal is then as it was.
  public init(_ options: TerminalOptions = TerminalOptions(), theme: Theme) throws(TerminalError) {
    let probe = TerminalProbe()
    guard probe.isTerminal else { throw .notATerminal }
    if probe.isKnown && !probe.canAddress { throw .cannotAddress(type: probe.type ?? "") }
    wake = try Wake()
    // Before curses, which takes only signals nobody handles; its own handlers end the process without saving.
    signals = tty_catch_signals()
    if signals < 0 { throw .noDescriptors(errno) }
    var notes: [String] = []
    let type = try Self.open(probe.type, notes: &notes)
    tty_catch_crashes()
    if let log = options.log { tty_redirect_errors(log) }

    self.options = options
    hasModes = Self.modern.contains { type.hasPrefix($0) }
    glyphs = probe.isUTF8 ? .unicode : .ascii
    if !probe.isUTF8 { notes.append("The locale is not UTF-8, so signs are drawn in ASCII (set LANG to C.UTF-8).") }
    self.notes = notes
    palette = Palette(depth: Self.depth(options.color), theme: theme)
    size = Self.currentSize()
    sendModes()
  }

  deinit { close() }

  /// Ends the waiting of `next` from any thread, also before it begins.
  public var waker: Waker { { [wake] in wake.raise() } }

  /// Uses another theme from the next frame on.
  public func use(_ theme: Theme) {
    palette = Palette(depth: palette.depth, theme: theme)
    shown = nil
  }

  /// Shows the next frame whole, whatever stands on the terminal now.
  public func redraw() {
    tty_repaint()
    shown = nil
  }

  /// Puts a text into the window's title, where there is one and the options want it. It is cleaned first.
  public func show(title: String) {
    guard options.title, hasModes, isOpen, !isGone else { return }
    let title = "\u{1B}]2;" + Text.clip(title, to: 120) + "\u{7}"
    _ = tty_send(title, Int32(title.utf8.count))
  }

  /// Puts a text where the terminal pastes from, through its own sequence (OSC 52), which also works over a remote line.
  public func copy(_ text: String) {
    guard hasModes, isOpen, !isGone else { return }
    let sequence = "\u{1B}]52;c;" + Data(text.utf8).base64EncodedString() + "\u{7}"
    _ = tty_send(sequence, Int32(sequence.utf8.count))
  }

  /// Gives the terminal back.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    tty_close(isGone)
    tty_release_signals()
    tty_redirect_errors(-1)
  }
}

// MARK: - Starting

extension CursesScreen {
  /// Terminals that understand bracketed paste, SGR mouse reports, focus reports and titles, or leave them alone.
  private static let modern = [
    "xterm", "tmux", "screen", "rxvt", "foot", "kitty", "alacritty", "ghostty", "wezterm", "konsole", "vte", "gnome",
    "st-", "contour", "iterm", "mintty",
  ]

  /// Starts curses with the terminal's own type, or with one that most others resemble; gives the type used.
  private static func open(_ type: String?, notes: inout [String]) throws(TerminalError) -> String {
    if let type, tty_open(type) { return type }
    let reason = type.map { "terminal type \($0) is unknown" } ?? "terminal's type is not stated"
    for fallback in ["xterm-256color", "xterm", "linux", "vt100"] where tty_open(fallback) {
      notes.append("The \(reason): drawn as \(fallback). The package ncurses-term knows more types.")
      return fallback
    }
    throw .unknownType(type ?? "")
  }

  private static func depth(_ choice: ColorChoice) -> ColorDepth {
    let environment = ProcessInfo.processInfo.environment
    // These say they can change their colours and do not put them back.
    let isHonest = environment["TERM_PROGRAM"] != "vscode" && environment["KONSOLE_VERSION"] == nil
    let canBeExact = tty_is_direct() || (tty_can_change_colors() && isHonest)
    return ColorDepth(choice, colors: Int(tty_colors()), canBeExact: canBeExact, noColor: environment["NO_COLOR"])
  }

  /// Bracketed paste and focus reports always, title and mouse as wished; the end undoes them in the other order.
  private func sendModes() {
    guard hasModes else { return }
    let title = options.title ? ("\u{1B}[22;2t", "\u{1B}[23;2t") : ("", "")
    let mouse = options.mouse ? ("\u{1B}[?1000;1006h", "\u{1B}[?1000;1006l") : ("", "")
    tty_set_modes(
      title.0 + "\u{1B}[?2004h\u{1B}[?1004h" + mouse.0, mouse.1 + "\u{1B}[?1004l\u{1B}[?2004l" + title.1)
  }

  private static func currentSize() -> Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    tty_size(&rows, &columns)
    return Size(columns: Int(columns), rows: Int(rows))
  }
}

// MARK: - Input

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
