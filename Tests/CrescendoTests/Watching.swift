import Foundation
import Testing

/// A `ctl watch` that runs, read line by line.
final class Watching {
  /// What is looked at in a line.
  struct Line: Decodable {
    let playing: Playing?
    let radar: String
    let screen: Screen?

    struct Playing: Decodable {
      let title: String
      let verdict: String?
    }

    struct Screen: Decodable {
      let said: String
      let state: String
      let position: Double
      let volume: Int
    }
  }

  private let process = Process()
  private let pipe = Pipe()
  private let done: DispatchSemaphore
  private var rest = Data()
  /// How many lines were read.
  private(set) var count = 0

  init(_ program: Program) throws {
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["ctl", "watch", "--home", program.home.path]
    process.standardOutput = pipe
    done = process.ending
    try process.run()
  }

  /// Reads until a line is as it should be. A watching that ends before fails the test.
  @discardableResult
  func line(where isMet: (Line) -> Bool) throws -> Line {
    while true {
      let line = try JSONDecoder().decode(Line.self, from: try next())
      if isMet(line) { return line }
    }
  }

  private func next() throws -> Data {
    while !rest.contains(UInt8(ascii: "\n")) {
      let piece = pipe.fileHandleForReading.availableData
      guard !piece.isEmpty else { throw CocoaError(.fileReadUnknown) }
      rest += piece
    }
    let line = rest.prefix { $0 != UInt8(ascii: "\n") }
    defer { rest = Data(rest.dropFirst(line.count + 1)) }
    count += 1
    return Data(line)
  }

  /// Waits until it has ended by itself, and answers with its status.
  func end() -> Int32 {
    let guardian = DispatchWorkItem { [process] in process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + 30, execute: guardian)
    done.wait()
    guardian.cancel()
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }
}

/// A line to a session's socket, as a script would have it.
final class ControlLine {
  private let socket: Int32
  private var rest: [UInt8] = []

  init(_ program: Program) throws {
    var place = sockaddr_un()
    place.sun_family = sa_family_t(AF_UNIX)
    let path = Array(program.home.appendingPathComponent("state/crescendo.sock").path.utf8)
    withUnsafeMutableBytes(of: &place.sun_path) { $0.copyBytes(from: path.prefix($0.count - 1)) }
    socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isThere = withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) == 0 }
    }
    guard isThere else { throw CocoaError(.fileNoSuchFile) }
  }

  deinit { close(socket) }

  func send(_ line: String) throws {
    let bytes = Array((line + "\n").utf8)
    guard write(socket, bytes, bytes.count) == bytes.count else { throw CocoaError(.fileWriteUnknown) }
  }

  /// The next line.
  func read() throws -> String {
    var piece = [UInt8](repeating: 0, count: 65_536)
    while !rest.contains(UInt8(ascii: "\n")) {
      let count = Glibc.read(socket, &piece, piece.count)
      guard count > 0 else { throw CocoaError(.fileReadUnknown) }
      rest += piece.prefix(count)
    }
    let line = rest.prefix { $0 != UInt8(ascii: "\n") }
    defer { rest.removeFirst(line.count + 1) }
    return String(decoding: line, as: UTF8.self)
  }
}
