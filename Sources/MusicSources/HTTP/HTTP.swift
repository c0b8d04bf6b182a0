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

extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible {
  /// Method, host and path. Header fields, query and body may hold secrets and are never written out.
  public var description: String { "\(method.rawValue) \(url.host ?? "")\(url.path)" }
  /// The same.
  public var debugDescription: String { description }
}

extension URL {
  /// Whether both are of one origin: scheme, host and port.
  func hasOrigin(of other: URL) -> Bool {
    func port(_ url: URL) -> Int? { url.port ?? (url.scheme?.lowercased() == "https" ? 443 : 80) }
    return scheme?.lowercased() == other.scheme?.lowercased() && host?.lowercased() == other.host?.lowercased()
      && port(self) == port(other)
  }

  /// The address below this one with these query items, none of which can break out of its place.
  /// - Parameter path: parts already made safe by `escaped`.
  func below(_ path: String, _ items: [String: String] = [:]) -> URL? {
    var text = absoluteString
    while text.hasSuffix("/") { text.removeLast() }
    let query = String(decoding: Form.encode(items), as: UTF8.self)
    return URL(string: text + "/" + path + (query.isEmpty ? "" : "?" + query))
  }
}

/// A form as browsers send it.
enum Form {
  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  static func encode(_ form: [String: String]) -> Data {
    let pairs = form.sorted { $0.key < $1.key }.map { "\(escaped($0.key))=\(escaped($0.value))" }
    return Data(pairs.joined(separator: "&").utf8)
  }

  /// Text from outside as one part of an address or form.
  static func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: plain) ?? "" }
}
