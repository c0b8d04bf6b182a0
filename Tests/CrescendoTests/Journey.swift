import Foundation
import Testing

/// A listener at a window: the program in a real terminal, keys typed, screens read. The sound goes nowhere.
struct Journey {
  let program: Program
  let window: Tmux

  /// Opens a session in a window, where the model is trained already unless `knowledge` says otherwise; `prepare` may put files
  /// into its folder first.
  init(
    _ columns: Int = 120, _ rows: Int = 36, _ arguments: String = "", environment: [String: String] = [:],
    knowing knowledge: Program.Knowledge = .model, prepare: (Program) throws -> Void = { _ in }
  ) throws {
    let program = try Program(knowing: knowledge)
    try prepare(program)
    try self.init(columns, rows, arguments, environment: environment, again: program)
  }

  /// Opens another session in the folder of an earlier one.
  init(
    _ columns: Int = 120, _ rows: Int = 36, _ arguments: String = "", environment: [String: String] = [:],
    again program: Program, below host: String = ""
  ) throws {
    self.program = program
    window = try Tmux(
      columns: columns, rows: rows, command: host + Self.command(program, arguments), environment: environment)
  }

  /// Opens a session below a shell that can stop and go on with what it runs; the shell says `away` while the session sleeps.
  init(belowShell program: Program) throws {
    self.program = program
    let command = Self.command(program, "")
    window = try Tmux(columns: 120, rows: 36, command: "sh -mc \"\(command); echo away; read key; fg %1\"")
  }

  /// Runs one of the program's commands in a window.
  init(_ command: String, of program: Program) throws {
    self.program = program
    window = try Tmux(columns: 100, rows: 30, command: "\(Program.path) \(command) --home '\(program.home.path)'")
  }

  private static func command(_ program: Program, _ arguments: String) -> String {
    "\(Program.path) --home '\(program.home.path)' --audio-output null \(arguments)"
  }

  /// Closes the window and takes the folder away.
  func end() {
    window.close()
    program.remove()
  }

  /// Waits until the screen is as it should be.
  func expect(
    _ what: String, seconds: Double = 60, at location: SourceLocation = #_sourceLocation, is isMet: (String) -> Bool
  ) throws {
    let (screen, met) = try window.wait(seconds: seconds, until: isMet)
    #expect(met, "\(what) did not come; the screen was\n\(screen)", sourceLocation: location)
    try #require(met, sourceLocation: location)
  }

  /// Waits until the words are on the screen.
  func expect(_ words: String..., at location: SourceLocation = #_sourceLocation) throws {
    for word in words { try expect("“\(word)”", at: location) { $0.contains(word) } }
  }

  /// Waits until the program was killed. The terminal was not given back: what the shell says of it begins anywhere, and may be
  /// broken at the edge.
  func expectKilled(at location: SourceLocation = #_sourceLocation) throws {
    try expect("the end", at: location) { $0.filter { !$0.isWhitespace }.contains("endedwith137") }
  }

  /// Waits until the words are on the screen no more.
  func expectGone(_ words: String, at location: SourceLocation = #_sourceLocation) throws {
    try expect("the end of “\(words)”", at: location) { !$0.contains(words) }
  }

  /// Types keys, then waits for words.
  func press(_ keys: String..., reads words: String, at location: SourceLocation = #_sourceLocation) throws {
    for key in keys { try window.type(key) }
    try expect("“\(words)” after \(keys.joined(separator: " "))", at: location) { $0.contains(words) }
  }

  /// Types a text, then waits for words.
  func type(_ text: String, reads words: String, at location: SourceLocation = #_sourceLocation) throws {
    try window.send(text)
    try expect("“\(words)” after “\(text)”", at: location) { $0.contains(words) }
  }

  /// Closes the first meeting, and waits for a queue.
  func begin(at location: SourceLocation = #_sourceLocation) throws {
    try expect("Just listen", at: location)
    try window.closeWelcome()
    try expect("a queue", at: location) { $0.contains("next   artist") && $0.contains("\n  2  ") }
  }

  /// Leaves, and waits for the shell.
  func quit(at location: SourceLocation = #_sourceLocation) throws {
    try press("q", reads: "ended with 0", at: location)
  }

  /// The line of the screen with these words, and its number from 0.
  func line(with words: String) throws -> (number: Int, text: String) {
    let lines = try window.screen().components(separatedBy: "\n")
    let number = try #require(lines.firstIndex { $0.contains(words) }, "no line holds “\(words)”")
    return (number, lines[number])
  }
}
