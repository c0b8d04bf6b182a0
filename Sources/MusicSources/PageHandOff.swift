import Foundation
import Listening

/// Hands a SoundCloud page over to the listener's own yt-dlp and takes the stream's address back.
///
/// Off unless the listener turns it on. The program knows nothing of that service's inner interface: only yt-dlp does, as
/// a process of its own with a time limit.
public struct PageHandOff: Sendable {
  private let program: String
  private let limit: Duration
  private static let hosts = ["soundcloud.com", "www.soundcloud.com", "m.soundcloud.com", "on.soundcloud.com"]

  /// Runs `program` from the listener's PATH, for at most `limit` a page.
  public init(program: String = "yt-dlp", limit: Duration = .seconds(30)) {
    self.program = program
    self.limit = limit
  }

  /// Where the program is; nil where it is not on PATH.
  public var location: String? { ChildProcess.path(of: program) }

  /// The version that the program tells; nil where it is missing or tells none.
  public func version() async -> String? {
    guard let location else { return nil }
    let output = await ChildProcess(path: location, arguments: ["--version"]).run(limit: limit)
    return output.flatMap { $0.status == 0 ? $0.lines.first : nil }
  }

  /// The stream of a page.
  public func address(ofPage page: String, source: SourceName) async throws -> StreamAddress {
    guard let url = URL(string: page), url.scheme == "https", let host = url.host, Self.hosts.contains(host) else {
      throw SourceError.notPlayable(source)
    }
    guard let location else {
      throw SourceError.refused(source, what: "play without an account while yt-dlp is not installed: install it")
    }
    let arguments = [
      "--ignore-config", "--no-playlist", "--no-warnings", "--format", "bestaudio[ext!=opus]/best", "--get-url", "--",
      page,
    ]
    let output = await ChildProcess(path: location, arguments: arguments).run(limit: limit)
    try Task.checkCancellation()
    guard let output else { throw SourceError.unreachable(source, cause: "yt-dlp gave no answer within \(limit)") }
    guard output.status == 0, let address = output.lines.first.flatMap({ StreamAddress(web: $0) }) else {
      throw SourceError.notPlayable(source)
    }
    return address
  }
}
