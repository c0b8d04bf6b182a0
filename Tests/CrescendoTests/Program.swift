import DemoCatalogue
import Foundation
import Recommender

@testable import crescendo

/// The built program, run as a listener runs it.
struct Program {
  /// What came of a run.
  struct Result {
    var output: String
    var errors: String
    var status: Int32
  }

  /// The one that `CRESCENDO_BINARY` names, else the one built with the tests: any other may be of another day.
  static let path: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    if let named = ProcessInfo.processInfo.environment["CRESCENDO_BINARY"] {
      return URL(fileURLWithPath: named, relativeTo: root).path
    }
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/crescendo"
    let isBeside = FileManager.default.isExecutableFile(atPath: beside)
    return isBeside ? beside : root.appendingPathComponent(".build/debug/crescendo").path
  }()

  /// A folder of its own for everything the program keeps.
  let home: URL

  /// What the program knows from an earlier time.
  enum Knowledge {
    case nothing
    /// The demo's model, trained.
    case model
  }

  /// A home of its own; with a model the queue comes at once.
  init(knowing knowledge: Knowledge = .nothing) throws {
    home = FileManager.default.temporaryDirectory.appendingPathComponent("crescendo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    guard knowledge == .model else { return }
    try FileManager.default.copyItem(at: try Self.trained.get(), to: home.appendingPathComponent("cache"))
  }

  /// A folder with the demo's model, trained once for all tests.
  private static let trained = Swift.Result<URL, any Error> {
    let program = try Program()
    let path = program.home.appendingPathComponent("cache/demo-\(Crescendo.version).crescendo").path
    try waiting { try await Trainer(DemoCatalogue().corpus()).train().write(to: path) }
    atexit { Program.forgetTrained() }
    return program.home.appendingPathComponent("cache")
  }

  private static func forgetTrained() {
    if let cache = try? trained.get() { try? FileManager.default.removeItem(at: cache.deletingLastPathComponent()) }
  }

  /// Runs a command to its end; a run of more than `seconds` is ended and answers status -1. Programs are looked for in `folder`
  /// first.
  func run(
    _ arguments: [String], input: String = "", seconds: Double = 120, programs folder: String = "/usr/bin"
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = arguments + ["--home", home.path]
    process.environment = ["PATH": "\(folder):/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": home.path]
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    let output = Drain(stdout), errors = Drain(stderr)
    let done = process.ending
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let guardian = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: guardian)
    done.wait()
    guardian.cancel()
    let status = process.terminationReason == .exit ? process.terminationStatus : -1
    return Result(output: output.text(), errors: errors.text(), status: status)
  }

  /// Writes a file below the folder, and answers with its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = home.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// Takes the folder away.
  func remove() { try? FileManager.default.removeItem(at: home) }
}

/// Reads a pipe to its end on a thread of its own, so that a full pipe stops nobody.
private final class Drain: @unchecked Sendable {
  // `data` is written by the one reading block and read after `done` was waited for.
  private var data = Data()
  private let done = DispatchSemaphore(value: 0)

  init(_ pipe: Pipe) {
    DispatchQueue.global().async { [self] in
      data = pipe.fileHandleForReading.readDataToEndOfFile()
      done.signal()
    }
  }

  func text() -> String {
    done.wait()
    return String(decoding: data, as: UTF8.self)
  }
}

extension Process {
  /// Signalled when the process, not yet started, has ended. `waitUntilExit` turns a run loop, which a thread that tests share
  /// may never see turn again.
  var ending: DispatchSemaphore {
    let done = DispatchSemaphore(value: 0)
    terminationHandler = { _ in done.signal() }
    return done
  }
}
