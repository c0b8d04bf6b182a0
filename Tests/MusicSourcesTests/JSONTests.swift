import Foundation
import Listening
import Testing

@testable import MusicSources

@Suite struct `Reading JSON` {
  @Test(arguments: [
    (#""\u0041\n\t\r\b\f\/\\\"é\ud83c\udfb5""#, "A\n\t\r\u{8}\u{C}/\\\"é🎵"), (#""""#, ""), (#""\ud83c""#, "\u{FFFD}"),
    (#""\ud83cx""#, "\u{FFFD}x"), (#""\udfb5""#, "\u{FFFD}"), (#""\u00""#, "\u{FFFD}00"), (#""\x""#, "x"),
  ])
  func `strings are read with their escapes`(text: String, value: String) throws {
    #expect(try #require(JSON(Data(text.utf8))).string == value)
  }

  @Test func `numbers keep 64 bits, fractions and exponents`() throws {
    let json = try #require(JSON(Data("[9223372036854775807,-3,1.5,2e3,18446744073709551615]".utf8)))
    let all = try #require(json.elements)
    #expect(all.map(\.integer) == [.max, -3, nil, nil, nil])
    #expect(all.map(\.double) == [9.223372036854775807e18, -3, 1.5, 2000, 1.8446744073709551615e19])
    #expect(all.map(\.count) == [.max, nil, nil, 2000, nil])
    #expect(all.map(\.id) == ["9223372036854775807", nil, nil, nil, "18446744073709551615"])
  }

  @Test func `fields are found among others, null is missing`() throws {
    let json = try #require(JSON(Data(#" {"a":{"b":[{"a":1},{}]},"bb":2,"b":{"a":[]},"n":null,"c":true} "#.utf8)))
    #expect(json["a"]?["b"]?.elements?.first?["a"]?.integer == 1)
    #expect(json["bb"]?.integer == 2)
    #expect(json["b"]?["a"]?.elements?.isEmpty == true)
    #expect(json["n"] == nil && json["x"] == nil && json["c"]?["a"] == nil)
    #expect(json["c"]?.bool == true)
  }

  @Test(arguments: [
    "", " ", "{", "[", "[1,", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "\"x", "tru", "nulll", "[1]]", "{}{}", "\u{0}",
    "[,1]", "<html>",
    "{\"a\":1,}", "\"\\",
  ])
  func `what is no JSON is none`(text: String) { #expect(JSON(Data(text.utf8)) == nil) }

  @Test func `nesting without end is refused`() {
    #expect(JSON(Data(String(repeating: "[", count: 100_000).utf8)) == nil)
    #expect(JSON(Data((String(repeating: "[", count: 60) + String(repeating: "]", count: 60)).utf8)) != nil)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `agrees with Foundation on what both read, and no bytes break it`(seed: UInt64) throws {
    var chance = Seeded(seed)
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\\u00e9\"", "1", "-2.5", "true", "null", " ", "\"", "\\", "é",
    ]
    for _ in 0..<3_000 {
      let text = (0..<Int.random(in: 1...12, using: &chance)).map { _ in pieces.randomElement(using: &chance) ?? "" }
        .joined()
      let theirs = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
      let ours = JSON(Data(text.utf8))
      if theirs != nil { #expect(ours != nil, "\(text), seed \(seed)") }
      if let theirs = theirs as? [Any], let ours = ours?.elements { #expect(theirs.count == ours.count, "\(text)") }
    }
    for _ in 0..<2_000 {
      _ = JSON(Data((0..<40).map { _ in UInt8.random(in: 0...255, using: &chance) }))
    }
  }

  @Test func `a whole page reads as Foundation reads it`() throws {
    let service = try SoundCloudStandIn()
    let text = "[" + (0..<50).map(service.track).joined(separator: ",\n ") + "]"
    let theirs = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    let ours = try #require(JSON(Data(text.utf8))?.elements)
    for (their, our) in zip(theirs, ours) {
      #expect(their["title"] as? String == our["title"]?.string)
      #expect(their["tag_list"] as? String == our["tag_list"]?.string)
      #expect(their["duration"] as? Double == our["duration"]?.double)
      #expect((their["user"] as? [String: Any])?["urn"] as? String == our["user"]?["urn"]?.string)
    }
  }
}
