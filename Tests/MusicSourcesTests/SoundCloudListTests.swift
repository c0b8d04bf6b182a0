import Foundation
import Listening
import Testing

@testable import MusicSources

@Suite struct `SoundCloud's lists` {
  private let service: SoundCloudStandIn
  private let source: SoundCloudSource

  init() throws {
    service = try SoundCloudStandIn()
    source = service.source(service.connected())
  }

  private func all(_ track: String) async throws -> [ListenerKey] {
    var (found, mark): ([ListenerKey], PageMark?) = ([], nil)
    repeat {
      let page = try await source.favouriters(of: TrackID(.soundcloud, track), from: mark)
      (found, mark) = (found + page.items.map(\.key), page.next)
    } while mark != nil
    return found
  }

  @Test func `a page asks for two hundred, with the token in the header and in no address`() async throws {
    _ = try await source.favourites(of: "3", from: nil)
    let asked = try #require(service.standIn.requests.last)
    #expect(asked.path == "/users/soundcloud:users:3/likes/tracks")
    #expect(asked.query == ["limit": "200", "linked_partitioning": "true", "access": "playable"])
    #expect(asked.headers["authorization"] == "OAuth first")
    #expect(asked.headers["accept"] == "application/json; charset=utf-8")
  }

  @Test func `a track comes whole`() async throws {
    let track = try await source.track(TrackID(.soundcloud, "5"))
    #expect(track.id == TrackID(.soundcloud, "5"))
    #expect(track.duration == 180.005)
    #expect(track.tags == ["Ambient", "tape", "slow green"])
    #expect(track.page == "https://soundcloud.com/a/t5")
    #expect(track.exposure == Exposure(plays: 50, favourites: 25, followers: 15))
    #expect(track.artist == Credit(id: ArtistID(.soundcloud, "5"), name: "Listener 5"))
  }

  @Test func `the next page is asked as the service wrote it`() async throws {
    let next = "\(service.url)/tracks/soundcloud:tracks:1/favoriters?cursor=1375867131926,tracks,0042&page_size=3&x=%2F"
    service.once.add("favoriters", .json(#"{"collection":[\#(service.user(1))],"next_href":"\#(next)"}"#))
    let page = try await source.favouriters(of: TrackID(.soundcloud, "1"), from: nil)
    #expect(page.items == [Favouriter("1")])
    #expect(page.next == PageMark(next))
    _ = try await source.favouriters(of: TrackID(.soundcloud, "1"), from: page.next)
    #expect(
      service.standIn.requests.last?.query == ["cursor": "1375867131926,tracks,0042", "page_size": "3", "x": "/"])
  }

  @Test func `an empty page with a link goes on`() async throws {
    let link = "\(service.url)/tracks/soundcloud:tracks:1/favoriters?cursor="
    service.once.add("favoriters", .json(#"{"collection":[],"next_href":"\#(link)2"}"#))
    service.once.add("favoriters", .json(#"{"collection":[],"next_href":"\#(link)4"}"#))
    service.once.add("favoriters", .json(#"{"collection":[\#(service.user(9))],"next_href":null}"#))
    #expect(try await all("1") == ["9"])
  }

  @Test func `the older form, a bare list, is read too`() async throws {
    service.once.add("favoriters", .json("[\(service.user(1)),\(service.user(2))]"))
    #expect(try await all("1") == ["1", "2"])
  }

  @Test func `a fault told with a status of 200 is no empty list: the same is asked again`() async throws {
    service.once.add("favoriters", .json(#"{"code":500,"message":"oops","errors":[{"error_message":"oops"}]}"#))
    service.once.add("favoriters", .json(#"{"error":"try later"}"#))
    service.once.add("favoriters", .json(#"{"collection":[\#(service.user(9))],"errors":[],"error":null}"#))
    #expect(try await all("1") == ["9"])
  }

  @Test func `a missing collection is an empty one`() async throws {
    service.once.add("favoriters", .json("{}"))
    #expect(try await all("1").isEmpty)
  }

  @Test(arguments: [
    "http://http.api.prod.api-public.srv.db.s-cloud.net/x", "https://evil.example/x", "//evil/x", "not a link",
  ])
  func `a link to another host is not followed, and said`(link: String) async throws {
    service.once.add("favoriters", .json(#"{"collection":[\#(service.user(1))],"next_href":"\#(link)"}"#))
    let page = try await source.favouriters(of: TrackID(.soundcloud, "1"), from: nil)
    #expect(page.items == [Favouriter("1")])
    #expect(page.next == nil)
    #expect(page.complaint?.sentence.contains("link to another host, which was not followed") == true)
  }

  @Test func `the token goes to no other host, whatever mark is given`() async throws {
    let other = try StandIn { _ in .json("[]") }
    let page = try await source.favouriters(of: TrackID(.soundcloud, "1"), from: PageMark("\(other.url)/x"))
    #expect(page.items.isEmpty && page.complaint != nil)
    #expect(other.requests.isEmpty)
  }

  @Test func `a link to itself ends the list, and is said`() async throws {
    let first = try await source.favouriters(of: TrackID(.soundcloud, "1"), from: nil)
    #expect(first.complaint == nil)
    let own = "\(service.url)/tracks/soundcloud:tracks:1/favoriters?cursor=7"
    service.once.add("favoriters", .json(#"{"collection":[],"next_href":"\#(own)"}"#))
    let page = try await source.favouriters(of: TrackID(.soundcloud, "1"), from: PageMark(own))
    #expect(page.next == nil)
    #expect(page.complaint?.sentence.contains("leads to itself") == true)
  }

  @Test func `what may not be played here is left out`() async throws {
    let barred = service.track(2).replacingOccurrences(of: "\"access\":\"playable\"", with: "\"access\":\"preview\"")
    let still = service.track(3).replacingOccurrences(of: "\"streamable\":true", with: "\"streamable\":false")
    service.once.add("likes", .json(#"{"collection":[\#(service.track(1)),\#(barred),\#(still)]}"#))
    #expect(try await source.favourites(of: "1", from: nil).items.map(\.id.key) == ["1"])
  }

  @Test func `search finds artists and tracks`() async throws {
    let found = try await source.search("slow & green=1", limit: 10)
    #expect(found.count == 8)
    #expect(service.standIn.requests.allSatisfy { $0.query["q"] == "slow & green=1" && $0.query["limit"] == "10" })
  }

  @Test func `related tracks, related artists, an artist's tracks`() async throws {
    #expect(try await source.related(to: TrackID(.soundcloud, "1")).items.map(\.id.key) == ["2"])
    #expect(try await source.related(to: ArtistID(.soundcloud, "1"), limit: 5).map(\.id.key) == ["2"])
    #expect(try await source.tracks(by: ArtistID(.soundcloud, "4"), from: nil).items.map(\.id.key) == ["4"])
    #expect(try await source.artist(ArtistID(.soundcloud, "4")).followers == 12)
  }

  @Test(arguments: ["é", "../me", "1?x=y", "a b", "1/streams", "\u{202E}"])
  func `an odd id stays in its place of the address`(key: String) async throws {
    _ = await fault { try await source.track(TrackID(.soundcloud, key)) }
    let asked = try #require(service.standIn.requests.last)
    #expect(asked.path == "/tracks/soundcloud:tracks:\(key)" && asked.query.isEmpty)
  }

  @Test func `without a list of its own, discoveries are what relates to the latest likes`() async throws {
    #expect(try await source.discoveries(limit: 10).map(\.id.key) == ["2", "3", "4"])
    let app = service.source(service.connected(isListeners: false))
    #expect(try await app.discoveries(limit: 10).isEmpty)
  }
}

@Suite struct `What SoundCloud answers` {
  private func decode<Value: AnswerShape>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONAnswer.read(type, from: Data(text.utf8), of: .soundcloud)
  }

  @Test func `the barest track is a track, unknown counts are unknown`() throws {
    let track = try decode(SoundCloudAnswers.Track.self, #"{"id":308946187,"user":{"id":2270480027}}"#).track
    #expect(track.id == TrackID(.soundcloud, "308946187"))
    #expect(track.artist.id == ArtistID(.soundcloud, "2270480027"))
    #expect(track.exposure == Exposure())
    #expect(track.duration == nil && track.tags.isEmpty && track.page == nil)
  }

  @Test func `null everywhere is unknown and not 0`() throws {
    let text = """
      {"urn":"soundcloud:tracks:9223372036854775807","id":null,"title":null,"duration":null,"genre":null,"tag_list":null,
      "playback_count":null,"favoritings_count":null,"permalink_url":null,"access":null,"streamable":null,
      "user":{"urn":"soundcloud:users:1","username":null,"followers_count":null}}
      """
    let track = try decode(SoundCloudAnswers.Track.self, text).track
    #expect(track.id.key == "9223372036854775807")
    #expect(track.exposure == Exposure())
  }

  @Test func `unknown fields of any kind are ignored, known ones of the wrong kind are unknown`() throws {
    let text = """
      {"urn":"soundcloud:tracks:1","new":{"deep":[1,{"x":null}]},"title":"T","duration":"long","playback_count":"many",
      "favoritings_count":-3,"genre":7,"user":{"urn":"soundcloud:users:1","followers_count":1.5,"badges":[]}}
      """
    let track = try decode(SoundCloudAnswers.Track.self, text).track
    #expect((track.title, track.duration, track.exposure.plays, track.exposure.favourites) == ("T", nil, nil, nil))
  }

  @Test func `a quiet track's counts are unknown, even when they are told`() throws {
    let text = #"{"id":1,"playback_count":0,"favoritings_count":0,"reveal_stats":false,"user":{"id":1}}"#
    #expect(try decode(SoundCloudAnswers.Track.self, text).track.exposure == Exposure())
  }

  @Test func `one odd element costs itself, not the page`() throws {
    let text = #"{"collection":[{"id":1,"user":{"id":1}},null,7,{"title":"no id"},{"id":"2","user":{"id":"u"}}]}"#
    let list = try decode(SoundCloudAnswers.List<SoundCloudAnswers.Track>.self, text)
    #expect(list.items.map(\.key) == ["1", "2"])
  }

  @Test(arguments: ["", "null", "\"x\"", "<html>", "{\"collection\":[{", "{\"collection\":7}", "[[[["])
  func `what is no answer is told or empty, and breaks nothing`(text: String) {
    let list = try? decode(SoundCloudAnswers.List<SoundCloudAnswers.Track>.self, text)
    #expect(list?.items.isEmpty ?? true)
  }

  @Test func `an id with control characters is no id`() throws {
    let text =
      #"[{"id":"a\u001b[2J","user":{"id":1}},{"id":"","user":{"id":1}},{"urn":"soundcloud:tracks:\n","user":{"id":1}}]"#
    #expect(try decode(SoundCloudAnswers.List<SoundCloudAnswers.Track>.self, text).items.isEmpty)
  }

  @Test func `tags may be quoted, machine tags are dropped`() {
    #expect(TagList.parse(#"slow "deep green" soundcloud:source=web a"#) == ["slow", "deep green", "a"])
    #expect(TagList.parse(#""open"#) == ["open"])
    #expect(TagList.parse("").isEmpty)
  }
}
