import Foundation
import Testing

/// The manual's pages, made of what the program goes by.
@Suite struct ManualTests {
  private func page(_ words: String...) throws -> String {
    let program = try Program()
    defer { program.remove() }
    let result = try program.run(["man"] + words)
    #expect(result.status == 0, "\(result.errors)")
    return result.output
  }

  private func output(of words: [String]) throws -> String {
    let program = try Program()
    defer { program.remove() }
    return try program.run(words).output
  }

  @Test func `every command that is completed stands in the page`() throws {
    let completions = try output(of: ["completions", "zsh"])
    let commands = Set(completions.matches(of: /'([a-z]+):/).map(\.1)).subtracting(["help"])
    let titles = try page().split(separator: "\n").filter { $0.hasPrefix(".Ss \"\\&crescendo ") }
    let words = Set(titles.flatMap { $0.split { " \"".contains($0) } })
    #expect(commands.count > 20)
    #expect(commands.subtracting(words).isEmpty)
  }

  @Test func `every key and its command stand in the page`() throws {
    let rows = try output(of: ["keys", "--markdown"]).matches(of: /\| `+ ?(.+?) ?`+.* \| `([a-z-]+)` \|/)
    let page = try page()
    #expect(rows.count > 50)
    for row in rows {
      let name = row.2.replacingOccurrences(of: "-", with: "\\-")
      #expect(page.contains("Pq Cm \"\\&\(name)\""), "\(name)")
    }
  }

  @Test func `every key of the configuration stands in its page`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run(["config", "init"]).status == 0)
    let file = program.home.appendingPathComponent("config/config.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let page = try page("config")
    for key in text.matches(of: /\n#([a-z_]+):/).map({ String($0.1) }) {
      #expect(page.contains(".It Ic \"\\&\(key)"), "\(key)")
    }
  }

  @Test func `an option says what holds without it`() throws {
    let lines = try page().components(separatedBy: "\n")
    let entry = try #require(lines.firstIndex(of: ".It Ic \"\\&\\-\\-rate RATE\""))
    #expect(lines[entry...].prefix(3).contains("Without it: 2.0."), "\(lines[entry...].prefix(3))")
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/mandoc"), "mandoc is not installed"),
    arguments: [[], ["config"]])
  func `mandoc finds nothing wrong`(words: [String]) throws {
    let program = try Program()
    defer { program.remove() }
    let file = try program.write(try program.run(["man"] + words).output, to: "page")
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/mandoc")
    process.arguments = ["-T", "lint", "-W", "warning", file]
    process.standardOutput = pipe
    let done = process.ending
    try process.run()
    let complaints = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    done.wait()
    #expect(complaints.isEmpty && process.terminationStatus == 0, "\(complaints)")
  }
}
