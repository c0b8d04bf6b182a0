import Dispatch
import Foundation
import Glibc
import Listening

/// Waits on this machine for the browser to come back from a sign-in (RFC 8252 section 7.3).
///
/// Only this machine can reach it, and only the answer that carries the state we made is taken: whatever else comes is
/// turned away and waiting goes on.
final class LoopbackDoor: Sendable {
  private let descriptor: Int32
  /// The port it waits on.
  let port: UInt16

  /// Opens a door at `port` of 127.0.0.1; 0 takes any that is free.
  init(port: UInt16) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isOpen = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && listen(descriptor, 8) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    self.descriptor = descriptor
    self.port = UInt16(bigEndian: place.sin_port)
    guard isOpen else {
      Glibc.close(descriptor)
      throw SourceError.refused(
        .soundcloud,
        what: "a sign-in while another program holds port \(port): quit it, or set sources.soundcloud.redirect_port")
    }
  }

  /// Closes the door.
  func close() { Glibc.close(descriptor) }

  /// The code that comes with our state.
  func code(state: String, patience: Duration) async throws -> String {
    let end = ContinuousClock().now + patience
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "crescendo.signin").async {
        continuation.resume(with: Result { try self.wait(state: state, until: end) })
      }
    }
  }

  private func wait(state: String, until end: ContinuousClock.Instant) throws -> String {
    while true {
      let left = (end - ContinuousClock().now) / .milliseconds(1)
      guard left > 0, isReady(descriptor, milliseconds: left) else {
        throw SourceError.refused(.soundcloud, what: "a sign-in that nobody finishes: run the command again")
      }
      let caller = accept(descriptor, nil, nil)
      guard caller >= 0 else { continue }
      defer { Glibc.close(caller) }
      guard let answer = Self.answer(in: request(from: caller)), answer["state"] == state else {
        reply("400 Bad Request", "This is not the page you are looking for.", to: caller)
        continue
      }
      guard let code = answer["code"] else {
        reply("200 OK", "Not connected. You may close this page.", to: caller)
        throw SourceError.refused(.soundcloud, what: "access without your consent: run the command again to give it")
      }
      reply("200 OK", "You may close this page: the terminal says whether it worked.", to: caller)
      return code
    }
  }

  private func isReady(_ descriptor: Int32, milliseconds: Double) -> Bool {
    var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, Int32(min(milliseconds.rounded(.up), 600_000))) == 1
  }

  /// The head of a request; a caller who says nothing for two seconds is not heard.
  private func request(from caller: Int32) -> String {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while bytes.count < 16_384, isReady(caller, milliseconds: 2000) {
      let count = read(caller, &piece, piece.count)
      guard count > 0 else { break }
      bytes += piece.prefix(count)
      if bytes.contains(UInt8(ascii: "\n")) { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The query of `GET /callback?… HTTP/1.1`.
  static func answer(in request: String) -> [String: String]? {
    let words = request.prefix { $0 != "\r\n" && $0 != "\n" }.split(separator: " ")
    guard words.count == 3, words[0] == "GET", words[1].hasPrefix("/callback?"),
      let items = URLComponents(string: "http://localhost" + words[1])?.queryItems
    else { return nil }
    return Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
  }

  private func reply(_ status: String, _ words: String, to caller: Int32) {
    let page = "<!doctype html><meta charset=utf-8><title>Crescendo</title><p>\(words)</p>"
    let text = """
      HTTP/1.1 \(status)\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: \(page.utf8.count)\r
      Connection: close\r\n\r\n\(page)
      """
    // A browser that has gone needs no answer; MSG_NOSIGNAL keeps its going from ending the program.
    _ = Array(text.utf8).withUnsafeBytes { send(caller, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
  }
}
