import FlyingFox
import FlyingSocks
import Foundation

/// A web server that serves recordings as real ones do: well, and in all the ways in which they fail.
struct SoundServer {
  /// The address of its root, without a slash at the end.
  let root: String

  /// Runs a test with a server over these recordings, on a free port.
  static func with(_ recordings: Recordings, _ body: (SoundServer) async throws -> Void) async throws {
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    await addRoutes(to: server, recordings.folder)
    let running = Task { try await server.run() }
    defer { running.cancel() }
    try await server.waitUntilListening()
    guard case .ip4(_, let port) = await server.listeningAddress else { throw CocoaError(.featureUnsupported) }
    try await body(SoundServer(root: "http://127.0.0.1:\(port)"))
  }

  private static func addRoutes(to server: HTTPServer, _ folder: URL) async {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
      let file = folder.appending(path: name)
      await server.appendRoute(
        HTTPRoute("GET,HEAD /whole/\(name)"), to: FileHTTPHandler(path: file, contentType: "application/octet-stream"))
      await server.appendRoute(HTTPRoute("/cut/\(name)")) { try await broken(file, $0, ending: .cut) }
      await server.appendRoute(HTTPRoute("/stalls/\(name)")) { try await broken(file, $0, ending: .stall) }
    }
    await server.appendRoute("/page.mp3") { _ in text("<!doctype html><title>Sign in</title><p>Please", "text/html") }
    await server.appendRoute("/list.m3u") { _ in text("#EXTM3U\n/etc/passwd\nav://lavfi:sine\n", "audio/x-mpegurl") }
    await server.appendRoute("/list.pls") { _ in text("[playlist]\nFile1=/etc/passwd\n", "audio/x-scpls") }
    await server.appendRoute("/edits") { _ in text("# mpv EDL v0\n/etc/passwd\n", "application/octet-stream") }
    await server.appendRoute("/joined") { _ in text("ffconcat version 1.0\nfile /etc/passwd\n", "text/plain") }
    await server.appendRoute("/leads-to-file.m3u8") { _ in
      text(
        "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        "application/vnd.apple.mpegurl")
    }
    await server.appendRoute("/leaves") { _ in
      let headers: HTTPHeaders = [.location: "file://\(folder.path)/tone.mp3"]
      return HTTPResponse(statusCode: .found, headers: headers)
    }
    await server.appendRoute("/forbidden") { _ in HTTPResponse(statusCode: .forbidden) }
    await server.appendRoute("/hangs") { _ in
      try await Task.sleep(for: .seconds(60))
      return HTTPResponse(statusCode: .ok)
    }
  }

  private static func text(_ body: String, _ type: String) -> HTTPResponse {
    let headers: HTTPHeaders = [.contentType: type]
    return HTTPResponse(statusCode: .ok, headers: headers, body: Data(body.utf8))
  }

  /// The first third of a file, promised whole; who asks for the rest is sent away.
  private static func broken(_ file: URL, _ request: HTTPRequest, ending: Broken.Ending) async throws -> HTTPResponse {
    if let range = request.headers[.range], range != "bytes=0-" { return HTTPResponse(statusCode: .forbidden) }
    let data = try Data(contentsOf: file)
    let body = Broken(bytes: [UInt8](data.prefix(data.count / 3)), ending: ending)
    let headers: HTTPHeaders = [.contentType: "application/octet-stream"]
    return HTTPResponse(
      statusCode: .ok, headers: headers, body: HTTPBodySequence(from: body, count: data.count))
  }
}

/// Bytes that break off.
private struct Broken: AsyncBufferedSequence {
  typealias Element = UInt8
  enum Ending { case cut, stall }

  let bytes: [UInt8]
  let ending: Ending

  struct AsyncIterator: AsyncBufferedIteratorProtocol {
    var left: ArraySlice<UInt8>
    let ending: Ending

    mutating func next() async throws -> UInt8? { try await nextBuffer(suggested: 1)?.first }

    mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
      if left.isEmpty {
        if ending == .stall { try await Task.sleep(for: .seconds(60)) }
        throw SocketError.disconnected
      }
      defer { left = left.dropFirst(count) }
      return left.prefix(count)
    }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(left: bytes[...], ending: ending) }
}
