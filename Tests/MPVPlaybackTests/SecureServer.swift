import Foundation
import Testing

/// A web server whose certificate nobody vouches for, run by openssl.
final class SecureServer {
  /// Whether openssl is here.
  static let canRun = Recordings.tool("openssl") != nil

  /// The address of its root, without a slash at the end.
  let root: String
  private let process = Process()

  /// Serves a folder on a free port.
  init(_ folder: URL) throws {
    let openssl = try #require(Recordings.tool("openssl"))
    let maker = Process()
    maker.executableURL = openssl
    maker.currentDirectoryURL = folder
    maker.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key.pem",
      "-out", "certificate.pem", "-days", "2", "-subj", "/CN=localhost",
    ]
    maker.standardError = FileHandle.nullDevice
    try maker.run()
    maker.waitUntilExit()
    let output = Pipe()
    process.executableURL = openssl
    process.currentDirectoryURL = folder
    process.arguments = ["s_server", "-accept", "127.0.0.1:0", "-cert", "certificate.pem", "-key", "key.pem", "-WWW"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = Pipe()
    try process.run()
    var said = ""
    while !said.contains("\n") || !said.contains("ACCEPT") {
      let piece = output.fileHandleForReading.availableData
      try #require(!piece.isEmpty, "openssl said: \(said)")
      said += String(decoding: piece, as: UTF8.self)
    }
    let port = try #require(said.split(separator: ":").last?.prefix { $0.isNumber })
    root = "https://localhost:\(port)"
  }

  deinit { process.terminate() }
}
