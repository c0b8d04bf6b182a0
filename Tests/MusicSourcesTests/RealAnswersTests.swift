import Foundation
import Listening
import Testing

@testable import MusicSources

/// Whole bodies as the services send them, written from their descriptions and from answers seen in the open.
@Suite struct `Answers as SoundCloud sends them` {
  private typealias Answers = SoundCloudAnswers

  private func decode<Value: AnswerShape>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONAnswer.read(type, from: Data(text.utf8), of: .soundcloud)
  }

  private func tracks(_ text: String) throws -> [Track] {
    try decode(Answers.List<Answers.Track>.self, text).items.map(\.track)
  }

  @Test(.timeLimit(.minutes(1))) func `a text of half a million escapes is read in one pass`() throws {
    let text = String(repeating: #"\n"#, count: 500_000)
    #expect(try tracks(#"{"collection":[],"x":"\#(text)"}"#).isEmpty)
  }

  /// A track of 2026 with these fields instead of its own.
  private func track(_ changes: String = "") -> String {
    """
    {"kind":"track"\(changes.isEmpty ? "" : "," + changes),"urn":"soundcloud:tracks:2270480027",
    "created_at":"2026/02/15 15:40:49 +0000","duration":227312,"commentable":true,"comment_count":2,"sharing":"public",
    "tag_list":"ambient \\"slow green\\" geo:lat=50.1","streamable":true,"embeddable_by":"all","purchase_url":null,
    "purchase_title":null,"genre":"Ambient","title":"Nocturne for a Closed Pool","description":"made at night\\r\\n\\u2014 ida",
    "label_name":null,"release":null,"key_signature":null,"isrc":null,"bpm":null,"release_year":null,"release_month":null,
    "release_day":null,"license":"cc-by","uri":"https://api.soundcloud.com/tracks/soundcloud:tracks:2270480027",
    "user":{"avatar_url":"https://i1.sndcdn.com/avatars-x-large.jpg","urn":"soundcloud:users:948745750","kind":"user",
    "permalink_url":"https://soundcloud.com/salt-lantern","uri":"https://api.soundcloud.com/users/soundcloud:users:948745750",
    "username":"Salt Lantern","permalink":"salt-lantern","created_at":"2021/03/01 10:00:00 +0000",
    "last_modified":"2026/01/01 00:00:00 +0000","first_name":"","last_name":"","full_name":"Ida K.","city":"Malmö",
    "description":null,"country":"Sweden","track_count":12,"public_favorites_count":37,"reposts_count":0,
    "followers_count":412,"followings_count":88,"plan":"Free","myspace_name":null,"website":null,"subscriptions":[]},
    "permalink_url":"https://soundcloud.com/salt-lantern/nocturne","artwork_url":null,"stream_url":null,
    "download_url":null,"waveform_url":"https://wave.sndcdn.com/x_m.png","available_country_codes":null,
    "secret_uri":null,"user_favorite":null,"user_playback_count":null,"playback_count":933,"download_count":0,
    "favoritings_count":54,"reposts_count":3,"downloadable":false,"access":"playable","policy":null,
    "monetization_model":null,"metadata_artist":null,"reveal_stats":true,"reveal_comments":true}
    """
  }

  @Test func `a page of the official API is read whole`() throws {
    let body = #"{"collection":[\#(track())],"next_href":"https://api.soundcloud.com/tracks?cursor=1"}"#
    #expect(try decode(Answers.List<Answers.Track>.self, body).next == "https://api.soundcloud.com/tracks?cursor=1")
    let read = try #require(try tracks(body).first)
    #expect(
      read
        == Track(
          id: TrackID(.soundcloud, "2270480027"), title: "Nocturne for a Closed Pool",
          artist: Credit(id: ArtistID(.soundcloud, "948745750"), name: "Salt Lantern"), duration: 227.312,
          tags: ["Ambient", "ambient", "slow green"], page: "https://soundcloud.com/salt-lantern/nocturne",
          exposure: Exposure(plays: 933, favourites: 54, followers: 412)))
  }

  @Test(arguments: [
    (#""urn":"soundcloud:tracks:18014398509481985""#, "18014398509481985"),
    (#""id":9007199254740993"#, "9007199254740993"),
    (#""id":"9007199254740993""#, "9007199254740993"), (#""id":"soundcloud:tracks:7""#, "7"),
    (#""urn":null,"id":18446744073709551615"#, "18446744073709551615"), (#""urn":7,"id":8"#, "8"),
  ])
  func `an id keeps every figure, however it is written`(fields: String, key: String) throws {
    #expect(try tracks(#"[{\#(fields),"user":{"id":1}}]"#).map(\.id.key) == [key])
  }

  @Test(arguments: [
    #"{"urn":"soundcloud:playlists:1","user":{"id":1}}"#, #"{"kind":"playlist","id":1,"tracks":[],"user":{"id":1}}"#,
    #"{"created_at":"2026-02-21T08:58:38Z","kind":"like","playlist":{"id":1,"kind":"playlist","user":{"id":1}}}"#,
    "null", "7", "[]", "{}", #"{"id":1.5,"user":{"id":1}}"#, #"{"id":1}"#, #"{"id":1,"user":null}"#,
    #"{"urn":"soundcloud:tracks:","user":{"id":1}}"#, #"{"kind":"user","urn":"soundcloud:users:1","username":"x"}"#,
  ])
  func `what is no track is passed over, and those beside it are kept`(odd: String) throws {
    #expect(try tracks(#"{"collection":[\#(track()),\#(odd),{"id":2,"user":{"id":1}}],"next_href":null}"#).count == 2)
  }

  @Test func `likes with their track inside are tracks`() throws {
    let body = """
      {"collection":[{"created_at":"2026-02-21T08:58:38Z","kind":"like","track":\(track())},
      {"type":"track","created_at":"2026/02/21 08:58:38 +0000","origin":{"id":5,"user":{"id":1}}}],
      "next_href":"https://api.soundcloud.com/x","query_urn":"soundcloud:users-likes:1","variant":null}
      """
    #expect(try tracks(body).map(\.id.key) == ["2270480027", "5"])
  }

  @Test func `one thing in place of a list, as the description's own example has it, is a list of one`() throws {
    let body = #"{"collection":\#(track()),"next_href":"https://api.soundcloud.com/collection?cursor=1"}"#
    #expect(try tracks(body).map(\.id.key) == ["2270480027"])
    #expect(try tracks(#"{"collection":{"kind":"playlist","id":1,"user":{"id":1}},"next_href":null}"#).isEmpty)
  }

  @Test(
    arguments: [
      (["hls_aac_160_url", "hls_mp3_128_url", "http_mp3_128_url", "preview_mp3_128_url"], [0, 1, 2]),
      (["preview_mp3_128_url", "hls_opus_64_url", "hls_aac_96_url", "hls_aac_160_url"], [3, 2]),
      (["http_mp3_128_url", "preview_mp3_128_url"], [0]), (["preview_mp3_128_url"], []), ([], []),
    ] as [([String], [Int])])
  func `of the streams that are there the best comes first, and a preview is none`(names: [String], order: [Int]) throws
  {
    let fields = names.map { "\"\($0)\":\"https://api.soundcloud.com/\($0)\"" } + ["\"hls_x_url\":null"]
    let streams = try decode(Answers.Streams.self, "{\(fields.joined(separator: ","))}")
    #expect(streams.inOrder == order.map { "https://api.soundcloud.com/\(names[$0])" })
  }

  @Test func `an uploader who is gone leaves what the track tells`() throws {
    let body = #"[{"id":1,"user":null,"user_id":9,"metadata_artist":"Ida"},{"id":2,"user_urn":"soundcloud:users:8"}]"#
    #expect(
      try tracks(body).map(\.artist) == [
        Credit(id: ArtistID(.soundcloud, "9"), name: "Ida"), Credit(id: ArtistID(.soundcloud, "8"), name: "8"),
      ])
  }

  @Test(
    arguments: [
      (#""playback_count":null"#, nil), (#""playback_count":"""#, nil), (#""playback_count":"many""#, nil),
      (#""playback_count":-1"#, nil), (#""playback_count":[]"#, nil), (#""playback_count":1.5"#, nil),
      (#""playback_count":1e400"#, nil), (#""playback_count":99999999999999999999"#, nil), (#""x":0"#, nil),
      (#""playback_count":0"#, 0), (#""playback_count":"933""#, 933), (#""playback_count":933.0"#, 933),
      (#""playback_count":9007199254740993"#, 9_007_199_254_740_993),
    ] as [(String, Int?)])
  func `a count is what it says, or unknown, and never 0 for want of a better`(field: String, plays: Int?) throws {
    #expect(try tracks(#"[{"id":1,"user":{"id":1},\#(field)}]"#).map(\.exposure.plays) == [plays])
  }

  @Test func `likes_count stands for favoritings_count where that is missing`() throws {
    let body =
      #"[{"id":1,"user":{"id":1},"likes_count":7},{"id":2,"user":{"id":1},"likes_count":7,"favoritings_count":8}]"#
    #expect(try tracks(body).map(\.exposure.favourites) == [7, 8])
  }

  @Test(arguments: ["null", "0", "-5", "1e999", "\"long\"", "[]", "1e300"])
  func `a length that makes no sense is unknown`(duration: String) throws {
    #expect(try tracks(#"[{"id":1,"user":{"id":1},"duration":\#(duration)}]"#).map(\.duration) == [nil])
  }

  @Test func `a length may have a point or be text`() throws {
    let body = #"[{"id":1,"user":{"id":1},"duration":1500.5},{"id":2,"user":{"id":1},"duration":"1500"}]"#
    #expect(try tracks(body).map(\.duration) == [1.5005, 1.5])
  }

  @Test(arguments: [
    #""access":"preview""#, #""access":"blocked""#, #""streamable":false"#, #""policy":"BLOCK""#, #""policy":"SNIP""#,
  ])
  func `what is only a preview, or barred, is not playable`(bar: String) throws {
    let list = try decode(Answers.List<Answers.Track>.self, "[\(track(bar)),\(track())]")
    #expect(list.items.map(\.isPlayable) == [false, true])
  }

  @Test(arguments: [
    "javascript:alert(1)", "file:///etc/passwd", "", "https://x.org/a b", "https://x.org/\\u001b[2J", "7",
  ])
  func `a page that is no web address is none`(page: String) throws {
    #expect(try tracks(#"[{"id":1,"user":{"id":1},"permalink_url":"\#(page)"}]"#).map(\.page) == [nil])
  }

  @Test func `names without end are cut, blank ones are none, signs stay as they are`() throws {
    let long = String(repeating: "é", count: 1_000_000)
    let body = """
      [{"id":1,"title":"\(long)","user":{"id":1,"username":"\(long)"},"tag_list":"\(String(repeating: "t ", count: 9_999))"},
      {"id":2,"title":"  ","user":{"id":3,"username":"","full_name":"Ida"}},
      {"id":4,"title":"Salt &amp; Light <b>\\u200f","user":{"id":5}}]
      """
    let read = try tracks(body)
    #expect(read[0].title.count == 500 && read[0].artist.name.count == 500 && read[0].tags.count == 30)
    #expect(read[1].title == "2" && read[1].artist.name == "Ida")
    #expect(read[2].title == "Salt &amp; Light <b>\u{200F}")
  }

  @Test(arguments: [
    "title", "user", "duration", "tag_list", "genre", "permalink_url", "playback_count", "favoritings_count", "access",
    "streamable", "reveal_stats", "kind", "policy",
  ])
  func `one field of another kind costs at most its element`(field: String) throws {
    for odd in ["null", "true", "7", "-1.5e3", "\"\"", "\"x\"", "[]", "[null]", "{}", "{\"x\":1}"] {
      let body = #"{"collection":[{"id":1,"user":{"id":1}},\#(track("\"\(field)\":\(odd)")),{"id":3,"user":{"id":1}}]}"#
      let keys = try tracks(body).map(\.id.key)
      #expect(keys.first == "1" && keys.last == "3", "\(field) \(odd)")
    }
  }

  @Test func `listeners of a track tell how many favourites they have, or nothing`() throws {
    let body = """
      {"collection":[{"urn":"soundcloud:users:1","public_favorites_count":37},{"id":2,"likes_count":9},
      {"id":3,"public_favorites_count":null},{"id":4,"public_favorites_count":0},{"urn":"soundcloud:tracks:5"},null],
      "next_href":null}
      """
    let users = try decode(Answers.List<Answers.User>.self, body).items
    #expect(users.map(\.key) == ["1", "2", "3", "4"])
    #expect(users.map(\.favourites) == [37, 9, nil, nil])
  }

  @Test(arguments: ["\"3599\"", "3599", "null", "-1", "1e999", "[]"])
  func `a token lasts as long as it says, or an hour`(seconds: String) throws {
    let token = try decode(Answers.Token.self, #"{"access_token":"a","expires_in":\#(seconds),"scope":""}"#)
    #expect([3599, 3600].contains(token.seconds))
  }
}

@Suite struct `Answers as Audius sends them` {
  private func decode<Value: AnswerShape>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONAnswer.read(type, from: Data(text.utf8), of: .audius)
  }

  private func tracks(_ text: String) throws -> [AudiusAnswers.Track] {
    try decode(AudiusAnswers.List<AudiusAnswers.Track>.self, #"{"latest_chain_block":9,"data":[\#(text)]}"#).data
      .elements
  }

  private func track(_ changes: String = "") -> String {
    """
    {\(changes.isEmpty ? "" : changes + ",")"artwork":{"150x150":"https://a.example/150x150.jpg","480x480":null,
    "1000x1000":null,"mirrors":[]},"description":null,"genre":"Electronic","id":"D7KyD","track_cid":"baeaaaiqse",
    "preview_cid":null,"orig_file_cid":null,"orig_filename":"x.wav","is_original_available":false,"mood":"Fiery",
    "release_date":"2023-05-12T07:00:00Z","remix_of":{"tracks":null},"repost_count":47,"favorite_count":54,
    "comment_count":null,"tags":"sinewave, slow green,,tape","title":"Paauer | Baauer Live","user":{"album_count":0,
    "artist_pick_track_id":null,"bio":"Forest, Sky","cover_photo":null,"followee_count":19,"follower_count":1303,
    "handle":"low_orbit","id":"nlGNe","is_verified":true,"location":"Brooklyn","name":"Low Orbit Choir",
    "playlist_count":2,"profile_picture":null,"repost_count":5,"track_count":4,"is_deactivated":false,
    "is_available":true,"total_balance":"0"},"duration":5265,"is_streamable":true,"is_downloadable":false,
    "play_count":1120,"permalink":"/low_orbit/paauer","is_stream_gated":false,"stream_conditions":null,
    "access":{"stream":true,"download":true},"bpm":128.2,"musical_key":"A minor","is_unlisted":false,"is_delete":false,
    "stream":{"url":"https://node.example/tracks/cidstream/x?signature=y","mirrors":["https://node2.example"]},
    "field_visibility":{"mood":true},"created_at":"2023-05-12T07:00:01Z","isrc":null,"license":null}
    """
  }

  @Test func `a full track is read whole`() throws {
    #expect(
      try tracks(track()).map(\.track) == [
        Track(
          id: TrackID(.audius, "D7KyD"), title: "Paauer | Baauer Live",
          artist: Credit(id: ArtistID(.audius, "nlGNe"), name: "Low Orbit Choir"), duration: 5265,
          tags: ["Electronic", "Fiery", "sinewave", "slow green", "tape"], page: "https://audius.co/low_orbit/paauer",
          exposure: Exposure(plays: 1120, favourites: 54, followers: 1303))
      ])
  }

  @Test(arguments: [
    #""is_delete":true"#, #""is_unlisted":true"#, #""is_streamable":false"#, #""is_available":false"#,
    #""is_stream_gated":true"#, #""is_premium":true"#, #""access":{"stream":false}"#,
    #""user":{"id":"x","is_deactivated":true}"#,
  ])
  func `what may not be streamed is not playable`(bar: String) throws {
    #expect(try tracks(track(bar)).map(\.isPlayable) == [false])
  }

  @Test(arguments: [
    "null", "7", #"{"id":"p","playlist_name":"Mix","user":{"id":"x"}}"#, #"{"id":null,"user":{"id":"x"}}"#,
    #"{"id":"a","user":null}"#, #"{"title":"no id"}"#,
  ])
  func `what is no track is passed over, and those beside it are kept`(odd: String) throws {
    #expect(try tracks("\(odd),\(track())").map(\.id) == ["D7KyD"])
  }

  @Test func `counts as text are counts, null ones are unknown, odd ones too`() throws {
    let odd =
      #"{"id":1,"user":{"id":2,"follower_count":"x"},"play_count":"120","favorite_count":null,"duration":"9.5"}"#
    let read = try #require(try tracks(odd).first?.track)
    #expect(read.exposure == Exposure(plays: 120) && read.duration == 9.5)
    #expect(read.id.key == "1" && read.artist.id.key == "2")
  }

  @Test func `nothing below data is a thing that is gone, or an empty list`() async throws {
    let service = try AudiusStandIn()
    service.once.add("/tracks/D0", .json(#"{"data":null}"#))
    #expect(await fault { try await service.source().track(TrackID(.audius, "D0")) } == .gone(.audius))
    #expect(service.standIn.requests.count == 1, "it is not asked again")
    let list = try decode(AudiusAnswers.List<AudiusAnswers.Track>.self, #"{"data":null,"version":{}}"#)
    #expect(list.data.elements.isEmpty)
  }

  @Test func `one thing in a list is that thing`() throws {
    let user = try decode(AudiusAnswers.Wrapped<AudiusAnswers.User>.self, #"{"data":[{"id":"x","name":"Ida"}]}"#)
    #expect(user.data?.artist.name == "Ida")
  }

  @Test func `a library entry is a track, a collection is none`() throws {
    let entries = """
      {"data":[{"class":"track_activity_full","timestamp":"2025-07-05T08:58:38Z","item_type":"track","item":\(track())},
      {"class":"collection_activity_full","item_type":"playlist","item":{"id":"p","user":{"id":"x"}}},
      {"class":"track_activity_full","item_type":"track","item":null},null]}
      """
    let list = try decode(AudiusAnswers.List<AudiusAnswers.LibraryEntry>.self, entries).data
    #expect(list.elements.compactMap(\.item?.id) == ["D7KyD"])
    #expect(list.count == 4, "an offset counts those too")
  }

  @Test(
    arguments: [
      ("/h/a", "https://audius.co/h/a"), ("h/a", "https://audius.co/h/a"),
      ("https://audius.co/h/a", "https://audius.co/h/a"),
      ("@evil.example/x", "https://audius.co/@evil.example/x"), ("/h/a b", nil), ("/h/\\u001b[2J", nil),
    ] as [(String, String?)])
  func `a permalink stays on the service's own host`(permalink: String, page: String?) throws {
    let text = #"{"id":"a","user":{"id":"x"},"permalink":"\#(permalink)"}"#
    #expect(try tracks(text).map(\.track.page) == [page])
  }
}
