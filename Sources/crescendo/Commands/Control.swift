import ArgumentParser
import Foundation
import Glibc
import Interface
import Settings

/// `crescendo ctl`: one command to the session that runs.
struct Control: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ctl",
    abstract: "Say a command to the session that runs: ctl save, ctl next, ctl pause, ctl status, ctl watch.",
    discussion: """
      The commands are those of the session's command line; `crescendo keys` lists them. `status` asks only. A verdict is on disk \
      a moment after the answer, as after a key; an undo is before it. `watch` writes the answer to `status --json` now and whenever it changes, a line each, \
      until the session ends; the clock alone changes nothing.
      """)

  @OptionGroup var place: HomeOptions

  @Flag(help: "The whole answer, one JSON object.")
  var json = false

  @Argument(
    parsing: .allUnrecognized, help: "A command, and what follows it.",
    completion: .list(["status", "watch"] + Action.all.map(\.name) + SpokenCommand.all.map(\.name)))
  var words: [String] = ["status"]

  func run() throws {
    let path = try place.folders().paths.socket
    guard let session = ControlSocket.connect(to: path) else {
      guard ControlSocket.takes(path) else {
        throw Complaint(
          "\(path) is too long for a socket: give a --home or --profile with a shorter path", .unavailable)
      }
      throw Complaint("no session listens at \(path): start crescendo first", .unavailable)
    }
    defer { close(session) }
    if words == ["watch"] { return try Self.watch(session) }
    ControlSocket.send(try said().replacingOccurrences(of: "\n", with: " ") + "\n", to: session)
    guard let line = ControlSocket.read(from: session),
      let answer = try? JSONDecoder().decode(Answer.self, from: Data(line.utf8))
    else { throw Complaint("the session gave no answer: it may be leaving", .unavailable) }
    if json { Output.line(line) }
    if let error = answer.error {
      // A file that is there or cannot be written; all else that is refused makes no sense to the session.
      let code: ExitCode = words.count > 1 && words.first == "export" ? .cannotCreate : .usage
      if json { throw code }
      throw Complaint(error, code)
    }
    if !json { for line in answer.lines { Output.clean(line) } }
  }

  /// The command as one line. A file is named from where this is said, and not from where the session was opened.
  private func said() throws -> String {
    let rest = words.dropFirst().joined(separator: " ")
    guard words.first == "export", !rest.isEmpty, !rest.hasPrefix("~") else { return words.joined(separator: " ") }
    let file = URL(fileURLWithPath: rest)
    let folder = file.deletingLastPathComponent().path
    guard FileManager.default.fileExists(atPath: folder) else {
      throw Complaint("there is no folder \(folder): make it first", .inputOutput)
    }
    return "export \(file.path)"
  }

  /// Copies what the session pushes, until it ends or nobody reads this any more.
  private static func watch(_ session: Int32) throws {
    ControlSocket.send("watch\n", to: session)
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while hasNews(session) {
      let count = read(session, &bytes, bytes.count)
      guard count > 0 else { return }
      try Output.write(Data(bytes[..<count]))
    }
  }

  /// Sleeps until the session says something; false where standard output has been closed at its other end.
  private static func hasNews(_ session: Int32) -> Bool {
    var files = [
      pollfd(fd: session, events: Int16(POLLIN), revents: 0), pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
    ]
    while poll(&files, 2, -1) < 0 && errno == EINTR {}
    return files[1].revents & Int16(POLLERR | POLLHUP) == 0
  }

  struct Answer: Decodable {
    let error: String?
    let playing: Playing?
    let screen: Screen?

    struct Playing: Decodable {
      let artist: String
      let title: String
      let verdict: String?

      /// The verdict as persons read it.
      var mark: String { verdict.map { "  (\($0 == "later" ? "not now" : $0))" } ?? "" }
    }

    struct Screen: Decodable {
      let said: String
      let state: String
    }

    /// What plays, and what was just said.
    var lines: [String] {
      let track = playing.map { "\($0.artist) – \($0.title)\($0.mark)" } ?? "nothing plays"
      return ["\(screen?.state ?? ""): \(track)"] + [screen?.said].compactMap { $0 }.filter { !$0.isEmpty }
    }
  }
}
