import Foundation
import Testing

@testable import MusicSources

/// Programs that are run beside the session.
@Suite(.serialized) struct ChildProcessTests {
  /// How many files that lead nowhere this process has open: nobody else opens them.
  private func nowheres() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { name in
      let file = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + name)
      return file == "/dev/null"
    }.count
  }

  @Test func `a program that cannot be started leaves no file open`() throws {
    let before = try nowheres()
    let child = ChildProcess(path: "/nowhere/at-all", arguments: [])
    #expect(!child.run(reading: Data("{}".utf8), limit: .seconds(5)))
    child.leave()
    #expect(try nowheres() == before)
  }

  @Test func `no other child gets an end of a pipe`() throws {
    let pipe = try #require(ChildProcess.pipe())
    for end in [pipe.start, pipe.end] {
      #expect(fcntl(end, F_GETFD) & FD_CLOEXEC != 0)
      close(end)
    }
  }

  @Test func `a program reads what it is given`() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("child-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let child = ChildProcess(path: "/bin/sh", arguments: ["-c", "cat > '\(file.path)'"])
    #expect(child.run(reading: Data("{}".utf8), limit: .seconds(30)))
    #expect(try String(contentsOf: file, encoding: .utf8) == "{}")
  }

  @Test func `a program that writes too much is heard to its end, and kept to a megabyte`() async {
    let output = await ChildProcess(path: "/usr/bin/head", arguments: ["-c", "3000000", "/dev/zero"])
      .run(limit: .seconds(60))
    #expect(output?.status == 0 && output?.text.count == 1 << 20)
  }

  @Test func `after the end of all none is left and none begins`() async throws {
    await #expect(processExitsWith: .success) {
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("child-\(UUID().uuidString)")
      let lasting = ChildProcess(path: "/bin/sh", arguments: ["-c", "touch '\(file.path)'; sleep 600"])
      let ended = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        _ = lasting.run(reading: Data(), limit: .seconds(600))
        ended.signal()
      }
      while !FileManager.default.fileExists(atPath: file.path) { usleep(1_000) }
      ChildProcess.endAll()
      ended.wait()
      try FileManager.default.removeItem(at: file)
      let next = ChildProcess(path: "/bin/sh", arguments: ["-c", "touch '\(file.path)'"])
      guard !next.run(reading: Data(), limit: .seconds(10)), !FileManager.default.fileExists(atPath: file.path) else {
        exit(1)
      }
    }
  }

  @Test(.timeLimit(.minutes(1))) func `the end of a program is noticed where nobody keeps how it ended`() async {
    await #expect(processExitsWith: .success) {
      signal(SIGCHLD, SIG_IGN)
      guard ChildProcess(path: "/bin/true", arguments: []).run(reading: Data(), limit: .seconds(30)) else { exit(1) }
    }
  }

  @Test func `a pipe that cannot be opened starts nothing and leaves no file open`() async {
    await #expect(processExitsWith: .success) {
      func next() -> Int32 {
        let file = open("/dev/null", O_RDONLY)
        close(file)
        return file
      }
      let free = next()
      // Room for one file more: the place that leads nowhere, and no pipe.
      var most = rlimit(rlim_cur: rlim_t(free + 1), rlim_max: rlim_t(free + 1))
      guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &most) == 0 else { exit(2) }
      let child = ChildProcess(path: "/bin/true", arguments: [])
      guard !child.run(reading: Data(), limit: .seconds(30)), next() == free else { exit(1) }
    }
  }
}
