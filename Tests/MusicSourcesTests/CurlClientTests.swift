import Foundation
import Testing

@testable import MusicSources

@Suite struct `The one HTTP client` {
  private static let flavours = CurlLibrary.names.filter { CurlLibrary.open($0) != nil }

  private func client(_ timeout: Int = 20) -> CurlClient { CurlClient(agent: "crescendo-test", timeout: timeout) }

  private func fault(_ request: HTTPRequest, _ timeout: Int = 20) async -> HTTPError? {
    do {
      _ = try await client(timeout).send(request)
      return nil
    } catch {
      return error as? HTTPError
    }
  }

  @Test(arguments: flavours)
  func `asks with each flavour of libcurl that is installed`(name: String) async throws {
    let standIn = try StandIn { .json("{\"asked\":\"\($0.path)\"}", status: 418, ["X-Thing": "yes"]) }
    let client = CurlClient(agent: "crescendo-test", timeout: 20, library: CurlLibrary.open(name))
    for _ in 0..<3 {
      let answer = try await client.send(
        HTTPRequest(.get, standIn.url.appendingPathComponent("x"), headers: ["A": "b"]))
      #expect(answer.status == 418)
      #expect(answer.headers["x-thing"] == "yes")
      #expect(String(decoding: answer.body, as: UTF8.self) == "{\"asked\":\"/x\"}")
    }
    #expect(standIn.requests.allSatisfy { $0.headers["a"] == "b" && $0.headers["user-agent"] == "crescendo-test" })
  }

  @Test(.timeLimit(.minutes(1))) func `a question that is called off before its turn is not asked`() async throws {
    let isLet = DispatchSemaphore(value: 0)
    let standIn = try StandIn { request in
      if request.path == "/first" { isLet.wait() }
      return .json("{}")
    }
    let client = client()
    func ask(_ path: String) -> Task<HTTPResponse, any Error> {
      Task { try await client.send(HTTPRequest(.get, standIn.url.appendingPathComponent(path))) }
    }
    let first = ask("first")
    while standIn.requests.isEmpty { await Task.yield() }
    let second = ask("second")
    second.cancel()
    isLet.signal()
    _ = try await first.value
    await #expect(throws: CancellationError.self) { try await second.value }
    _ = try await ask("third").value
    #expect(standIn.requests.map(\.path) == ["/first", "/third"])
  }

  @Test func `follows no redirect`() async throws {
    let other = try StandIn { _ in .json("{}") }
    let standIn = try StandIn { _ in .redirect(other.url.absoluteString + "/secret") }
    let answer = try await client().send(HTTPRequest(.head, standIn.url, headers: ["Authorization": "OAuth t"]))
    #expect(answer.status == 302)
    #expect(answer.headers["location"] == other.url.absoluteString + "/secret")
    #expect(other.requests.isEmpty)
  }

  @Test func `posts a body, and says so when it is empty`() async throws {
    let standIn = try StandIn { _ in .json("{}") }
    let client = client()
    _ = try await client.send(HTTPRequest(.post, standIn.url, body: Data("a=b".utf8)))
    _ = try await client.send(HTTPRequest(.post, standIn.url))
    _ = try await client.send(HTTPRequest(.delete, standIn.url))
    _ = try await client.send(HTTPRequest(.get, standIn.url))
    #expect(standIn.requests.map(\.method) == ["POST", "POST", "DELETE", "GET"])
    #expect(standIn.requests.map(\.body) == ["a=b", "", "", ""])
    #expect(standIn.requests[1].headers["content-length"] == "0")
  }

  @Test func `a body broken off is a fault`() async throws {
    let standIn = try StandIn { _ in .half(Data(repeating: 65, count: 10_000)) }
    #expect(await fault(HTTPRequest(.get, standIn.url)) == .broken(host: "127.0.0.1"))
  }

  @Test(.timeLimit(.minutes(5))) func `a service that drips or says nothing is given up`() async throws {
    let drip = try StandIn { _ in .drip(milliseconds: 50) }
    #expect(await fault(HTTPRequest(.get, drip.url), 1) == .timedOut(host: "127.0.0.1"))
    let silent = try StandIn { _ in .silence }
    #expect(await fault(HTTPRequest(.get, silent.url), 1) == .timedOut(host: "127.0.0.1"))
  }

  @Test func `a service that is not there is unreachable`() async throws {
    let standIn = try StandIn()
    let url = standIn.url
    standIn.stop()
    #expect(await fault(HTTPRequest(.get, url)) == .unreachable(host: "127.0.0.1"))
    let nowhere = try #require(URL(string: "http://nowhere.invalid/"))
    #expect(await fault(HTTPRequest(.get, nowhere)) == .unreachable(host: "nowhere.invalid"))
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x"])
  func `only the web is asked`(text: String) async throws {
    #expect(await fault(HTTPRequest(.get, try #require(URL(string: text)))) != nil)
  }

  @Test(.enabled(if: TLSStandIn.isPossible, "openssl is not installed"), arguments: flavours)
  func `a certificate that nobody vouches for is refused`(name: String) async throws {
    let service = try TLSStandIn()
    let client = CurlClient(agent: "crescendo-test", timeout: 20, library: CurlLibrary.open(name))
    await #expect(throws: HTTPError.untrusted(host: "127.0.0.1")) {
      try await client.send(HTTPRequest(.get, service.url, headers: ["Authorization": "OAuth t"]))
    }
  }

  @Test func `a request written out tells no secret`() throws {
    let url = try #require(URL(string: "https://h/p?token=secret"))
    let request = HTTPRequest(.post, url, headers: ["Authorization": "OAuth secret"], body: Data("secret".utf8))
    #expect("\(request) \(String(reflecting: request))" == "POST h/p POST h/p")
  }
}

/// A service with a certificate of its own making: openssl's test server.
final class TLSStandIn: Sendable {
  private static let program = PageHandOff(program: "openssl").location
  static let isPossible = program != nil
  private let bench: Workbench
  private let process: Process
  let url: URL

  init() throws {
    bench = try Workbench()
    let (key, certificate) = (bench.file("key.pem").path, bench.file("cert.pem").path)
    let path = URL(fileURLWithPath: Self.program ?? "")
    let make = Process()
    make.executableURL = path
    make.arguments = [
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
      "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
    ]
    make.standardError = FileHandle.nullDevice
    try make.run()
    make.waitUntilExit()
    // A port that was free a moment ago.
    let free = try StandIn()
    let port = free.url.port ?? 0
    free.stop()
    process = Process()
    process.executableURL = path
    process.arguments = ["s_server", "-accept", "127.0.0.1:\(port)", "-key", key, "-cert", certificate, "-www"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    url = try URL(string: "https://127.0.0.1:\(port)/").unwrapped()
    // It says ACCEPT when it listens.
    while !String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self).contains("ACCEPT"),
      process.isRunning
    {}
  }

  deinit { process.terminate() }
}

extension Optional {
  fileprivate func unwrapped() throws -> Wrapped {
    guard let self else { throw CocoaError(.featureUnsupported) }
    return self
  }
}
