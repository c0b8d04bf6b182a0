import FlyingFox
import FlyingSocks
import Foundation
import Storage
import Testing

/// A listener who closes the window is left with nothing that runs.
@Suite(.serialized, .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct LeavingTests {
  /// What the program is at when the window is closed.
  enum Phase: CaseIterable {
    case starting, makingTheDemo, learningTheCatalogue, training, playing, judging, trained, inPlainLines
  }

  @Test(arguments: Phase.allCases)
  func `closing the window ends the program`(phase: Phase) throws {
    let journey = try Journey(
      100, 30, phase == .inPlainLines ? "--plain" : "", knowing: phase == .trained ? .model : .nothing)
    defer { journey.program.remove() }
    try reach(phase, journey)
    #expect(try !journey.window.processes(named: "crescendo").isEmpty)
    // Fails where anything is left.
    journey.window.close()
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal ends plain lines as quit does`(number: Int32) throws {
    let journey = try Journey(100, 30, "--plain") { program in
      let hook = try program.write("#!/bin/sh\nsleep 600\n", to: "hook")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
      try program.write("hook: \"\(hook)\"\n", to: "config/config.yaml")
    }
    defer { journey.program.remove() }
    try journey.expect("On stage")
    try journey.press("s", "Enter", reads: "Saved")
    for process in try journey.window.processes(named: "crescendo") { kill(process, number) }
    try journey.expect("The session is over", "ended with 0")
    let state = journey.program.home.appendingPathComponent("state")
    #expect(FileManager.default.fileExists(atPath: state.appendingPathComponent("remembered.json").path))
    #expect(!FileManager.default.fileExists(atPath: state.appendingPathComponent("crescendo.sock").path))
    // Fails where the hook's call is left.
    journey.window.close()
  }

  @Test func `Ctrl-C calls a harvest off while a service keeps it waiting`() async throws {
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    let (questions, feed) = AsyncStream<Void>.makeStream()
    await server.appendRoute("*") { _ in
      feed.yield()
      try await Task.sleep(for: .seconds(600))
      return HTTPResponse(statusCode: .ok)
    }
    let running = Task { try await server.run() }
    defer { running.cancel() }
    try await server.waitUntilListening()
    guard case .ip4(_, let port) = await server.listeningAddress else { throw CocoaError(.featureUnsupported) }
    let program = try Program()
    defer { program.remove() }
    try program.write("sources:\n  audius:\n    api: \"http://127.0.0.1:\(port)/v1\"\n", to: "config/config.yaml")
    let journey = try Journey("harvest audius", of: program)
    _ = await questions.first { true }
    try journey.press("C-c", reads: "ended with 130")
    try journey.expect("called off: all that came is kept")
    journey.window.close()
  }

  @Test func `what cannot be remembered is said and ends no session badly`() throws {
    let journey = try Journey(100, 30, knowing: .model) { program in
      try program.write("", to: "state/remembered.json/in-the-way")
    }
    defer { journey.program.remove() }
    try journey.begin()
    try journey.press("q", reads: "ended with 0")
    try journey.expect("cannot be kept in")
  }

  @Test func `a session on a profile that another holds says so throughout, and forgets itself`() throws {
    let program = try Program(knowing: .model)
    let lock = try InstanceLock(at: program.home.appendingPathComponent("data/profile.sqlite.lock"))
    let journey = try Journey(100, 30, again: program)
    defer { program.remove() }
    try journey.expect("works on this profile", "nothing is kept")
    try withExtendedLifetime(lock) {
      try journey.press("Escape", reads: "1 queue")
      try journey.press("q", reads: "ended with 77")
      try journey.expect("nothing was kept: another crescendo")
    }
    #expect(!FileManager.default.fileExists(atPath: program.home.appendingPathComponent("state/remembered.json").path))
    journey.window.close()
  }

  private func reach(_ phase: Phase, _ journey: Journey) throws {
    let window = journey.window
    switch phase {
    case .starting:
      try journey.expect("a program") { _ in (try? !window.processes(named: "crescendo").isEmpty) ?? false }
    case .makingTheDemo: try journey.expect("Welcome")
    // Gone again within a second; then the whole model is in training.
    case .learningTheCatalogue:
      try journey.expect("the engine at work") { $0.contains("Learning the catalogue") || $0.contains("Just listen") }
    case .training, .trained: try journey.begin()
    case .playing:
      try journey.begin()
      try journey.press("Space", reads: "0:01 ")
    case .judging:
      try journey.begin()
      for _ in 1...5 { try window.type("s", "u") }
    case .inPlainLines: try journey.expect("On stage")
    }
  }
}
