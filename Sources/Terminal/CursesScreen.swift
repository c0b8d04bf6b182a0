import CNcurses
import Foundation
import TextUI

/// The terminal this process runs in, through ncurses.
///
/// One at a time; all but the waker belongs to the thread that made it. The terminal is given back by `close`, at exit, when
/// the process is stopped, and when it crashes.
public final class CursesScreen: Screen {
  /// The size now.
  public internal(set) var size: Size
  /// Which characters the interface's signs are drawn with: ASCII where the locale is not UTF-8, few signs on the Linux console.
  public let glyphs: GlyphSet
  /// With how many colours it draws.
  public var depth: ColorDepth { palette.depth }
  /// Whether the terminal may take a text to be pasted from.
  public var copies: Bool { hasModes }
  /// What the listener should know about this terminal, one sentence each.
  public let notes: [String]

  var palette: Palette
  /// What the terminal shows; nil when that is not known.
  var shown: Frame?
  var shownTitle: String?
  private let options: TerminalOptions
  private let hasModes: Bool
  private let isConsole: Bool
  let wake: Wake
  let signals: Int32
  var decoder = KeyDecoder()
  var pending: [Input] = []
  var isOpen = true
  var isGone = false

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
    isConsole = type.hasPrefix("linux")
    glyphs = !probe.isUTF8 ? .ascii : isConsole ? .console : .unicode
    if !probe.isUTF8 { notes.append("The locale is not UTF-8, so signs are drawn in ASCII (set LANG to C.UTF-8).") }
    self.notes = notes
    palette = Palette(depth: Self.depth(options.color), theme: theme, boldIsBright: isConsole)
    size = Self.currentSize()
    sendModes(probe)
  }

  deinit { close() }

  /// Ends the waiting of `next` from any thread, also before it begins.
  public var waker: Waker { { [wake] in wake.raise() } }

  /// Uses another theme from the next frame on.
  public func use(_ theme: Theme) {
    palette = Palette(depth: palette.depth, theme: theme, boldIsBright: isConsole)
    shown = nil
  }

  /// Shows the next frame whole, whatever stands on the terminal now.
  public func redraw() {
    tty_repaint()
    shown = nil
  }

  /// Puts a text into the window's title, where there is one and the options want it. It is cleaned first, and sent only when it
  /// has changed.
  public func show(title: String) {
    guard options.title, hasModes, isOpen, !isGone else { return }
    let title = "\u{1B}]2;" + Text.clip(title, to: 120) + "\u{7}"
    guard title != shownTitle else { return }
    shownTitle = title
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
    if let better = TerminalProbe.colourful(type, ProcessInfo.processInfo.environment), tty_open(better) {
      return better
    }
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
  private func sendModes(_ probe: TerminalProbe) {
    guard hasModes else { return }
    let title = options.title ? ("\u{1B}[22;2t", "\u{1B}[23;2t") : ("", "")
    let takesMouse = options.mouse && !TerminalProbe.isGNUScreen(probe.type, ProcessInfo.processInfo.environment)
    let mouse = takesMouse ? ("\u{1B}[?1000;1006h", "\u{1B}[?1000;1006l") : ("", "")
    tty_set_modes(
      title.0 + "\u{1B}[?2004h\u{1B}[?1004h" + mouse.0, mouse.1 + "\u{1B}[?1004l\u{1B}[?2004l" + title.1)
  }

  static func currentSize() -> Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    tty_size(&rows, &columns)
    return Size(columns: Int(columns), rows: Int(rows))
  }
}
