import Foundation

/// A running `session --json`, asked and answered a line at a time.
final class Conversation {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var rest = Data()

  init(_ program: Program, _ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments + ["--home", program.home.path]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// Asks, and waits for the answer.
  func ask(_ command: String) throws -> Answer {
    try input.fileHandleForWriting.write(contentsOf: Data((command + "\n").utf8))
    while !rest.contains(UInt8(ascii: "\n")) {
      let piece = output.fileHandleForReading.availableData
      guard !piece.isEmpty else { throw CocoaError(.fileReadUnknown) }
      rest += piece
    }
    let line = rest.prefix { $0 != UInt8(ascii: "\n") }
    defer { rest = Data(rest.dropFirst(line.count + 1)) }
    return try JSONDecoder().decode(Answer.self, from: Data(line))
  }

  /// Ends the session.
  func end() { process.terminate() }
}
