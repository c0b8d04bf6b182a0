import Foundation

/// A question to a service.
public struct HTTPRequest: Sendable, Hashable {
  /// How it is asked.
  public enum Method: String, Sendable, Hashable { case get = "GET", head = "HEAD", post = "POST", delete = "DELETE" }

  /// How it is asked.
  public var method: Method
  /// The address.
  public var url: URL
  /// Header fields. Secrets travel here and nowhere else.
  public var headers: [String: String]
  /// The body.
  public var body: Data?

  /// Asks for `url`.
  public init(_ method: Method = .get, _ url: URL, headers: [String: String] = [:], body: Data? = nil) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

/// A service's answer. Redirects are answers too: none is followed.
public struct HTTPResponse: Sendable, Hashable {
  /// The status, 100 to 599.
  public var status: Int
  /// Header fields by lower-case name.
  public var headers: [String: String]
  /// The body.
  public var body: Data

  /// States an answer.
  public init(status: Int, headers: [String: String] = [:], body: Data = Data()) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// What can go wrong below an answer.
public enum HTTPError: Error, Hashable, Sendable {
  /// No library to ask with.
  case noLibrary
  /// The host's name is unknown or it does not let us connect.
  case unreachable(host: String)
  /// The certificate is not to be trusted.
  case untrusted(host: String)
  /// It took too long, or too little came.
  case timedOut(host: String)
  /// The answer broke off or was no HTTP.
  case broken(host: String)
  /// The answer is larger than the program takes.
  case tooLarge(host: String)
}

/// Asks services. One small door, so that tests and mirrors can stand behind it.
///
/// Contract: only `https` and `http`; no redirect is followed; headers go to the host asked and to no other; an answer of
/// any status is an answer, not an error.
public protocol HTTPClient: Sendable {
  /// Asks and waits for the whole answer.
  func send(_ request: HTTPRequest) async throws -> HTTPResponse
}
