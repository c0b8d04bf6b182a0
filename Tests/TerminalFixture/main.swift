// A program that does nothing but draw what comes in: the terminal's tests run it inside tmux.
//
// q quits, x traps, a aborts, w wakes from another thread, e writes to standard error, t shows a title, c takes the next
// theme. `--mouse`, `--color CHOICE`, `--log FILE`.

import Foundation
import Terminal
import TextUI

TerminalProbe.settleProcess()

let arguments = CommandLine.arguments
func value(_ name: String) -> String? {
  arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
}

let themes = [
  Theme(
    name: "plain",
    styles: [
      .title: Style(attributes: [.bold]), .selection: Style(attributes: [.reverse]),
      .saved: Style(foreground: .ansi(2)),
    ]),
  Theme(
    name: "exact",
    styles: [
      .title: Style(foreground: .exact(red: 136, green: 192, blue: 208, nearest: 110)),
      .selection: Style(foreground: .indexed(16), background: .indexed(110)), .saved: Style(foreground: .ansi(10)),
    ]),
]

func draw(_ screen: CursesScreen, _ history: [String]) {
  var frame = Frame(screen.size)
  frame.draw("ready \(screen.size.columns)x\(screen.size.rows)", at: 0, 0, role: .title)
  frame.draw("end", at: 0, screen.size.columns - 3, width: 3, role: .muted)
  frame.draw("日本語 Ünï \u{1F469}\u{200D}\u{1F469} e\u{301} \u{1F1EE}\u{1F1F8} \u{1B}[2J|", at: 1, 0, role: .text)
  frame.draw("a\nb\u{202E}c \u{1FAC8}|", at: 2, 0, role: .saved)
  frame.draw("selected", at: 3, 0, width: 20, role: .selection)
  for (row, line) in (screen.notes + history.suffix(12)).enumerated() { frame.draw(line, at: 4 + row, 0, role: .text) }
  frame.rule(row: screen.size.rows - 1, glyphs: screen.glyphs)
  screen.present(frame)
}

func act(_ key: Key, _ screen: CursesScreen, _ theme: inout Int) {
  switch key {
  case .character("x"): _ = [Int]()[arguments.count]
  case .character("a"): abort()
  case .character("w"): Thread.detachNewThread { [waker = screen.waker] in waker() }
  case .character("e"): FileHandle.standardError.write(Data("a library's noise\n".utf8))
  case .character("t"): screen.show(title: "Slow\u{7} Green")
  case .character("c"):
    theme = (theme + 1) % themes.count
    screen.use(themes[theme])
  default: break
  }
}

func run() throws {
  let log = value("--log").map { open($0, O_CREAT | O_WRONLY | O_APPEND, 0o600) }
  let color = value("--color").flatMap(ColorChoice.init) ?? .auto
  let options = TerminalOptions(color: color, mouse: arguments.contains("--mouse"), log: log)
  let screen = try CursesScreen(options, theme: themes[0])
  var history: [String] = []
  var theme = 0
  draw(screen, history)
  while let input = screen.next(milliseconds: nil), input != .key(.character("q")) {
    if input == .hangUp { break }
    history.append("\(history.count + 1) \(input)")
    if case .key(let key) = input { act(key, screen, &theme) }
    draw(screen, history)
  }
  screen.close()
}

do {
  try run()
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
