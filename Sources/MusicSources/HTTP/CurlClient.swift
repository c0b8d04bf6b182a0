import CCurl
import Dispatch
import Foundation
import Synchronization

/// The one HTTP client: libcurl's easy interface, one request at a time on a queue of its own, connections kept open.
///
/// One at a time is a decision: every service served here wants a single polite caller.
public final class CurlClient: HTTPClient, @unchecked Sendable {
  // `handle` is touched on `queue` only.
  private let queue = DispatchQueue(label: "crescendo.http")
  private var handle: UnsafeMutableRawPointer?
  private let agent: String
  private let timeout: Int
  private let library: CurlLibrary?
  private static let largest = 32 << 20
  private static let certificates = "/etc/ssl/certs/ca-certificates.crt"

  /// Names the program to services as `agent`; an answer must be whole after `timeout` seconds.
  public convenience init(agent: String, timeout: Int = 30) {
    self.init(agent: agent, timeout: timeout, library: nil)
  }

  /// The same with a library of the caller's choice; nil opens one at the first request.
  init(agent: String, timeout: Int, library: CurlLibrary?) {
    self.agent = agent
    self.timeout = timeout
    self.library = library
  }

  deinit {
    if let handle { (library ?? CurlLibrary.shared)?.freeHandle(handle) }
  }

  /// Asks and waits for the whole answer. What is called off before its turn has come is not asked.
  public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let asker = Asker()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        queue.async {
          continuation.resume(
            with: Result { if asker.hasLeft { throw CancellationError() } else { return try self.perform(request) } })
        }
      }
    } onCancel: {
      asker.leave()
    }
  }

  private func perform(_ request: HTTPRequest) throws -> HTTPResponse {
    guard let curl = library ?? CurlLibrary.shared, let handle = handle ?? curl.makeHandle() else {
      throw HTTPError.noLibrary
    }
    self.handle = handle
    curl.reset(handle)
    let answer = Answer(limit: Self.largest)
    let headers = request.headers.reduce(nil as OpaquePointer?) { list, field in
      curl.appendHeader(list, "\(field.key): \(field.value)")
    }
    defer { curl.freeHeaders(headers) }
    configure(curl, handle, request)
    _ = ccurl_set_pointer(curl.set, handle, Int32(CCURL_HEADERS), UnsafeRawPointer(headers))
    let code = withExtendedLifetime(answer) {
      receive(into: answer, curl, handle)
      return perform(curl, handle, body: request.body ?? (request.method == .post ? Data() : nil))
    }
    guard code == 0 else { throw failure(code, answer: answer, host: request.url.host ?? "") }
    var status = 0
    _ = ccurl_get_long(curl.info, handle, Int32(CCURL_STATUS), &status)
    return HTTPResponse(status: status, headers: answer.headers, body: answer.body)
  }

  private func configure(_ curl: CurlLibrary, _ handle: UnsafeMutableRawPointer, _ request: HTTPRequest) {
    func text(_ option: Int, _ value: String) {
      value.withCString { _ = ccurl_set_pointer(curl.set, handle, Int32(option), $0) }  // libcurl copies it
    }
    func number(_ option: Int, _ value: Int) { _ = ccurl_set_long(curl.set, handle, Int32(option), value) }
    text(CCURL_URL, request.url.absoluteString)
    text(CCURL_AGENT, agent)
    text(CCURL_METHOD, request.method.rawValue)
    text(CCURL_ENCODING, "")
    if FileManager.default.fileExists(atPath: Self.certificates) { text(CCURL_CA_FILE, Self.certificates) }
    number(CCURL_NO_BODY, request.method == .head ? 1 : 0)
    number(CCURL_FOLLOW, 0)
    number(CCURL_NO_SIGNAL, 1)
    number(CCURL_PROTOCOLS, CCURL_PROTOCOL_HTTP | CCURL_PROTOCOL_HTTPS)
    number(CCURL_CONNECT_TIMEOUT_MS, min(10, timeout) * 1000)
    number(CCURL_TIMEOUT_MS, timeout * 1000)
    number(CCURL_BUFFER_SIZE, 256 << 10)
    number(CCURL_LOW_SPEED_BYTES, 100)
    number(CCURL_LOW_SPEED_SECONDS, min(10, timeout))
  }

  private func receive(into answer: Answer, _ curl: CurlLibrary, _ handle: UnsafeMutableRawPointer) {
    // Unretained: `perform` keeps the answer alive until libcurl has returned.
    let target = Unmanaged.passUnretained(answer).toOpaque()
    _ = ccurl_set_pointer(curl.set, handle, Int32(CCURL_WRITE_DATA), target)
    _ = ccurl_set_pointer(curl.set, handle, Int32(CCURL_HEADER_DATA), target)
    _ = ccurl_set_sink(curl.set, handle, Int32(CCURL_WRITE_FUNCTION)) { bytes, size, count, target in
      Answer.from(target)?.append(bytes, size * count) ?? 0
    }
    _ = ccurl_set_sink(curl.set, handle, Int32(CCURL_HEADER_FUNCTION)) { bytes, size, count, target in
      Answer.from(target)?.header(bytes, size * count) ?? 0
    }
  }

  private func perform(_ curl: CurlLibrary, _ handle: UnsafeMutableRawPointer, body: Data?) -> Int32 {
    guard let body else { return curl.perform(handle) }
    _ = ccurl_set_long(curl.set, handle, Int32(CCURL_BODY_SIZE), body.count)
    // libcurl copies `count` bytes; the zero behind gives an empty body an address too.
    return (body + [0]).withUnsafeBytes { bytes in
      _ = ccurl_set_pointer(curl.set, handle, Int32(CCURL_BODY), bytes.baseAddress)
      return curl.perform(handle)
    }
  }

  /// The numbers of libcurl-errors(3), in words.
  private func failure(_ code: Int32, answer: Answer, host: String) -> HTTPError {
    switch code {
    case 23 where answer.isFull: .tooLarge(host: host)
    case 5, 6, 7: .unreachable(host: host)
    case 28: .timedOut(host: host)
    case 35, 51, 53, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91: .untrusted(host: host)
    default: .broken(host: host)
    }
  }
}

/// Whoever waits for an answer.
private final class Asker: Sendable {
  private let left = Atomic(false)
  var hasLeft: Bool { left.load(ordering: .relaxed) }
  func leave() { left.store(true, ordering: .relaxed) }
}

/// An answer while it arrives; written by libcurl on the client's queue only.
private final class Answer {
  private(set) var body = Data()
  private(set) var headers: [String: String] = [:]
  private(set) var isFull = false
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  static func from(_ pointer: UnsafeMutableRawPointer?) -> Answer? {
    pointer.map { Unmanaged<Answer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Takes bytes; answering fewer than given makes libcurl stop.
  func append(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard let bytes, body.count + count <= limit else {
      isFull = true
      return 0
    }
    if body.isEmpty, let length = headers["content-length"].flatMap({ Int($0) }), length > 0 {
      body.reserveCapacity(min(length, limit))
    }
    body.append(UnsafeRawPointer(bytes).assumingMemoryBound(to: UInt8.self), count: count)
    return count
  }

  func header(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard let bytes else { return 0 }
    let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    let parts = line.split(separator: ":", maxSplits: 1)
    if parts.count == 2 {
      headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespacesAndNewlines)
    }
    return count
  }
}
