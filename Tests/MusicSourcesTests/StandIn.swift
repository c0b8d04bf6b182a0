import Foundation
import Glibc
import Synchronization

/// A service on this machine that answers as it is told, byte by byte where a fault is wanted: broken off, in drips, or not
/// at all. It notes every question.
///
/// A socket and threads rather than a library for servers: those take care that an answer is whole, and here it must not be.
final class StandIn: Sendable {
  /// What was asked.
  struct Request: Sendable {
    var method: String
    var path: String
    var query: [String: String]
    var headers: [String: String]
    var body: String

    /// The body of a form.
    var form: [String: String] { Self.items(body) }

    static func items(_ text: some StringProtocol) -> [String: String] {
      let items = URLComponents(string: "http://x/?" + text)?.queryItems ?? []
      return Dictionary(items.map { ($0.name, $0.value ?? "") }) { $1 }
    }
  }

  /// How it is answered.
  enum Reply: Sendable {
    /// As promised.
    case whole(Int, [String: String] = [:], Data)
    /// A body of which half comes before the line is cut.
    case half(Data)
    /// A byte every so many milliseconds, without end.
    case drip(milliseconds: UInt32)
    /// Nothing at all.
    case silence

    static func json(_ text: String, status: Int = 200, _ headers: [String: String] = [:]) -> Reply {
      .whole(status, headers.merging(["Content-Type": "application/json; charset=utf-8"]) { $1 }, Data(text.utf8))
    }

    static func text(_ text: String, status: Int) -> Reply { .whole(status, [:], Data(text.utf8)) }
    static func redirect(_ place: String) -> Reply { .whole(302, ["Location": place], Data()) }
  }

  /// What its threads share; a descriptor is shut down here only while its own thread has not yet closed it.
  private final class Shared: Sendable {
    struct State {
      var requests: [Request] = []
      var open: Set<Int32> = []
      var answer: @Sendable (Request) -> Reply = { _ in .silence }
    }
    let state = Mutex(State())

    func reply(_ request: Request) -> Reply {
      state.withLock { state in
        state.requests.append(request)
        return state.answer
      }(request)
    }

    func close(_ descriptor: Int32) {
      state.withLock { state in
        if state.open.remove(descriptor) != nil { Glibc.close(descriptor) }
      }
    }
  }

  private let port: UInt16
  private let shared = Shared()

  /// Opens the service at a free port of this machine.
  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isOpen = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && listen(descriptor, 64) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isOpen else { throw POSIXError(.EADDRINUSE) }
    port = UInt16(bigEndian: place.sin_port)
    shared.state.withLock { _ = $0.open.insert(descriptor) }
    Thread.detachNewThread { [shared] in
      while case let caller = accept(descriptor, nil, nil), caller >= 0 { Self.welcome(caller, shared) }
      shared.close(descriptor)
    }
  }

  /// The same, answering so from the start.
  convenience init(_ answer: @escaping @Sendable (Request) -> Reply) throws {
    try self.init()
    serve(answer)
  }

  deinit { stop() }

  /// From now on it answers so.
  func serve(_ answer: @escaping @Sendable (Request) -> Reply) { shared.state.withLock { $0.answer = answer } }

  /// Where it is.
  var url: URL { URL(string: "http://127.0.0.1:\(port)") ?? URL(fileURLWithPath: "/") }
  /// All that was asked, oldest first.
  var requests: [Request] { shared.state.withLock { $0.requests } }
  /// The questions about a path that holds `part`.
  func requests(_ part: String) -> [Request] { requests.filter { $0.path.contains(part) } }

  /// Closes it; from then on nobody can connect.
  func stop() {
    shared.state.withLock { state in
      for one in state.open { shutdown(one, Int32(SHUT_RDWR)) }
    }
  }

  private static func welcome(_ caller: Int32, _ shared: Shared) {
    var yes: Int32 = 1
    setsockopt(caller, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    shared.state.withLock { _ = $0.open.insert(caller) }
    Thread.detachNewThread {
      var buffer: [UInt8] = []
      while let request = read(caller, &buffer),
        send(shared.reply(request), to: caller, hasBody: request.method != "HEAD")
      {}
      shared.close(caller)
    }
  }

  private static func read(_ caller: Int32, _ buffer: inout [UInt8]) -> Request? {
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      if let end = String(decoding: buffer, as: UTF8.self).range(of: "\r\n\r\n") {
        let head = String(decoding: buffer, as: UTF8.self)[..<end.lowerBound]
        var request = parse(head)
        let length = request.headers["content-length"].flatMap(Int.init) ?? 0
        let start = head.utf8.count + 4
        if buffer.count >= start + length {
          request.body = String(decoding: buffer[start..<start + length], as: UTF8.self)
          buffer.removeFirst(start + length)
          return request
        }
      }
      let count = recv(caller, &piece, piece.count, 0)
      guard count > 0 else { return nil }
      buffer += piece.prefix(count)
    }
  }

  private static func parse(_ head: Substring) -> Request {
    let lines = head.components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    let parts = (words.count > 1 ? words[1] : "").split(separator: "?", maxSplits: 1)
    let fields = lines.dropFirst().compactMap { line -> (String, String)? in
      let field = line.split(separator: ":", maxSplits: 1)
      return field.count == 2 ? (field[0].lowercased(), field[1].trimmingCharacters(in: .whitespaces)) : nil
    }
    return Request(
      method: String(words.first ?? ""), path: parts.first.map { String($0).removingPercentEncoding ?? "" } ?? "",
      query: Request.items(parts.count > 1 ? parts[1] : ""), headers: Dictionary(fields) { $1 }, body: "")
  }

  /// Answers whether the line stays open.
  private static func send(_ reply: Reply, to caller: Int32, hasBody: Bool) -> Bool {
    switch reply {
    case .whole(let status, let headers, let body):
      return write(head(status, headers, body.count) + (hasBody ? body : Data()), to: caller)
    case .half(let body):
      _ = write(head(200, [:], body.count) + body.prefix(body.count / 2), to: caller)
      return false
    case .drip(let milliseconds):
      _ = write(head(200, [:], 1 << 20), to: caller)
      while write(Data([0x20]), to: caller) { usleep(milliseconds * 1000) }
      return false
    case .silence:
      var byte: UInt8 = 0
      _ = recv(caller, &byte, 1, 0)
      return false
    }
  }

  private static func head(_ status: Int, _ headers: [String: String], _ length: Int) -> Data {
    let lines = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
    return Data("HTTP/1.1 \(status) x\r\n\(lines)Content-Length: \(length)\r\n\r\n".utf8)
  }

  private static func write(_ data: Data, to caller: Int32) -> Bool {
    var rest = data[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(caller, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
