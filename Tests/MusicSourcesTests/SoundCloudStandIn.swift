import Foundation
import Listening
import Synchronization

@testable import MusicSources

/// SoundCloud as its specification and its faults are known: tokens that end, refresh tokens good for one use, lists in
/// pages with a link, streams that lead elsewhere. Listeners and tracks are numbers; who likes what is arithmetic.
final class SoundCloudStandIn: Sendable {
  struct State {
    var access: Set<String> = []
    var refresh: Set<String> = []
    var issued = 0
    var renewals = 0
    var likes: [String] = []
    var streamPlace = "https://playback.media-streaming.soundcloud.cloud/x/playlist.m3u8?expires=99999999999"
  }

  let state = Mutex(State())
  let once = Once()
  let standIn: StandIn
  /// How many listeners, how many tracks, and how many tracks a listener likes.
  let crowd: (listeners: Int, tracks: Int, likes: Int)
  /// Extra bytes in every track, so that answers are of the real size.
  let padding: String

  init(listeners: Int = 40, tracks: Int = 90, likes: Int = 30, padding: Int = 0) throws {
    crowd = (listeners, tracks, likes)
    self.padding = String(repeating: "lorem ipsum ", count: padding / 12)
    standIn = try StandIn()
    standIn.serve { [weak self] in self?.answer($0) ?? .silence }
  }

  deinit { standIn.stop() }

  var url: URL { standIn.url }

  /// Tokens handed out so far are no good from now on.
  func endTokens() { state.withLock { $0.access = [] } }

  func likes(of listener: Int) -> [Int] {
    // A step that shares no factor with the number of tracks meets each at most once.
    (0..<crowd.likes).map { (listener * 7 + $0 * 11) % crowd.tracks }
  }

  func favouriters(of track: Int) -> [Int] { (0..<crowd.listeners).filter { likes(of: $0).contains(track) } }

  func answer(_ request: StandIn.Request) -> StandIn.Reply {
    if let reply = once.take(request.path) { return reply }
    if request.path == "/oauth/token" { return token(request) }
    if request.path == "/sign-out" { return .json("{}") }
    let known = state.withLock { $0.access.contains { request.headers["authorization"] == "OAuth \($0)" } }
    guard known else {
      return .json(#"{"code":401,"message":"","status":"401 - Unauthorized","error":null}"#, status: 401)
    }
    return thing(request)
  }

  private func token(_ request: StandIn.Request) -> StandIn.Reply {
    let form = request.form
    let basic = "Basic " + Data("id:secret".utf8).base64EncodedString()
    return state.withLock { state in
      switch form["grant_type"] {
      case "client_credentials" where request.headers["authorization"] == basic && form.count == 1: break
      case "refresh_token" where form["client_id"] == "id" && form["client_secret"] == "secret":
        guard state.refresh.remove(form["refresh_token"] ?? "") != nil else {
          return .json(#"{"error":"invalid_grant"}"#, status: 400)
        }
        state.renewals += 1
      case "authorization_code" where form["code"] == "good" && form["code_verifier"]?.count == 43: break
      default: return .json(#"{"error":"invalid_client"}"#, status: 401)
      }
      state.issued += 1
      let number = state.issued
      state.access.insert("access\(number)")
      state.refresh.insert("refresh\(number)")
      return .json(
        #"{"access_token":"access\#(number)","expires_in":3599,"scope":"","refresh_token":"refresh\#(number)","token_type":"bearer"}"#
      )
    }
  }

  private func thing(_ request: StandIn.Request) -> StandIn.Reply {
    let parts = request.path.split(separator: "/").map(String.init)
    let number = parts.count > 1 ? parts[1].split(separator: ":").last.flatMap { Int($0) } : nil
    switch (parts.first, number, parts.dropFirst(2).joined(separator: "/")) {
    case ("tracks", let track?, "favoriters"): return page(favouriters(of: track).map(user), request)
    case ("tracks", let track?, "streams"): return streams(track)
    case ("tracks", _?, let rest) where rest.hasPrefix("streams/"):
      return .redirect(state.withLock { $0.streamPlace })
    case ("tracks", let track?, "related"): return page([(track + 1) % crowd.tracks].map(self.track), request)
    case ("tracks", let track?, ""): return track < crowd.tracks ? .json(self.track(track)) : .json("{}", status: 404)
    case ("tracks", nil, ""): return page((0..<5).map(track), request)
    case ("users", let user?, "likes/tracks"): return page(likes(of: user).map(track), request)
    case ("users", let user?, "tracks"): return page([user % crowd.tracks].map(track), request)
    case ("users", let user?, "related"): return page([user + 1].map(self.user), request)
    case ("users", let user?, ""): return .json(self.user(user))
    case ("users", nil, ""): return .json("[" + (0..<3).map(user).joined(separator: ",") + "]")
    case ("me", _, ""): return parts.count == 1 ? .json(user(7)) : mine(parts, request)
    case ("me", _, "tracks"): return mine(parts, request)
    case ("resolve", _, _): return resolve(request.query["url"] ?? "")
    case ("likes", _, let urn): return like(request.method, urn)
    default: return .json(#"{"errors":[{"error_message":"404 - Not Found"}]}"#, status: 404)
    }
  }

  private func mine(_ parts: [String], _ request: StandIn.Request) -> StandIn.Reply {
    parts[1] == "likes" ? page([1, 2, 3].map(track), request) : page([4, 5].map(user), request)
  }

  private func resolve(_ page: String) -> StandIn.Reply {
    guard let number = page.split(separator: "-").last.flatMap({ Int($0) }) else { return .json("{}", status: 404) }
    let kind = page.contains("/track-") ? "tracks" : page.contains("/set-") ? "playlists" : "users"
    let place = "https://api.soundcloud.com/\(kind)/soundcloud:\(kind):\(number)"
    return .whole(302, ["Location": place], Data(#"{"status":"302 - Found","location":"\#(place)"}"#.utf8))
  }

  private func like(_ method: String, _ urn: String) -> StandIn.Reply {
    state.withLock { $0.likes.append("\(method == "POST" ? "+" : "-")\(urn.split(separator: ":").last ?? "")") }
    return .json(#"{"status":"200 - OK"}"#)
  }

  private func streams(_ track: Int) -> StandIn.Reply {
    let base = "\(url)/tracks/soundcloud:tracks:\(track)/streams/uuid"
    return .json(
      #"{"hls_mp3_128_url":"\#(base)-mp3/hls","hls_aac_160_url":"\#(base)-aac/hls","hls_opus_64_url":"\#(base)-opus/hls","preview_mp3_128_url":"\#(base)-pre/preview"}"#
    )
  }

  func page(_ items: [String], _ request: StandIn.Request) -> StandIn.Reply {
    let size = (request.query["page_size"] ?? request.query["limit"]).flatMap { Int($0) } ?? 50
    let start = request.query["cursor"].flatMap { Int($0) } ?? 0
    let end = min(items.count, start + size)
    let list = start < end ? items[start..<end].joined(separator: ",") : ""
    let next =
      end < items.count
      ? #""\#(url)\#(request.path)?cursor=\#(end)&page_size=\#(size)&linked_partitioning=true""# : "null"
    return .json(#"{"collection":[\#(list)],"next_href":\#(next)}"#)
  }

  func user(_ number: Int) -> String {
    #"{"kind":"user","urn":"soundcloud:users:\#(number)","username":"Listener \#(number)","followers_count":\#(number * 3),"permalink_url":"https://soundcloud.com/l\#(number)","plan":"Free"}"#
  }

  func track(_ number: Int) -> String {
    #"{"kind":"track","urn":"soundcloud:tracks:\#(number)","title":"Track \#(number)","duration":\#(180_000 + number),"genre":"Ambient","tag_list":"tape \"slow green\" ns:key=1","permalink_url":"https://soundcloud.com/a/t\#(number)","playback_count":\#(number * 10),"favoritings_count":\#(number + 20),"access":"playable","streamable":true,"created_at":"2019/01/15 15:40:49 +0000","description":"\#(padding)","user":\#(user(number % 13))}"#
  }
}

extension SoundCloudStandIn {
  /// A source that asks here, connected with the listener's token or the app's.
  func source(_ store: MemoryStore, timeout: Int = 20) -> SoundCloudSource {
    SoundCloudSource(
      api: url, auth: url, store: store, http: quickClient(timeout), perSecond: 10_000, patience: [.zero, .zero])
  }

  /// A harvest from here that keeps answers in `folder` and so asks ahead.
  func harvesterAhead(into store: some HarvestStore, keeping folder: URL, timeout: Int = 20) -> Harvester {
    let answers = KeptAnswers(quickClient(timeout), in: folder)
    let source = SoundCloudSource(
      api: url, auth: url, store: connected(), http: answers, perSecond: 1e6, patience: [])
    return Harvester(
      source: source, store: store, patience: HarvestPatience(first: .zero, longest: .zero, tries: 4), answers: answers)
  }

  /// Credentials whose token is good here.
  func connected(isListeners: Bool = true) -> MemoryStore {
    let token = SoundCloudCredentials.Token(
      access: "first", refresh: "again", expires: Date().addingTimeInterval(3000), isListeners: isListeners)
    state.withLock { state in
      state.access.insert("first")
      state.refresh.insert("again")
    }
    return MemoryStore(SoundCloudCredentials(clientID: "id", clientSecret: "secret", token: token))
  }
}

/// Credentials in memory, with all that was ever stored.
final class MemoryStore: CredentialStore {
  private final class Turn: CredentialTurn {
    let store: MemoryStore
    init(_ store: MemoryStore) { self.store = store }
    func end() { store.turns.withLock { $0.open -= 1 } }
  }
  private let kept: Mutex<[SoundCloudCredentials?]>
  /// How many turns are open, and how much was stored outside of any.
  let turns = Mutex((open: 0, storedOutside: 0))
  /// How many times more it takes something.
  private let room = Mutex(Int.max)
  init(_ first: SoundCloudCredentials?) { kept = Mutex([first]) }
  /// It takes something so many times more, then its disk is full.
  func fails(after count: Int) { room.withLock { $0 = count } }
  var all: [SoundCloudCredentials?] { kept.withLock { $0 } }
  func load() throws -> SoundCloudCredentials? { kept.withLock { $0.last ?? nil } }
  func store(_ credentials: SoundCloudCredentials?) throws {
    turns.withLock { if $0.open == 0 { $0.storedOutside += 1 } }
    guard
      room.withLock({
        $0 -= 1; return $0 >= 0
      })
    else { throw CocoaError(.fileWriteOutOfSpace) }
    kept.withLock { $0.append(credentials) }
  }
  func turn() async throws -> any CredentialTurn {
    turns.withLock { $0.open += 1 }
    return Turn(self)
  }
}
