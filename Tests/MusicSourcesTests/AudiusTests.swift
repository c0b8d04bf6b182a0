import Foundation
import Listening
import Testing

@testable import MusicSources

/// Audius as its server's source tells: everything below `data`, pages by offset, ids as letters or numbers.
final class AudiusStandIn: Sendable {
  let standIn: StandIn
  let once = Once()
  /// Whether the library with whole tracks answers.
  let hasLibrary: Bool

  init(hasLibrary: Bool = true) throws {
    self.hasLibrary = hasLibrary
    standIn = try StandIn()
    standIn.serve { [weak self] in self?.answer($0) ?? .silence }
  }

  deinit { standIn.stop() }

  func source(key: String? = nil, perSecond: Double = 10_000, timeout: Int = 20) -> AudiusSource {
    AudiusSource(
      api: standIn.url.appendingPathComponent("v1"), key: key, http: quickClient(timeout), perSecond: perSecond,
      patience: [.zero, .zero])
  }

  private func answer(_ request: StandIn.Request) -> StandIn.Reply {
    if let reply = once.take(request.path) { return reply }
    if request.query["user_id"] != nil { return .json(#"{"code":403,"error":"You are not authorized"}"#, status: 403) }
    let parts = request.path.split(separator: "/").dropFirst().map(String.init)
    switch (parts.first, parts.dropFirst().joined(separator: "/")) {
    case ("tracks", "trending/underground"):
      return list(request.query["genre"] == "Nothing" ? [] : (0..<40).map(track), request)
    case ("tracks", "search"): return list((0..<3).map(track), request)
    case ("tracks", ""): return list([track(7), track(8)], request)
    case ("tracks", let rest) where rest.hasSuffix("/favorites"): return list((0..<250).map(user), request)
    case ("tracks", let id):
      return id == "D0" ? one(track(0)) : .json(#"{"code":404,"error":"track not found"}"#, status: 404)
    case ("users", "search"): return list((0..<2).map(user), request)
    case ("users", let rest) where rest.hasSuffix("/library/tracks"):
      return hasLibrary
        ? list((0..<130).map { #"{"class":"track_activity_full","item":\#(track($0))}"# }, request)
        : .json(#"{"code":404,"error":"not found"}"#, status: 404)
    case ("users", let rest) where rest.hasSuffix("/favorites"):
      return list(
        [
          #"{"favorite_item_id":107,"favorite_type":"SaveType.track","user_id":1}"#,
          #"{"favorite_item_id":"D8","favorite_type":"SaveType.track"}"#,
          #"{"favorite_item_id":9,"favorite_type":"SaveType.playlist"}"#,
        ], request)
    case ("users", let rest) where rest.hasSuffix("/tracks"): return list([track(3)], request)
    case ("users", let rest) where rest.hasSuffix("/related"): return list([user(4)], request)
    case ("users", _): return one(user(1))
    case ("resolve", _):
      return .redirect(request.query["url"]?.contains("track") == true ? "/v1/tracks/D3" : "/v1/users/U5")
    default: return .json(#"{"code":404,"error":"not found"}"#, status: 404)
    }
  }

  private func one(_ text: String) -> StandIn.Reply { .json(#"{"data":\#(text)}"#) }

  private func list(_ items: [String], _ request: StandIn.Request) -> StandIn.Reply {
    let start = request.query["offset"].flatMap { Int($0) } ?? 0
    let size = request.query["limit"].flatMap { Int($0) } ?? 20
    guard (1...100).contains(size) else { return .json(#"{"code":400,"error":"limit is invalid"}"#, status: 400) }
    let page = start < items.count ? items[start..<min(items.count, start + size)].joined(separator: ",") : ""
    return .json(#"{"data":[\#(page)]}"#)
  }

  func user(_ number: Int) -> String {
    #"{"id":"U\#(number)","handle":"h\#(number)","name":"Name \#(number)","follower_count":\#(number),"is_verified":false}"#
  }

  func track(_ number: Int) -> String {
    #"{"id":"D\#(number)","title":"Track \#(number)","duration":\#(100 + number),"genre":"\#(number % 2 == 0 ? "Ambient" : "Jazz")","mood":"Calm","tags":"tape,slow","permalink":"/h/t\#(number)","play_count":\#(number * 9),"favorite_count":\#(number),"is_streamable":true,"artwork":null,"user":\#(user(number % 7))}"#
  }
}

@Suite struct `Audius` {
  private let service: AudiusStandIn
  private let source: AudiusSource

  init() throws {
    service = try AudiusStandIn()
    source = service.source()
  }

  @Test func `a track comes whole`() async throws {
    let track = try await source.track(TrackID(.audius, "D0"))
    #expect(track.title == "Track 0")
    #expect(track.duration == 100)
    #expect(track.tags == ["Ambient", "Calm", "tape", "slow"])
    #expect(track.page == "https://audius.co/h/t0")
    #expect(track.exposure == Exposure(plays: 0, favourites: 0, followers: 0))
  }

  @Test func `a fault told with a status of 200 is no empty list: the same is asked again`() async throws {
    service.once.add("/v1/tracks/D1/favorites", .json(#"{"code":500,"error":"upstream"}"#))
    let page = try await source.favouriters(of: TrackID(.audius, "D1"), from: nil)
    #expect(page.items.count == 100)
  }

  @Test func `asks without a key, names the program, and never speaks for a user`() async throws {
    _ = try await source.discoveries(limit: 10)
    let asked = try #require(service.standIn.requests.first)
    #expect(asked.query["app_name"] == "crescendo")
    #expect(asked.headers["x-api-key"] == nil && asked.query["user_id"] == nil)
  }

  @Test func `a key that is refused is looked for in the configuration`() async {
    service.once.add("search", .json("{}", status: 401))
    let said = await fault { try await service.source(key: "old").search("x", limit: 1) }
    #expect(said?.sentence.contains("sources.audius.key") == true)
  }

  @Test func `a key travels in a header and in no address`() async throws {
    let source = service.source(key: "abc")
    _ = try await source.search("x", limit: 5)
    #expect(
      service.standIn.requests.allSatisfy { $0.headers["x-api-key"] == "abc" && !$0.query.values.contains("abc") })
    service.once.add("/stream", .redirect("https://node.example/x"))
    let address = try await source.address(of: TrackID(.audius, "D1"))
    #expect(!"\(address)".contains("abc"))
  }

  @Test func `discoveries are the underground feed, week, month and all time, none twice`() async throws {
    let found = try await source.discoveries(limit: 100)
    #expect(found.count == 40)
    #expect(service.standIn.requests.map { $0.query["time"] } == ["week", "month", "allTime"])
  }

  @Test func `a feed without any track is a fault that passes`() async {
    for _ in 0..<3 { service.once.add("underground", .json(#"{"data":[]}"#)) }
    let fault = await fault { _ = try await source.discoveries(limit: 10) }
    #expect(fault == .malformed(.audius, cause: "no tracks") && fault?.isPassing == true)
  }

  @Test func `a list goes on by offset until a page is short`() async throws {
    var (found, mark): ([ListenerKey], PageMark?) = ([], nil)
    repeat {
      let page = try await source.favouriters(of: TrackID(.audius, "D1"), from: mark)
      (found, mark) = (found + page.items.map(\.key), page.next)
    } while mark != nil
    #expect(found == (0..<250).map { "U\($0)" })
    #expect(service.standIn.requests.map { $0.query["offset"] } == ["0", "100", "200"])
  }

  @Test func `an odd element does not end a list early`() async throws {
    let items = (0..<99).map(service.user) + ["null"]
    service.once.add("favorites", .json(#"{"data":[\#(items.joined(separator: ","))]}"#))
    let page = try await source.favouriters(of: TrackID(.audius, "D1"), from: nil)
    #expect(page.items.count == 99)
    #expect(page.next == PageMark("100"))
  }

  @Test func `a listener's favourites come with their tracks in one answer`() async throws {
    let page = try await source.favourites(of: "U1", from: nil)
    #expect(page.items.count == 100 && page.next == PageMark("100"))
    #expect(service.standIn.requests.map(\.path) == ["/v1/users/U1/library/tracks"])
    #expect(service.standIn.requests.first?.query["type"] == "favorite")
  }

  @Test func `where the library is shut, the bare favourites are looked up, ids as numbers or letters`() async throws {
    let service = try AudiusStandIn(hasLibrary: false)
    let page = try await service.source().favourites(of: "U1", from: nil)
    #expect(page.items.map(\.id.key) == ["D7", "D8"])
    #expect(
      service.standIn.requests.map(\.path) == ["/v1/users/U1/library/tracks", "/v1/users/U1/favorites", "/v1/tracks"])
  }

  @Test func `what is gated, unlisted, gone or refused is left out`() async throws {
    let bars = [
      #""is_stream_gated":true"#, #""is_unlisted":true"#, #""is_delete":true"#, #""access":{"stream":false}"#,
    ]
    let barred = bars.map { service.track(1).replacingOccurrences(of: #""artwork":null"#, with: $0) }
    let still = service.track(1).replacingOccurrences(of: #""is_streamable":true"#, with: #""is_streamable":false"#)
    service.once.add(
      "/users/U1/tracks", .json(#"{"data":[\#((barred + [still, service.track(2)]).joined(separator: ","))]}"#))
    #expect(try await source.tracks(by: ArtistID(.audius, "U1"), from: nil).items.map(\.id.key) == ["D2"])
  }

  @Test func `a stream's own address, which counts the play, is asked once, and the signed one is played`() async throws
  {
    let place = "https://node.example/tracks/cidstream/x?signature=y"
    service.once.add("/v1/tracks/D7KyD/stream", .redirect(place))
    #expect(try await source.address(of: TrackID(.audius, "D7KyD")) == StreamAddress(web: place))
    #expect(service.standIn.requests.map(\.query) == [["app_name": "crescendo"]])
  }

  @Test(arguments: [nil, "file:///etc/passwd", "edl://x"])
  func `a stream that leads to no web address is not played`(place: String?) async throws {
    service.once.add("/stream", place.map { .redirect($0) } ?? .json("{}"))
    #expect(await fault { try await source.address(of: TrackID(.audius, "D7KyD")) } == .notPlayable(.audius))
  }

  @Test func `search, artist, related artists`() async throws {
    #expect(try await source.search("a&b", limit: 500).count == 5)
    #expect(service.standIn.requests.allSatisfy { $0.query["query"] == "a&b" && $0.query["limit"] == "100" })
    #expect(try await source.artist(ArtistID(.audius, "U1")).followers == 1)
    #expect(try await source.related(to: ArtistID(.audius, "U1"), limit: 3).map(\.id.key) == ["U4"])
  }

  @Test func `keeps below the service's limit`() async throws {
    let source = service.source(perSecond: 20)
    let start = ContinuousClock().now
    for _ in 0..<5 { _ = try await source.track(TrackID(.audius, "D0")) }
    // Four gaps of 50 ms lie between five questions.
    #expect(ContinuousClock().now - start >= .milliseconds(195))
  }

  @Test func `who is called off takes no turn from those behind`() async throws {
    let pacer = Pacer(perSecond: 2)
    _ = try await pacer.turn()
    let start = ContinuousClock().now
    let waiting = (0..<100).map { _ in Task { try await pacer.turn() } }
    for one in waiting { one.cancel() }
    for one in waiting { await #expect(throws: CancellationError.self) { try await one.value } }
    _ = try await pacer.turn()
    #expect(ContinuousClock().now - start < .seconds(40), "a hundred turns would take 50 s")
  }

  @Test func `a service that says how long to wait is not asked until then`() async throws {
    service.once.add("/tracks/D0", .json("{}", status: 429, ["Retry-After": "3600"]))
    let first = await fault { try await source.track(TrackID(.audius, "D0")) }
    guard case .limited(.audius, _?) = first else {
      Issue.record("\(String(describing: first))")
      return
    }
    #expect(await fault { try await source.search("x", limit: 1) } == first)
    #expect(service.standIn.requests.count == 1)
  }

  @Test func `a service that says how long to wait is asked by none who shares its backoff`() async throws {
    let (api, backoff) = (service.standIn.url.appendingPathComponent("v1"), Backoff())
    let doors = (0..<2).map { _ in AudiusSource(api: api, http: quickClient(), perSecond: 10_000, backoff: backoff) }
    service.once.add("/tracks/D0", .json("{}", status: 429, ["Retry-After": "3600"]))
    let first = await fault { try await doors[0].track(TrackID(.audius, "D0")) }
    #expect(await fault { try await doors[1].search("x", limit: 1) } == first)
    #expect(service.standIn.requests.count == 1)
  }

  @Test(.timeLimit(.minutes(5)), arguments: Fault.allCases)
  func `a passing fault is asked again`(fault: Fault) async throws {
    let source = service.source(timeout: fault.patience)
    service.once.add("/tracks/D0", fault.reply(Data(service.track(0).utf8)))
    #expect(try await source.track(TrackID(.audius, "D0")).title == "Track 0")
  }

  @Test(arguments: ["null", "[]"]) func `a track that is not there is gone`(data: String) async {
    service.once.add("/tracks/D0", .json(#"{"data":\#(data)}"#))
    #expect(await fault { try await source.track(TrackID(.audius, "D0")) } == .gone(.audius))
  }

  @Test func `refusals are told in a sentence`() async {
    #expect(await fault { try await source.track(TrackID(.audius, "D9")) } == .gone(.audius))
    service.once.add("/tracks/D0", .json(#"{"error":"Rate limit exceeded. Try again later."}"#, status: 429))
    #expect(await fault { try await source.track(TrackID(.audius, "D0")) } == .limited(.audius, until: nil))
    service.once.add("/tracks/D0", .json(#"{"code":500,"error":"x"}"#, status: 500))
    #expect(await fault { try await source.track(TrackID(.audius, "D0")) } == nil)
  }

  @Test func `the barest track is a track, unknown counts are unknown`() throws {
    let text =
      #"{"data":[{"id":308946187,"user":{"id":"x"}},{"id":"a","play_count":null,"user":{"id":1,"follower_count":null},"new":{}}]}"#
    let list = try JSONAnswer.read(AudiusAnswers.List<AudiusAnswers.Track>.self, from: Data(text.utf8), of: .audius)
    #expect(list.data.elements.map(\.track.id.key) == ["308946187", "a"])
    #expect(list.data.elements.allSatisfy { $0.track.exposure == Exposure() })
  }
}

@Suite struct `Where a harvest begins` {
  @Test func `at Audius: the feed, a page, a tag`() async throws {
    let service = try AudiusStandIn()
    let source = service.source()
    let feed = try await source.seeds(.discoveries)
    #expect(feed.count == 7, "one track an artist")
    #expect(
      feed.first == .favouriters(TrackID(.audius, "D0"))
        && feed.dropFirst().first == .favouriters(TrackID(.audius, "D1")))
    #expect(try await source.seeds(.user(page: "https://audius.co/h5")) == [.favourites("U5")])
    #expect(
      try await source.seeds(.artist(page: "https://audius.co/h5")).contains(.favouriters(TrackID(.audius, "D3"))))
    #expect(try await source.seeds(.user(page: "https://audius.co/h5/track")) == [.favouriters(TrackID(.audius, "D3"))])
    #expect(try await source.seeds(.tag("Nothing")).count == 3)
    #expect(await fault { try await source.seeds(.me) }?.sentence.contains("--from user URL") == true)
  }

  @Test func `at SoundCloud: the listener's likes and the followed, a page, a tag`() async throws {
    let service = try SoundCloudStandIn()
    let source = service.source(service.connected())
    #expect(try await source.seeds(.me) == ["7", "4", "5"].map { .favourites($0) })
    #expect(try await source.seeds(.user(page: "https://soundcloud.com/user-5")) == [.favourites("5")])
    #expect(
      try await source.seeds(.artist(page: "https://soundcloud.com/user-5")).prefix(2) == [
        .favourites("5"), .favouriters(TrackID(.soundcloud, "5")),
      ])
    #expect(
      try await source.seeds(.user(page: "https://soundcloud.com/track-6")) == [.favouriters(TrackID(.soundcloud, "6"))]
    )
    #expect(try await source.seeds(.tag("ambient")).count == 5)
    #expect(await fault { try await source.seeds(.user(page: "https://soundcloud.com/x")) } == .gone(.soundcloud))
    #expect(await fault { try await source.seeds(.user(page: "https://soundcloud.com/set-5")) } != nil)
    let app = service.source(service.connected(isListeners: false))
    #expect(await fault { try await app.seeds(.me) }?.sentence.contains("--from tag NAME") == true)
  }

  @Test func `a service that wants to be left alone for an hour is, whatever shorter time it says then`() throws {
    let backoff = Backoff()
    backoff.begin(until: Date(timeIntervalSinceNow: 3_600))
    backoff.begin(until: Date(timeIntervalSinceNow: 1))
    #expect(try #require(backoff.until).timeIntervalSinceNow > 3_000)
  }
}
