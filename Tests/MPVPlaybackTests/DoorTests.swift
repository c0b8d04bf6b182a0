import Foundation
import Listening
import Testing

@testable import MPVPlayback

/// What is let through to libmpv, which trusts whatever it is given.
struct DoorTests {
  @Test func `https, http and the program's own sound pass`() throws {
    for text in ["https://example.org/a.mp3?x=1", "http://[::1]:80/a"] {
      #expect(try Door.text(for: try #require(StreamAddress(web: text))) == text)
    }
    #expect(try Door.text(for: .own(TrackID(.demo, "a b/../c?"))) == "crescendo://demo%3Aa%20b%2F%2E%2E%2Fc%3F")
  }

  @Test(arguments: [
    "edl:///etc/passwd", "memory://x", "file:///etc/passwd", "smb://host/share", "fd://0", "crescendo://demo%3A1",
    "ytdl://x",
  ]) func `an address that was spelled past the checks is refused`(text: String) throws {
    let url = try #require(URL(string: text))
    #expect(throws: Refusal.self) { try Door.text(for: .web(url)) }
  }

  @Test func `a path leads to a plain file or is refused`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "a.mp3")
    try Data().write(to: file)
    let pipe = folder.appending(path: "pipe")
    #expect(mkfifo(pipe.path, 0o600) == 0)
    #expect(try Door.text(for: .file(path: file.path)) == file.path)
    for path in [folder.path, pipe.path, folder.path + "/none.mp3", "a.mp3", "-", "edl://x", file.path + "\0.mp3"] {
      #expect(throws: Refusal.self) { try Door.text(for: .file(path: path)) }
    }
  }
}
