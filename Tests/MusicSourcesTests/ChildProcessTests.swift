import Foundation
import MusicSources
import Testing

/// Programs that are run beside the session.
@Suite(.serialized) struct ChildProcessTests {
  /// How many files that lead nowhere this process has open: nobody else opens them.
  private func nowheres() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { name in
      let file = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + name)
      return file == "/dev/null"
    }.count
  }

  @Test func aProgramThatCannotBeStartedLeavesNoFileOpen() throws {
    let before = try nowheres()
    let child = ChildProcess(path: "/nowhere/at-all", arguments: [])
    #expect(!child.run(reading: Data("{}".utf8), limit: .seconds(5)))
    child.leave()
    #expect(try nowheres() == before)
  }

  @Test func aProgramReadsWhatItIsGiven() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("child-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let child = ChildProcess(path: "/bin/sh", arguments: ["-c", "cat > '\(file.path)'"])
    #expect(child.run(reading: Data("{}".utf8), limit: .seconds(30)))
    #expect(try String(contentsOf: file, encoding: .utf8) == "{}")
  }
}
