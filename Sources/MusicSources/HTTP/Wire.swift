import Foundation
import Listening

/// Asks one service: paced, passing faults tried again, answers turned into words.
struct Wire: Sendable {
  let source: SourceName
  let http: any HTTPClient
  let pacer: Pacer
  /// The waits before the second and later tries.
  let patience: [Duration]

  /// Asks, reads the answer with `read`, and tries again where the fault may pass. Answers of 400 and above are thrown as
  /// `SourceError`.
  func ask<Value: Sendable>(
    _ request: HTTPRequest, what: String, read: (HTTPResponse) throws -> Value
  ) async throws -> Value {
    var tries = patience[...]
    while true {
      do {
        return try await read(once(request, what: what))
      } catch let error as SourceError {
        guard error.isWorthAnotherTry, let wait = tries.popFirst() else { throw error }
        try await Task.sleep(for: wait.jittered)
      }
    }
  }

  private func once(_ request: HTTPRequest, what: String) async throws -> HTTPResponse {
    if let until = try await pacer.turn() { throw SourceError.limited(source, until: until) }
    let response: HTTPResponse
    do {
      response = try await http.send(request)
    } catch let error as HTTPError {
      throw SourceError.unreachable(source, cause: error.words)
    }
    let (refusal, now) = (Refusal(source: source, what: what), Date())
    // A quota speaks of one kind of question, and leaves the others open.
    if refusal.isLimit(response), let until = refusal.retryAfter(response, now: now) {
      await pacer.backOff(until: until)
    }
    if let error = refusal.error(for: response, now: now) { throw error }
    return response
  }
}

extension Duration {
  /// Between half and all of it, so that many callers do not come back at once.
  var jittered: Duration { self * Double.random(in: 0.5...1) }
}

extension SourceError {
  fileprivate var isWorthAnotherTry: Bool {
    switch self {
    case .unreachable, .malformed: true
    default: false
    }
  }
}

extension HTTPError {
  fileprivate var words: String {
    switch self {
    case .noLibrary: "libcurl is not installed: apt-get install libcurl4"
    case .unreachable(let host): "\(host) cannot be reached"
    case .untrusted(let host): "\(host) has no certificate to be trusted"
    case .timedOut(let host): "\(host) took too long"
    case .broken(let host): "the answer of \(host) broke off"
    case .tooLarge(let host): "the answer of \(host) is too large"
    }
  }
}

/// Reads what an answer of 400 and above means. Bodies may be of any shape, or none.
struct Refusal {
  let source: SourceName
  let what: String

  func error(for response: HTTPResponse, now: Date = Date()) -> SourceError? {
    switch response.status {
    case 200..<400: nil
    case 401: .notConnected(source)
    case 403: .refused(source, what: what)
    case 404, 410: .gone(source)
    case _ where isLimit(response): .limited(source, until: reset(response, now: now))
    case 500...599: .unreachable(source, cause: "its server answers \(response.status)")
    default: .refused(source, what: what)
    }
  }

  /// Whether the service wants to be left alone: it says so, or how long it will be away.
  func isLimit(_ response: HTTPResponse) -> Bool {
    response.status == 429 || (response.status == 503 && response.headers["retry-after"] != nil)
  }

  /// `Retry-After`, in seconds or as a date, a day away at most.
  func retryAfter(_ response: HTTPResponse, now: Date) -> Date? {
    guard let words = response.headers["retry-after"] else { return nil }
    let date = Double(words).flatMap { $0 >= 0 ? now.addingTimeInterval($0) : nil } ?? ServiceDate.parse(words)
    return date.map { min($0, now.addingTimeInterval(Backoff.longest)) }
  }

  /// `Retry-After`, else the quota body's `reset_time`, a day away at most.
  private func reset(_ response: HTTPResponse, now: Date) -> Date? {
    if let date = retryAfter(response, now: now) { return date }
    let quota = try? JSONDecoder().decode(Quota.self, from: response.body)
    let date = quota?.errors?.first?.meta?.reset_time.flatMap(ServiceDate.parse)
    return date.map { min($0, now.addingTimeInterval(Backoff.longest)) }
  }

  private struct Quota: Decodable {
    struct Entry: Decodable { var meta: Meta? }
    struct Meta: Decodable { var reset_time: String? }
    var errors: [Entry]?
  }
}

/// The three ways in which services write dates.
enum ServiceDate {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Reads `2015/06/01 09:49:40 +0000`, ISO 8601, and `Wed, 21 Oct 2015 07:28:00 GMT`.
  static func parse(_ text: String) -> Date? {
    if let date = try? Date(text, strategy: .iso8601) { return date }
    var digits = text.split(whereSeparator: { !$0.isASCII || !$0.isNumber }).compactMap { Int($0) }
    if let month = months.firstIndex(where: { text.contains(" \($0) ") }), digits.count >= 5 {
      digits = [digits[1], month + 1, digits[0]] + digits[2...]
    }
    guard digits.count >= 6, (1970...9999).contains(digits[0]), digits[1..<6].allSatisfy({ $0 < 100 }) else {
      return nil
    }
    var parts = DateComponents(year: digits[0], month: digits[1], day: digits[2])
    (parts.hour, parts.minute, parts.second) = (digits[3], digits[4], digits[5])
    parts.timeZone = TimeZone(secondsFromGMT: 0)
    return Calendar(identifier: .gregorian).date(from: parts)
  }
}
