import Foundation
import Listening
import Synchronization
import Testing

@testable import MusicSources

@Suite struct `Connecting SoundCloud` {
  private let service: SoundCloudStandIn
  private let bench: Workbench
  private let store: CredentialFile
  private let connection: SoundCloudConnection

  init() throws {
    service = try SoundCloudStandIn()
    bench = try Workbench()
    store = CredentialFile(bench.file("config/soundcloud.json"))
    connection = SoundCloudConnection(api: service.url, auth: service.url, store: store, http: quickClient())
  }

  /// Signs in as a listener would whose browser opens `page` and comes back with what `answer` makes of the state.
  private func signIn(
    _ other: SoundCloudConnection? = nil, patience: Duration = .seconds(300),
    _ answers: @escaping @Sendable (String) -> [String]
  ) async throws {
    try await (other ?? connection).signIn(port: 0, patience: patience) { page in
      let items = StandIn.Request.items(page.query ?? "")
      Task {
        for answer in answers(items["state"] ?? "") {
          guard let url = URL(string: (items["redirect_uri"] ?? "") + answer) else { continue }
          _ = try? await quickClient().send(HTTPRequest(.get, url))
        }
      }
    }
  }

  @Test func `the app's id and secret are kept once the service has taken them`() async throws {
    try await connection.connect(clientID: "id", clientSecret: "secret")
    #expect(try store.load()?.token?.isListeners == false)
    let asked = try #require(service.standIn.requests.last)
    #expect(asked.form == ["grant_type": "client_credentials"])
    #expect(asked.headers["authorization"]?.hasPrefix("Basic ") == true)
  }

  @Test func `to disconnect takes away what a killed writer left beside, too`() async throws {
    try await connection.connect(clientID: "id", clientSecret: "secret")
    let left = URL(fileURLWithPath: store.path + ".new")
    try Data("secret".utf8).write(to: left)
    try await connection.disconnect()
    #expect(!FileManager.default.fileExists(atPath: left.path) && store.mode == nil)
  }

  @Test func `a wrong secret is told and nothing is kept`() async throws {
    let said = await fault { try await connection.connect(clientID: "id", clientSecret: "wrong") }
    #expect(said?.sentence.contains("copy both again") == true)
    #expect(try store.load() == nil)
  }

  @Test func `a sign-in goes through the browser with a proof key and comes back with a token of the listener's`()
    async throws
  {
    try await connection.connect(clientID: "id", clientSecret: "secret")
    let shown = Mutex<URL?>(nil)
    try await connection.signIn(port: 0) { page in
      shown.withLock { $0 = page }
      let items = StandIn.Request.items(page.query ?? "")
      Task {
        let url = URL(string: "\(items["redirect_uri"] ?? "")?code=good&state=\(items["state"] ?? "")")
        if let url { _ = try? await quickClient().send(HTTPRequest(.get, url)) }
      }
    }
    let page = try #require(shown.withLock { $0 })
    let items = StandIn.Request.items(page.query ?? "")
    let asked = try #require(service.standIn.requests.last?.form)
    #expect(page.path == "/authorize")
    #expect(items["code_challenge_method"] == "S256" && items["response_type"] == "code" && items["client_id"] == "id")
    let proof = Data(SHA256.hash(Data((asked["code_verifier"] ?? "").utf8))).base64EncodedString()
    #expect(
      items["code_challenge"]
        == proof.replacingOccurrences(of: "+", with: "-")
        .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: ""))
    #expect(asked["redirect_uri"] == items["redirect_uri"] && asked["grant_type"] == "authorization_code")
    #expect(!page.absoluteString.contains("secret"))
    #expect(try store.load()?.token?.isListeners == true)
  }

  @Test func `an answer with another state, or none, is turned away and waiting goes on`() async throws {
    try await connection.connect(clientID: "id", clientSecret: "secret")
    try await signIn { ["?code=stolen&state=guess", "?code=stolen", "/../other", "?code=good&state=\($0)"] }
    #expect(service.standIn.requests("oauth").compactMap { $0.form["code"] } == ["good"])
  }

  @Test func `a listener who declines is told so`() async throws {
    try await connection.connect(clientID: "id", clientSecret: "secret")
    let said = await fault { try await signIn { ["?error=access_denied&state=\($0)"] } }
    #expect(said?.sentence.contains("without your consent") == true)
  }

  @Test func `a browser that never comes back is not waited for without end`() async throws {
    try await connection.connect(clientID: "id", clientSecret: "secret")
    let said = await fault { try await signIn(patience: .milliseconds(50)) { _ in [] } }
    #expect(said?.sentence.contains("nobody finishes") == true)
  }

  @Test func `a code that is refused is told`() async throws {
    try await connection.connect(clientID: "id", clientSecret: "secret")
    let said = await fault { try await signIn { ["?code=bad&state=\($0)"] } }
    #expect(said?.sentence.contains("run `crescendo connect soundcloud` again") == true)
  }

  @Test func `the page in the browser promises nothing that only the terminal knows`() async throws {
    try await connection.connect(clientID: "id", clientSecret: "secret")
    let page = Mutex<Task<String, any Error>?>(nil)
    _ = await fault {
      try await connection.signIn(port: 0) { address in
        let items = StandIn.Request.items(address.query ?? "")
        let back = "\(items["redirect_uri"] ?? "")?code=bad&state=\(items["state"] ?? "")"
        page.withLock {
          $0 = Task {
            let url = try #require(URL(string: back))
            return String(decoding: try await quickClient().send(HTTPRequest(.get, url)).body, as: UTF8.self)
          }
        }
      }
    }
    let words = try await page.withLock { $0 }?.value
    #expect(words?.contains("You may close this page: the terminal says whether it worked.") == true)
  }

  @Test func `a port that another program holds is told`() async throws {
    try await connection.connect(clientID: "id", clientSecret: "secret")
    let other = try StandIn()
    let said = await fault { try await connection.signIn(port: UInt16(other.url.port ?? 0)) { _ in } }
    #expect(said?.sentence.contains("another program holds port") == true)
  }

  @Test func `disconnecting signs out and forgets, even when the service does not answer`() async throws {
    try await connection.connect(clientID: "id", clientSecret: "secret")
    try await connection.disconnect()
    #expect(service.standIn.requests("sign-out").map(\.body) == [#"{"access_token":"access1"}"#])
    #expect(try store.load() == nil)
    try await connection.connect(clientID: "id", clientSecret: "secret")
    service.standIn.stop()
    try await connection.disconnect()
    #expect(try store.load() == nil)
  }

  @Test func `credentials change in turn: a renewal under way in another program brings none back`() async throws {
    let store = MemoryStore(nil)
    let connection = SoundCloudConnection(api: service.url, auth: service.url, store: store, http: quickClient())
    try await connection.connect(clientID: "id", clientSecret: "secret")
    try await signIn(connection) { ["?code=good&state=\($0)"] }
    try await connection.disconnect()
    #expect(store.all.count == 4)
    #expect(store.turns.withLock { $0 } == (open: 0, storedOutside: 0))
  }

  @Test(.timeLimit(.minutes(1))) func `where no lock can be made it is told, and not waited for`() async throws {
    try FileManager.default.createDirectory(
      at: bench.file("config/soundcloud.json.lock"), withIntermediateDirectories: true)
    #expect(
      await fault { try await store.turn() }?.sentence.contains("check the rights of the configuration folder") == true)
  }

  @Test func `credentials lie in a file that only the listener may read, and are written out nowhere`() async throws {
    try await connection.connect(clientID: "id", clientSecret: "secret")
    let path = bench.file("config/soundcloud.json").path
    let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
    #expect(rights?.intValue == 0o600)
    let kept = try #require(try store.load())
    var dumped = ""
    dump(kept, to: &dumped)
    let words = "\(kept) \(String(reflecting: kept)) \(kept.token.map { "\($0)" } ?? "") \(dumped)"
    #expect(!words.contains("secret") && !words.contains("access1"))
  }

  @Test func `a credential file that makes no sense is told, and not taken for none`() async throws {
    try FileManager.default.createDirectory(at: bench.file("config"), withIntermediateDirectories: true)
    try Data("{".utf8).write(to: bench.file("config/soundcloud.json"))
    let source = SoundCloudSource(
      api: service.url, auth: service.url, store: store, http: quickClient(), perSecond: 1_000)
    #expect(await fault { try await source.search("x", limit: 1) }?.sentence.contains("cannot be read") == true)
  }
}

@Suite struct `The proof key's hash` {
  /// The examples of FIPS 180-4 and of RFC 7636 appendix B.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3"),
    (String(repeating: "a", count: 1_000), "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"),
  ])
  func `agrees with published examples`(text: String, hex: String) {
    let hash = SHA256.hash(Data(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    #expect(hash == hex)
  }
}
