import Foundation
import Testing

/// Where what is written goes nowhere.
@Suite struct OutputTests {
  /// Runs a command whose lines go into `output`, in a shell where a closed pipe ends nobody.
  private func run(
    _ words: [String], _ program: Program, into output: FileHandle, closing closed: String = ""
  ) throws -> (status: Int32, errors: String) {
    let (process, input, errors) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let script = #"trap '' PIPE; exec "$0" "$@" "# + closed
    process.arguments = ["-c", script, Program.path] + words + ["--home", program.home.path]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    let done = process.ending
    try process.run()
    let text = errors.fileHandleForReading.readDataToEndOfFile()
    done.wait()
    try input.fileHandleForWriting.close()
    #expect(process.terminationReason == .exit)
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  @Test(arguments: [(">&-", 74 as Int32), ("2>&-", 0), ("<&- >&- 2>&-", 74)])
  func `what is said into a closed output goes into no file`(closed: String, status: Int32) throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try run(["purge", "file"], program, into: .nullDevice, closing: closed).status == status)
    let lock = program.home.appendingPathComponent("data/catalogue.sqlite.lock")
    #expect(try String(contentsOf: lock, encoding: .utf8).wholeMatch(of: /[0-9]+\n/) != nil)
  }

  private func full() throws -> FileHandle { try #require(FileHandle(forWritingAtPath: "/dev/full")) }

  /// A pipe that nobody reads any more.
  private func abandoned() throws -> FileHandle {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    return pipe.fileHandleForWriting
  }

  @Test func `a full disk is said and ends with 74`() throws {
    let program = try Program()
    defer { program.remove() }
    let result = try run(["keys"], program, into: full())
    #expect(result.status == 74)
    #expect(result.errors == "crescendo: the output takes no more (No space left on device): send it elsewhere\n")
  }

  @Test func `a reader who has gone is not complained of`() throws {
    let program = try Program()
    defer { program.remove() }
    let result = try run(["keys"], program, into: abandoned())
    #expect(result.status == 74 && result.errors.isEmpty, "\(result)")
  }

  @Test func `a session whose lines go nowhere is left as by quit`() throws {
    for (output, errors) in [(try full(), 1), (try abandoned(), 0)] {
      let program = try Program(knowing: .model)
      defer { program.remove() }
      let result = try run(["--plain", "--audio-output", "null"], program, into: output)
      #expect(result.status == 74 && result.errors.split(separator: "\n").count == errors, "\(result)")
      let state = program.home.appendingPathComponent("state")
      #expect(FileManager.default.fileExists(atPath: state.appendingPathComponent("remembered.json").path))
      #expect(!FileManager.default.fileExists(atPath: state.appendingPathComponent("crescendo.sock").path))
    }
  }
}
