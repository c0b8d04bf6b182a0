import FlyingFox
import FlyingSocks
import Foundation
import Listening
import MusicSources
import Synchronization
import Testing

@testable import crescendo

/// The listener's credentials for a service, from `connect` over a harvest and a session to `purge` and `disconnect`.
@Suite(.serialized) struct SecretsTests {
  private static let secrets = ["kept-client-secret", "kept-access-token", "kept-refresh-token"]

  @Test func `credentials are in their own file and nowhere else`() async throws {
    let program = try Program()
    defer { program.remove() }
    let service = SecretService(watching: Self.secrets)
    try await service.serve { root in
      let sources = "sources:\n  soundcloud:\n    api: \"\(root)\"\n    auth: \"\(root)\"\n    sync_saves: true\n"
      try program.write(sources, to: "config/config.yaml")
      var said = try Self.connect(program)
      said += try Self.collectAndListen(program)
      #expect(try await program.journal().tracks(with: .saved).count == 1, "\(said)")
      said += try Self.tell(program)
      said += try Self.leave(program)
      #expect(!Self.secrets.contains(where: said.contains))
    }
    #expect(service.seen.withLock { $0 }.isEmpty, "a process was called with a secret")
    #expect(service.asked.withLock { $0 } > 3, "token, address, favourites, refusal")
  }

  @Test func `a browser that is given the sign in is given no secret`() async throws {
    let program = try Program()
    defer { program.remove() }
    let service = SecretService(watching: Self.secrets)
    try await service.serve { root in
      let port = try freePort()
      try program.write(
        "sources:\n  soundcloud:\n    api: \"\(root)\"\n    auth: \"\(root)\"\n    redirect_port: \(port)\n",
        to: "config/config.yaml")
      let browser = try program.write(Self.browser(port), to: "bin/xdg-open")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: browser)
      let result = try program.run(
        ["connect", "soundcloud"], input: "own-id\nkept-client-secret\n",
        programs: program.home.appendingPathComponent("bin").path)
      #expect(result.status == 0, "\(result.errors)")
      let page = try String(contentsOf: program.home.appendingPathComponent("page"), encoding: .utf8)
      let verifier = try #require(service.verifier.withLock { $0 })
      #expect(page.contains("code_challenge=") && verifier.count >= 43)
      #expect(!(Self.secrets + [verifier]).contains { (page + result.output + result.errors).contains($0) })
    }
    #expect(service.seen.withLock { $0 }.isEmpty, "a process was called with a secret")
  }

  @Test func `likes that are refused are said once a session`() async throws {
    let program = try Program()
    defer { program.remove() }
    try await SecretService(watching: []).serve { root in
      try program.write(
        "sources:\n  soundcloud:\n    api: \"\(root)\"\n    auth: \"\(root)\"\n", to: "config/config.yaml")
      _ = try Self.connect(program)
      let house = try House(home: program.home.path, profile: nil)
      let (said, feed) = AsyncStream<String>.makeStream()
      let profile = try house.openProfile()
      let told = ToldProfile(profile, LikesSync(source: try house.soundcloud(), record: profile)) { feed.yield($0) }
      _ = try await told.journal()
      for key in ["1", "2", "gone"] {
        let artist = Credit(id: ArtistID(.soundcloud, "a"), name: "a")
        let track = Track(id: TrackID(.soundcloud, key), title: key, artist: artist)
        _ = try await told.append(.save(track), at: Date(), propensity: nil)
      }
      let sentences = await said.prefix(2).reduce(into: []) { $0.append($1) }
      #expect(sentences.map { $0.hasSuffix("soundcloud does not allow this like") } == [true, false], "\(sentences)")
    }
  }

  /// A browser that writes down what it was called with and says yes at once.
  private static func browser(_ port: UInt16) -> String {
    #"""
    #!/bin/bash
    printf '%s\n' "$@" > "$HOME/page"
    state=${1#*[?&]state=}
    exec 3<>/dev/tcp/127.0.0.1/\#(port)
    printf 'GET /callback?code=yes&state=%s HTTP/1.1\r\n\r\n' "${state%%&*}" >&3
    """#
  }

  private static func connect(_ program: Program) throws -> String {
    let left = try program.write("what another account was answered", to: "cache/answers/soundcloud/0")
    let said = try say(program, ["connect", "soundcloud", "--app-only"], input: "own-id\nkept-client-secret\n")
    #expect(said.contains("connected"))
    #expect(!FileManager.default.fileExists(atPath: left))
    let kept = program.home.appendingPathComponent("config/soundcloud.json")
    let mode = try FileManager.default.attributesOfItem(atPath: kept.path)[.posixPermissions] as? NSNumber
    #expect(mode?.intValue == 0o600)
    return said
  }

  private static func collectAndListen(_ program: Program) throws -> String {
    let harvest = ["harvest", "soundcloud", "--rate", "10", "--from", "user"]
    var said = try say(program, harvest + ["https://soundcloud.com/l", "--favourites", "200"])
    #expect(said.contains("200 favourites"), "\(said)")
    said += try say(program, harvest + ["https://soundcloud.com/refused"])
    #expect(said.contains("soundcloud has no user"), "\(said)")
    return said
      + (try say(program, ["session", "--json", "--source", "soundcloud"], input: "status\nsave\nnext\nquit\n"))
  }

  private static func tell(_ program: Program) throws -> String {
    let exports = ["table", "json", "csv", "m3u", "jspf"].map { ["saved", "--format", $0] }
    let commands = exports + [["history"], ["stats", "--json"], ["doctor"], ["doctor", "--json"], ["paths"]]
    let said = try commands.map { try say(program, $0) }.joined()
    #expect(said.contains("soundcloud: connected, without a sign-in"), "\(said)")
    #expect(try holders(in: program.home) == ["soundcloud.json"])
    return said
  }

  private static func leave(_ program: Program) throws -> String {
    let history = try say(program, ["history"])
    var said = try say(program, ["purge", "soundcloud"])
    #expect(try history.contains("Track") && say(program, ["history"]) == history, "verdicts stay readable")
    let left = try program.write("what this account was answered", to: "cache/answers/soundcloud/0")
    said += try say(program, ["disconnect", "soundcloud"])
    #expect(!FileManager.default.fileExists(atPath: left))
    #expect(try holders(in: program.home).isEmpty)
    return said
  }

  /// All that a run says, on both of its streams.
  private static func say(_ program: Program, _ command: [String], input: String = "") throws -> String {
    let result = try program.run(command, input: input)
    return result.output + result.errors
  }

  /// The names of all files below a folder that hold a secret in their bytes.
  private static func holders(in folder: URL) throws -> [String] {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
    return try (files?.allObjects as? [URL] ?? []).filter { file in
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { return false }
      let bytes = try Data(contentsOf: file)
      return secrets.contains { bytes.range(of: Data($0.utf8)) != nil }
    }.map(\.lastPathComponent)
  }
}

/// SoundCloud as far as these journeys go; at each question it looks into the arguments of all processes. A refusal repeats
/// the token it was asked with, as a service gone wrong might.
final class SecretService: Sendable {
  let seen = Mutex<[String]>([])
  let asked = Mutex(0)
  /// The proof of the last sign-in.
  let verifier = Mutex<String?>(nil)
  private let secrets: [String]

  init(watching secrets: [String]) { self.secrets = secrets }

  /// Serves while `body` runs, which gets the service's root.
  func serve(_ body: (String) async throws -> Void) async throws {
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    await server.appendRoute("*") { [self] request in
      if let proof = try await Self.proof(in: request.bodyData) { verifier.withLock { $0 = proof } }
      let (status, text) = answer(request.path, request.query.first { $0.name == "url" }?.value)
      let headers: HTTPHeaders = [.contentType: "application/json"]
      return HTTPResponse(statusCode: status, headers: headers, body: Data(text.utf8))
    }
    let running = Task { try await server.run() }
    defer { running.cancel() }
    try await server.waitUntilListening()
    guard case .ip4(_, let port) = await server.listeningAddress else { throw CocoaError(.featureUnsupported) }
    try await body("http://127.0.0.1:\(port)")
  }

  private static func proof(in body: Data) -> String? {
    URLComponents(string: "?" + String(decoding: body, as: UTF8.self))?.queryItems?
      .first { $0.name == "code_verifier" }?.value
  }

  private func answer(_ path: String, _ page: String?) -> (HTTPStatusCode, String) {
    asked.withLock { $0 += 1 }
    look()
    if path.hasSuffix("gone") { return (.notFound, "{}") }
    if path.hasPrefix("/likes/tracks") || page?.hasSuffix("refused") == true {
      return (.forbidden, #"{"message":"OAuth kept-access-token may not"}"#)
    }
    return switch path {
    case "/oauth/token":
      (.ok, #"{"access_token":"kept-access-token","refresh_token":"kept-refresh-token","expires_in":3599}"#)
    case "/resolve": (.found, #"{"location":"https://api.soundcloud.com/users/soundcloud:users:7"}"#)
    case "/users/soundcloud:users:7/likes/tracks": (.ok, list((0..<200).map(Self.track)))
    default: (.ok, list([]))
    }
  }

  private func look() {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    for process in processes where Int(process) != nil {
      let words = (try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(process)/cmdline"))) ?? Data()
      let text = String(decoding: words, as: UTF8.self)
      if secrets.contains(where: text.contains) { seen.withLock { $0.append(text) } }
    }
  }

  private func list(_ items: [String]) -> String {
    #"{"collection":[\#(items.joined(separator: ","))],"next_href":null}"#
  }

  private static func track(_ number: Int) -> String {
    #"{"kind":"track","urn":"soundcloud:tracks:\#(number)","title":"Track \#(number)","duration":180000,"favoritings_count":30,"playback_count":99,"access":"playable","permalink_url":"https://soundcloud.com/a/t\#(number)","user":{"urn":"soundcloud:users:\#(number)","username":"Maker \#(number)","followers_count":412}}"#
  }
}

/// A port that nobody holds.
private func freePort() throws -> UInt16 {
  let socket = try Socket(domain: AF_INET)
  defer { try? socket.close() }
  try socket.bind(to: .inet(ip4: "127.0.0.1", port: 0))
  guard case .ip4(_, let port) = try socket.sockname() else { throw POSIXError(.EADDRINUSE) }
  return port
}
