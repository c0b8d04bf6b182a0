import Foundation
import Testing

@Suite(.serialized, .enabled(if: Tmux.isInstalled, Tmux.missing)) struct CursesScreenTests {
  @Test func `a frame is shown whole, hostile text and wide characters included`() throws {
    let terminal = try Tmux()
    try terminal.start()
    let lines = try terminal.wait("selected").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].hasPrefix("ready 80x24"))
    #expect(lines[0].hasSuffix("end"))
    #expect(lines[1] == "日本語 Ünï 👩 é 🇮🇸 [2J|")
    // The C library of Debian 12 does not know the character; a newer one may.
    #expect(lines[2].hasPrefix("a bc ") && lines[2].hasSuffix(" |"))
    #expect(lines[23] == String(repeating: "─", count: 80))
  }

  @Test func `keys arrive, escape among them`() throws {
    let terminal = try Tmux()
    try terminal.start()
    try terminal.press("s", "Up", "BTab", "PageDown", "Home", "DC", "C-d", "BSpace", "Enter")
    try terminal.wait("9 key(TextUI.Key.enter)")
    try terminal.press("Escape")
    let screen = try terminal.wait("10 key(TextUI.Key.escape)")
    for name in ["character(\"s\")", "up", "backTab", "pageDown", "home", "delete", "control(\"d\")", "backspace"] {
      #expect(screen.contains("key(TextUI.Key.\(name))"), "\(name)")
    }
  }

  @Test func `Ctrl-S is a key like any other, and holds nothing up`() throws {
    let terminal = try Tmux()
    try terminal.start()
    try terminal.press("C-s", "s")
    #expect(try terminal.wait("2 key(TextUI.Key.character(\"s\"))").contains("1 key(TextUI.Key.control(\"s\"))"))
  }

  @Test func `alt and a letter is no command`() throws {
    let terminal = try Tmux()
    try terminal.start()
    try terminal.press("M-s", "n")
    #expect(try terminal.wait("character(\"n\")").contains("1 key(TextUI.Key.character(\"n\"))"))
  }

  @Test func `a paste is one input`() throws {
    let terminal = try Tmux()
    try terminal.start()
    try terminal.paste("sdq\nsdq")
    try terminal.wait("1 key(TextUI.Key.paste(\"sdq\\nsdq\"))")
  }

  @Test func `bytes that are no text are ignored`() throws {
    let terminal = try Tmux()
    try terminal.start()
    try terminal.press("-H", "ff", "fe", "c3", "6e")
    try terminal.press("s")
    try terminal.wait("character(\"s\")")
  }

  @Test func `clicks and the wheel arrive when they are wanted`() throws {
    let terminal = try Tmux(columns: 120)
    try terminal.start("--mouse")
    try terminal.wait(
      "mouse mode", until: { $0.hasPrefix("1") }, screen: { try terminal.tmuxSays("#{mouse_sgr_flag}") })
    try terminal.type("\u{1B}[<0;12;5M\u{1B}[<0;12;5m\u{1B}[<65;1;1M")
    #expect(try terminal.wait("2 key").contains("act: TextUI.Key.Mouse.Act.click, column: 11, row: 4"))
    #expect(try terminal.screen().contains("wheelDown, column: 0, row: 0"))
  }

  @Test(.enabled(if: Tmux.hasScreen, "skipped: GNU screen is not installed"))
  func `Escape arrives below GNU screen, which would keep it back with the mouse on`() throws {
    let terminal = try Tmux()
    // A folder of its own for its sockets, and no other window to fall back on.
    try terminal.shell("mkdir -m 700 \(terminal.folder.path)/s; export SCREENDIR=\(terminal.folder.path)/s")
    try terminal.shell("screen -c /dev/null \(Tmux.fixture) --mouse; echo back")
    try terminal.wait("ready")
    try terminal.press("Escape")
    try terminal.wait("1 key(TextUI.Key.escape)")
    try terminal.press("s", "Up", "q")
    try terminal.wait("back")
  }

  @Test func `without the wish no mouse mode is set`() throws {
    let terminal = try Tmux()
    try terminal.start()
    #expect(try terminal.tmuxSays("#{mouse_any_flag}#{mouse_standard_flag}") == "00\n")
  }

  @Test func `the focus is reported`() throws {
    let terminal = try Tmux()
    try terminal.start()
    try terminal.type("\u{1B}[O\u{1B}[I")
    #expect(try terminal.wait("2 focus(true)").contains("1 focus(false)"))
  }

  @Test func `a wake from another thread ends the waiting`() throws {
    let terminal = try Tmux()
    try terminal.start()
    try terminal.press("w")
    try terminal.wait("2 woken")
  }

  @Test(arguments: [(60, 20), (1, 1), (3, 2), (200, 60), (300, 100)])
  func `every size is drawn and drawn again`(columns: Int, rows: Int) throws {
    let terminal = try Tmux()
    try terminal.start()
    try terminal.resize(columns: columns, rows: rows)
    if columns > 20 { try terminal.wait("ready \(columns)x\(rows)") }
    try terminal.resize(columns: 80, rows: 24)
    try terminal.wait("resized(TextUI.Size(columns: 80, rows: 24))")
    #expect(try terminal.screen().contains("日本語 Ünï 👩 é 🇮🇸 [2J|"))
  }

  @Test func `the true size counts, not LINES and COLUMNS`() throws {
    let terminal = try Tmux()
    try terminal.start(environment: "LINES=10 COLUMNS=40")
    try terminal.wait("ready 80x24")
  }

  @Test func `a title is shown cleaned`() throws {
    let terminal = try Tmux()
    try terminal.start()
    try terminal.press("t")
    try terminal.wait("title", until: { $0 == "Slow Green\n" }, screen: { try terminal.tmuxSays("#{pane_title}") })
  }

  @Test func `standard error goes to the log while the screen is up`() throws {
    let terminal = try Tmux()
    let log = terminal.folder.appendingPathComponent("log")
    try terminal.start("--log \(log.path)")
    try terminal.press("e", "q")
    try terminal.wait("status 0")
    #expect(try String(contentsOf: log, encoding: .utf8) == "a library's noise\n")
    #expect(try !terminal.screen().contains("noise"))
  }
}

@Suite(.serialized, .enabled(if: Tmux.isInstalled, Tmux.missing)) struct LookTests {
  @Test(arguments: [("auto", "38;5;110"), ("exact", "38;5;110"), ("16", "96m")])
  func `a theme is drawn at the depth asked for`(choice: String, code: String) throws {
    let terminal = try Tmux()
    // tmux cannot change its palette, so that exact becomes 256 there.
    try terminal.start("--color \(choice)", environment: "TERM=tmux-256color")
    try terminal.press("c")
    try terminal.wait(code, escapes: true)
  }

  @Test func `eight colours turn brightness into bold`() throws {
    let terminal = try Tmux()
    try terminal.start("--color 8")
    try terminal.press("c")
    try terminal.wait("\u{1B}[1m\u{1B}[36mready", escapes: true)
  }

  @Test(arguments: ["--color never", ""])
  func `without colours a selection is still seen`(arguments: String) throws {
    let terminal = try Tmux()
    try terminal.start(arguments, environment: arguments.isEmpty ? "NO_COLOR=1" : "")
    try terminal.press("c")
    let screen = try terminal.wait("\u{1B}[7mselected", escapes: true)
    #expect(!screen.contains("38;5") && !screen.contains("[96m"))
  }

  @Test func `an unknown terminal type is drawn as a known one, and said so`() throws {
    let terminal = try Tmux()
    try terminal.start(environment: "TERM=xterm-nobody")
    try terminal.wait("The terminal type xterm-nobody is unknown: drawn as xterm-256color.")
  }

  @Test func `a locale that is not UTF-8 gets ASCII`() throws {
    let terminal = try Tmux()
    try terminal.start(environment: "LC_ALL=C")
    let screen = try terminal.wait("The locale is not UTF-8")
    #expect(screen.contains("?????? Uni ?? e ?? [2J|"))
    #expect(screen.contains(String(repeating: "-", count: 80)))
  }

  @Test func `the Linux console gets simple lines and keeps its letters`() throws {
    let terminal = try Tmux()
    try terminal.start(environment: "TERM=linux")
    let screen = try terminal.wait("selected")
    #expect(screen.contains("?????? Ünï ?? é ?? [2J|"), "each fills as many columns as elsewhere: \(screen)")
    #expect(screen.contains(String(repeating: "─", count: 80)))
  }

  @Test(arguments: [("TERM=dumb", "", "cannot place its cursor"), ("", "< /dev/null", "not a terminal")])
  func `where nothing can be drawn it says why and leaves the terminal alone`(
    environment: String, redirection: String, reason: String
  ) throws {
    let terminal = try Tmux()
    try terminal.shell("\(environment) \(Tmux.fixture) \(redirection); echo status $?")
    #expect(try terminal.wait("status 1").contains(reason))
  }
}
