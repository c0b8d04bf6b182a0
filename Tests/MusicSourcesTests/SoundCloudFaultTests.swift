import Foundation
import Listening
import Synchronization
import Testing

@testable import MusicSources

@Suite struct `SoundCloud's faults` {
  private let service: SoundCloudStandIn
  private let store: MemoryStore
  private let source: SoundCloudSource

  init() throws {
    service = try SoundCloudStandIn()
    store = service.connected()
    source = service.source(store)
  }

  private func page(_ other: SoundCloudSource? = nil) async throws -> Page<Favouriter> {
    try await (other ?? source).favouriters(of: TrackID(.soundcloud, "1"), from: nil)
  }

  @Test(.timeLimit(.minutes(5)), arguments: Fault.allCases)
  func `a passing fault is asked again, and the page is whole`(fault: Fault) async throws {
    let source = service.source(store, timeout: fault.patience)
    service.once.add("favoriters", fault.reply(Data(service.user(1).utf8)))
    #expect(try await page(source).items.count == service.favouriters(of: 1).count)
    #expect(service.standIn.requests("favoriters").count == 2)
  }

  @Test(.timeLimit(.minutes(5)), arguments: Fault.allCases)
  func `a fault that stays is told in a sentence, and the next question is answered`(fault: Fault) async throws {
    let source = service.source(store, timeout: fault.patience)
    for _ in 0..<3 { service.once.add("favoriters", fault.reply(Data(service.user(1).utf8))) }
    let said = await MusicSourcesTests.fault { try await page(source) }
    #expect(said?.isPassing == true)
    let words = ["does not answer (", "makes no sense (unreadable JSON)"]
    #expect(words.contains { said?.sentence.contains($0) == true }, "\(said?.sentence ?? "")")
    #expect(service.standIn.requests("favoriters").count == 3)
    #expect(try await !page().items.isEmpty)
  }

  @Test func `a service that is gone is told in a sentence`() async {
    service.standIn.stop()
    #expect(
      await fault { try await page() }?.sentence
        == "soundcloud does not answer (127.0.0.1 cannot be reached): check the network, or try again later")
  }

  @Test(.enabled(if: TLSStandIn.isPossible, "openssl is not installed"))
  func `a certificate that nobody vouches for is told in a sentence, and no token is sent`() async throws {
    let secure = try TLSStandIn()
    let source = SoundCloudSource(
      api: secure.url, auth: secure.url, store: store, http: CurlClient(agent: "t", timeout: 5), perSecond: 1_000,
      patience: [])
    let said = await fault { try await source.favouriters(of: TrackID(.soundcloud, "1"), from: nil) }
    #expect(said?.sentence.contains("no certificate to be trusted") == true)
  }

  @Test func `429 with Retry-After says until when`() async throws {
    service.once.add("favoriters", .json("{}", status: 429, ["Retry-After": "90"]))
    guard case .limited(.soundcloud, let until?) = await fault({ try await page() }) else {
      Issue.record("expected a limit")
      return
    }
    #expect(abs(until.timeIntervalSinceNow - 90) < 20)
    #expect(service.standIn.requests("favoriters").count == 1, "a limit is not pushed against")
  }

  @Test(arguments: [
    ("120", 120.0), ("0", 0), ("999999", 86_400), ("1e300", 86_400), ("Fri, 01 Jan 2999 00:00:00 GMT", 86_400),
  ])
  func `503 with Retry-After says until when, a day at most`(words: String, seconds: Double) async throws {
    service.once.add("favoriters", .json("{}", status: 503, ["Retry-After": words]))
    guard case .limited(.soundcloud, let until?) = await fault({ try await page() }) else {
      Issue.record("expected a limit")
      return
    }
    #expect(abs(until.timeIntervalSinceNow - seconds) < 20)
    #expect(service.standIn.requests("favoriters").count == 1, "a limit is not pushed against")
  }

  @Test func `a service that says how long it is away is not asked until then`() async throws {
    service.once.add("favoriters", .json("{}", status: 503, ["Retry-After": "120"]))
    let first = await fault { try await page() }
    #expect(await fault { try await source.track(TrackID(.soundcloud, "1")) } == first)
    #expect(service.standIn.requests.count == 1)
  }

  @Test(arguments: [[:], ["Retry-After": "-5"]])
  func `429 without a time to come says that it waits`(headers: [String: String]) async throws {
    service.once.add("favoriters", .json("slow down", status: 429, headers))
    #expect(await fault { try await page() } == .limited(.soundcloud, until: nil))
  }

  @Test func `a spent quota says when it is filled again`() async throws {
    let end = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 3600).rounded())
    service.once.add("streams", .json(quota(until: end), status: 429))
    let said = await fault { try await source.address(of: TrackID(.soundcloud, "1")) }
    #expect(said == .limited(.soundcloud, until: end))
    #expect(said?.sentence.contains("asks to wait until") == true)
  }

  @Test func `a quota that is filled again in years is asked about tomorrow`() async throws {
    service.once.add("streams", .json(quota(until: Date(timeIntervalSince1970: 32_503_680_000)), status: 429))
    guard case .limited(_, let until?) = await fault({ try await source.address(of: TrackID(.soundcloud, "1")) }) else {
      Issue.record("it is no limit")
      return
    }
    #expect(until.timeIntervalSinceNow <= 86_400)
  }

  private func quota(until date: Date) -> String {
    """
    {"errors":[{"meta":{"rate_limit":{"group":"plays","max_nr_of_requests":15000,"time_window":"PT24H"},
    "remaining_requests":0,"reset_time":"\(date.ISO8601Format())"}}]}
    """
  }

  @Test(arguments: [
    ("2015/06/01 09:49:40 +0000", 1_433_152_180.0), ("2025-07-05T08:58:38Z", 1_751_705_918),
    ("Wed, 21 Oct 2015 07:28:00 GMT", 1_445_412_480),
  ])
  func `dates are read as services write them`(text: String, seconds: Double) {
    #expect(ServiceDate.parse(text)?.timeIntervalSince1970 == seconds)
  }

  @Test(arguments: ["", "soon", "99999999999999999999/1/1 1:1:1", "1/2", "- - - - - -"])
  func `what is no date is none`(text: String) { #expect(ServiceDate.parse(text) == nil) }

  @Test(arguments: [
    (401, "does not allow this list"), (403, "does not allow this list"), (404, "no longer has it"),
    (410, "no longer has it"),
    (400, "does not allow"),
  ])
  func `a refusal is told in a sentence`(status: Int, words: String) async {
    for _ in 0..<2 { service.once.add("favoriters", .json("{}", status: status)) }
    #expect(await fault { try await page() }?.sentence.contains(words) == true)
  }

}

@Suite struct `SoundCloud's streams` {
  private let service: SoundCloudStandIn
  private let source: SoundCloudSource
  private let track = TrackID(.soundcloud, "1")

  init() throws {
    service = try SoundCloudStandIn()
    source = service.source(service.connected())
  }

  @Test func `the best stream is AAC, its address is signed and carries no token`() async throws {
    let address = try await source.address(of: track)
    #expect(
      address
        == StreamAddress(web: "https://playback.media-streaming.soundcloud.cloud/x/playlist.m3u8?expires=99999999999"))
    #expect(
      service.standIn.requests.map(\.path) == [
        "/tracks/soundcloud:tracks:1/streams", "/tracks/soundcloud:tracks:1/streams/uuid-aac/hls",
      ])
    #expect(service.standIn.requests.map(\.method) == ["GET", "HEAD"])
  }

  @Test func `it is asked anew before each play`() async throws {
    _ = try await source.address(of: track)
    _ = try await source.address(of: track)
    #expect(service.standIn.requests.count == 4)
  }

  @Test func `a format that is refused or gone leaves the next one`() async throws {
    service.once.add("uuid-aac", .json("{}", status: 403))
    _ = try await source.address(of: track)
    #expect(service.standIn.requests.last?.path.contains("uuid-mp3") == true)
  }

  @Test func `403 on a track said to be playable is told, and the next track plays`() async throws {
    service.once.add("/streams", .json("{\"code\":403}", status: 403))
    #expect(await fault { try await source.address(of: track) }?.sentence == "soundcloud does not allow this stream")
    _ = try await source.address(of: TrackID(.soundcloud, "2"))
  }

  @Test func `all formats refused is told`() async {
    for _ in 0..<2 { service.once.add("/streams/uuid", .text("{\"e\":1}", status: 403)) }
    #expect(await fault { try await source.address(of: track) } == .notPlayable(.soundcloud))
  }

  @Test(arguments: [
    "{}", #"{"preview_mp3_128_url":"x"}"#, #"{"hls_opus_64_url":"x"}"#, #"{"hls_aac_160_url":null}"#,
    #"{"hls_aac_160_url":7}"#,
  ])
  func `no stream that may be played is told`(body: String) async {
    service.once.add("/streams", .json(body))
    #expect(await fault { try await source.address(of: track) } != nil)
  }

  @Test func `a stream on another host is not asked: the token stays here`() async throws {
    let other = try StandIn { _ in .redirect("https://evil.example/a.m3u8") }
    service.once.add("/streams", .json(#"{"hls_aac_160_url":"\#(other.url)/x"}"#))
    #expect(await fault { try await source.address(of: track) } == .notPlayable(.soundcloud))
    #expect(other.requests.isEmpty)
  }

  @Test func `a signature that has run out is asked for once more with a fresh token`() async throws {
    service.once.add("uuid-aac", .redirect("https://cdn.sndcdn.com/a.m3u8?expires=1000"))
    let address = try await source.address(of: track)
    #expect("\(address)".contains("99999999999"))
    #expect(service.standIn.requests("oauth").count == 1)
  }

  @Test func `whether a signature has run out is told by the service's clock, not by a wrong one here`() async throws {
    let ends = Date(timeIntervalSinceNow: -100)
    let place = "https://cdn.sndcdn.com/a.m3u8?expires=\(Int(ends.timeIntervalSince1970))"
    let headers = ["Location": place, "Date": ends.addingTimeInterval(-300).ISO8601Format()]
    service.once.add("uuid-aac", .whole(302, headers, Data()))
    #expect(try await source.address(of: track) == StreamAddress(web: place))
    #expect(service.standIn.requests("oauth").isEmpty)
  }

  @Test(arguments: [
    "file:///etc/passwd", "edl://x", "", "av://lavfi:sine", "http://cdn.sndcdn.com/a", "https://192.168.1.1/a",
    "https://evilsndcdn.com/a",
  ])
  func `a redirect to what is none of its streams plays nothing`(place: String) async {
    service.state.withLock { $0.streamPlace = place }
    #expect(await fault { try await source.address(of: track) } == .notPlayable(.soundcloud))
  }
}
