import Foundation
import Listening

/// A service with a crowd of listeners: answers of the real size (2 KB a track, 200 a page), each a millisecond late.
///
/// Listener `l` has 20 to 1,500 favourites, the tracks among them long-tailed; every track has two pages of favouriters.
struct Crowd {
  private static let tracks = 400_000.0
  private static let padding = Array(String(repeating: "lorem ipsum ", count: 72).utf8)

  /// Tells its port on standard output, and answers one caller at a time until none comes for ten seconds.
  func serve() throws -> Never {
    let door = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isOpen = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(door, $0, size) == 0 && listen(door, 8) == 0 && getsockname(door, $0, &size) == 0
      }
    }
    guard isOpen else { throw BenchError("no port is free") }
    FileHandle.standardOutput.write(Data("\(UInt16(bigEndian: place.sin_port))\n".utf8))
    var wait = pollfd(fd: door, events: Int16(POLLIN), revents: 0)
    while poll(&wait, 1, 10_000) == 1 {
      let caller = accept(door, nil, nil)
      while let address = Self.read(caller) {
        let due = ContinuousClock.now + .milliseconds(1)
        let answer = Self.answer(address, port: UInt16(bigEndian: place.sin_port))
        // Writing the answer takes most of the millisecond after which it is due.
        usleep(UInt32(max(0, (due - .now) / .microseconds(1))))
        guard Self.write(answer, to: caller) else { break }
      }
      close(caller)
    }
    exit(0)
  }

  /// The path and query that is asked for; nil when the caller has gone.
  private static func read(_ caller: Int32) -> String? {
    var head: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 8_192)
    while !head.suffix(4).elementsEqual([13, 10, 13, 10]) {
      let count = recv(caller, &piece, piece.count, 0)
      guard count > 0 else { return nil }
      head += piece.prefix(count)
    }
    let words = String(decoding: head, as: UTF8.self).split(separator: " ", maxSplits: 2)
    return words.count == 3 ? String(words[1]) : nil
  }

  private static func write(_ bytes: [UInt8], to caller: Int32) -> Bool {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { send(caller, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      start += count
    }
    return true
  }

  private static func answer(_ address: String, port: UInt16) -> [UInt8] {
    let parts = URLComponents(string: address)
    let path = parts?.path ?? ""
    let number = path.split(separator: "/").dropFirst().first?.split(separator: ":").last.flatMap { Int($0) } ?? 0
    let start = parts?.queryItems?.first { $0.name == "cursor" }?.value.flatMap { Int($0) } ?? 0
    let asksForListeners = path.hasSuffix("favoriters")
    let end = min(asksForListeners ? 400 : favourites(of: number), start + 200)
    var body = Array("{\"collection\":[".utf8)
    body.reserveCapacity(450_000)
    for place in start..<end {
      if place > start { body.append(0x2C) }
      let chance = mixed(number, place)
      if asksForListeners { body += listener(chance % 2_000_000).utf8 } else { append(track(chance), to: &body) }
    }
    let isLast = end == (asksForListeners ? 400 : favourites(of: number))
    body +=
      "],\"next_href\":\(isLast ? "null" : "\"http://127.0.0.1:\(port)\(path)?cursor=\(end)&page_size=200\"")}".utf8
    let head =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: \(body.count)\r\n\r\n"
    return Array(head.utf8) + body
  }

  private static func favourites(of listener: Int) -> Int { 20 + mixed(listener, -1) % 1_481 }

  /// A number decided by two others.
  private static func mixed(_ one: Int, _ other: Int) -> Int {
    var chance = Seeded(UInt64(bitPattern: Int64(one &* 1_000_003 &+ other)))
    return Int(chance.next() >> 1)
  }

  /// The cube makes a long tail.
  private static func track(_ chance: Int) -> Int {
    let share = Double(chance % 1_000_003) / 1_000_003
    return Int(share * share * share * tracks)
  }

  private static func listener(_ number: Int) -> String {
    #"{"kind":"user","urn":"soundcloud:users:\#(number)","username":"L\#(number)","followers_count":3,"public_favorites_count":\#(favourites(of: number)),"plan":"Free"}"#
  }

  /// All the fields of the service's description, as its answers have them.
  private static func append(_ number: Int, to body: inout [UInt8]) {
    body +=
      #"{"kind":"track","urn":"soundcloud:tracks:\#(number)","title":"Track \#(number) — Grün","artwork_url":null,"bpm":null,"comment_count":3,"commentable":true,"created_at":"2019/01/15 15:40:49 +0000","duration":\#(180_000 + number),"favoritings_count":\#(number % 800),"genre":"Ambient","permalink_url":"https://soundcloud.com/a/t\#(number)","playback_count":\#(number * 10),"tag_list":"tape \"slow green\" ns:key=1","user":{"avatar_url":"https://i1.sndcdn.com/a.jpg","urn":"soundcloud:users:\#(number % 50_003)","kind":"user","permalink_url":"https://soundcloud.com/a","username":"Maker \#(number % 50_003)","followers_count":412},"description":""#
      .utf8
    body += padding
    body += rest
  }

  private static let rest = Array(
    #"\n\u2014 \"quoted\"","download_count":0,"downloadable":false,"embeddable_by":"all","isrc":null,"key_signature":null,"label_name":null,"license":"all-rights-reserved","purchase_title":null,"purchase_url":null,"release":null,"release_day":null,"sharing":"public","streamable":true,"user_favorite":false,"user_playback_count":0,"waveform_url":"https://wave.sndcdn.com/x.png","available_country_codes":null,"access":"playable","download_url":null,"reposts_count":0,"reveal_stats":true,"reveal_comments":true}"#
      .utf8)
}
