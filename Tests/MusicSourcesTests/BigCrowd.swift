import Foundation
import Synchronization

@testable import MusicSources

/// A crowd too large to be reckoned with at each question: answers of the real size, made beforehand.
///
/// Listener `l` has between 20 and 1,500 favourites among `tracks` tracks, and says how many. Every track has more
/// favouriters than fit on a page.
final class BigCrowd: Sendable {
  let standIn: StandIn
  private let tracks: [Data]
  /// How many favourites were handed out, and over how many pages.
  let given = Mutex((favourites: 0, pages: 0))

  /// - Parameters:
  ///   - bytes: the size of one track in an answer.
  ///   - microseconds: how long an answer takes.
  init(tracks: Int, bytes: Int, microseconds: UInt32) throws {
    let padding = String(repeating: "lorem ipsum ", count: max(0, bytes - 900) / 12)
    self.tracks = (0..<tracks).map { Data(Self.track($0, padding).utf8) }
    standIn = try StandIn()
    standIn.serve { [weak self] request in
      usleep(microseconds)
      return self?.answer(request) ?? .silence
    }
  }

  deinit { standIn.stop() }

  func source(_ perSecond: Double = 1e6) -> SoundCloudSource {
    let token = SoundCloudCredentials.Token(
      access: "t", refresh: nil, expires: Date().addingTimeInterval(36_000), isListeners: true)
    let store = MemoryStore(SoundCloudCredentials(clientID: "id", clientSecret: "secret", token: token))
    return SoundCloudSource(
      api: standIn.url, auth: standIn.url, store: store, http: quickClient(), perSecond: perSecond, patience: [])
  }

  static func count(_ listener: Int) -> Int { 20 + (listener &* 2_654_435_761) % 1_481 }

  private func answer(_ request: StandIn.Request) -> StandIn.Reply {
    let number = Int(request.path.split(separator: "/")[1].split(separator: ":").last ?? "") ?? 0
    let start = request.query["cursor"].flatMap { Int($0) } ?? 0
    let isListeners = request.path.hasSuffix("favoriters")
    let total = isListeners ? 400 : Self.count(number)
    let end = min(total, start + 200)
    var body = Data("{\"collection\":[".utf8)
    for place in start..<end {
      if place > start { body.append(0x2C) }
      if isListeners {
        body.append(Data(Self.listener(number * 211 + place).utf8))
      } else {
        body.append(tracks[(number * 7_919 + place * 13) % tracks.count])
      }
    }
    let next = end < total ? "\"\(standIn.url)\(request.path)?cursor=\(end)&page_size=200\"" : "null"
    body.append(Data("],\"next_href\":\(next)}".utf8))
    given.withLock { $0 = ($0.favourites + (isListeners ? 0 : end - start), $0.pages + 1) }
    return .whole(200, ["Content-Type": "application/json"], body)
  }

  private static func listener(_ number: Int) -> String {
    #"{"kind":"user","urn":"soundcloud:users:\#(number)","username":"L\#(number)","followers_count":3,"public_favorites_count":\#(count(number)),"plan":"Free"}"#
  }

  /// All the fields of the service's description, as its answers have them.
  private static func track(_ number: Int, _ padding: String) -> String {
    #"{"kind":"track","urn":"soundcloud:tracks:\#(number)","title":"Track \#(number) — Grün","artwork_url":null,"bpm":null,"comment_count":3,"commentable":true,"created_at":"2019/01/15 15:40:49 +0000","description":"\#(padding)\n\u2014 \"quoted\"","download_count":0,"downloadable":false,"duration":\#(180_000 + number),"embeddable_by":"all","favoritings_count":\#(number % 800),"genre":"Ambient","isrc":null,"key_signature":null,"label_name":null,"license":"all-rights-reserved","permalink_url":"https://soundcloud.com/a/t\#(number)","playback_count":\#(number * 10),"purchase_title":null,"purchase_url":null,"release":null,"release_day":null,"sharing":"public","stream_url":"https://api.soundcloud.com/tracks/\#(number)/stream","streamable":true,"tag_list":"tape \"slow green\" ns:key=1","uri":"https://api.soundcloud.com/tracks/\#(number)","user":{"avatar_url":"https://i1.sndcdn.com/a.jpg","urn":"soundcloud:users:\#(number % 5_003)","kind":"user","permalink_url":"https://soundcloud.com/a","username":"Maker \#(number % 5_003)","permalink":"a","city":null,"country":null,"full_name":"","followers_count":412,"followings_count":7,"track_count":12,"playlist_count":1,"public_favorites_count":9,"reposts_count":0},"user_favorite":false,"user_playback_count":0,"waveform_url":"https://wave.sndcdn.com/x.png","available_country_codes":null,"access":"playable","download_url":null,"reposts_count":0,"reveal_stats":true,"reveal_comments":true}"#
  }
}
