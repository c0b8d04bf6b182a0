import Foundation
import Listening
import Playback
import Testing

@testable import DesktopBus

/// What other programs read at a real bus.
@Suite(.serialized, .enabled(if: TestBus.isInstalled, "dbus is not installed"))
struct PropertyTests {
  @Test func `every property is there in the type of the specification`() throws {
    let (bus, stand) = (try TestBus(), Stand())
    stand.move(to: 61.5)
    let desktop = try stand.join(bus)
    defer { desktop.end() }
    let root = [
      ("CanQuit", "boolean true"), ("CanRaise", "boolean false"), ("HasTrackList", "boolean false"),
      ("Identity", "string \"Crescendo\""), ("SupportedUriSchemes", "array ["), ("SupportedMimeTypes", "array ["),
    ]
    for (name, value) in root {
      #expect(try bus.property(name, of: MediaPlayer.root).contains(" variant       \(value)"), "\(name)")
    }
    let player = [
      ("PlaybackStatus", "string \"Playing\""), ("Rate", "double 1"), ("MinimumRate", "double 1"),
      ("MaximumRate", "double 1"), ("Volume", "double 0.8"), ("Position", "int64 61500000"),
      ("CanGoNext", "boolean true"), ("CanGoPrevious", "boolean true"), ("CanPlay", "boolean true"),
      ("CanPause", "boolean true"), ("CanSeek", "boolean true"), ("CanControl", "boolean true"),
      ("Metadata", "array ["),
    ]
    let all = try bus.call("\(BusInterface.properties).GetAll", "string:\(MediaPlayer.player)")
    for (name, value) in player {
      #expect(try bus.property(name).contains(" variant       \(value)"), "\(name)")
      #expect(all.contains("string \"\(name)\"\n"))
    }
  }

  @Test func `the track is told with its name, length, artist and page`() throws {
    let (bus, stand) = (try TestBus(), Stand())
    let desktop = try stand.join(bus)
    defer { desktop.end() }
    let metadata = try bus.property("Metadata").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(metadata.contains("\"mpris:trackid\" variant object path \"/crescendo/track/7\""))
    #expect(metadata.contains("\"mpris:length\" variant int64 227000000"))
    #expect(metadata.contains("\"xesam:title\" variant string \"Nocturne for a Closed Pool\""))
    #expect(metadata.contains("\"xesam:artist\" variant array [ string \"Salt Lantern\" ]"))
    #expect(metadata.contains("\"xesam:url\" variant string \"https://demo.example/salt\""))
  }

  @Test func `the description names all that may be called and read, and nothing else`() throws {
    let (bus, stand) = (try TestBus(), Stand())
    let desktop = try stand.join(bus)
    defer { desktop.end() }
    let text = try bus.call("\(BusInterface.introspectable).Introspect")
    let names = { (kind: String) in
      text.matches(of: try Regex("<\(kind) name=\"(\\w+)\"")).map { $0.output[1].substring }
    }
    #expect(
      Set(try names("method")) == [
        "Introspect", "Ping", "Get", "GetAll", "Set", "Raise", "Quit", "Next", "Previous", "Pause", "PlayPause", "Stop",
        "Play", "Seek", "SetPosition", "OpenUri",
      ])
    #expect(Set(try names("signal")) == ["PropertiesChanged", "Seeked"])
    #expect(try names("property").count == 6 + 13)
    #expect(try bus.call("\(BusInterface.introspectable).Introspect", [], at: "/org").contains("node name=\"mpris\""))
  }

  @Test(
    arguments: [
      ("a\u{0}b", "a b"), ("a\u{1B}[2Jb", "a [2Jb"), ("a\nb\tc", "a b c"), ("\u{FFFE}x\u{FFFF}", "x"),
      (String(decoding: [0xEF, 0xB7, 0x90, 0x78], as: UTF8.self), "x"),
      ("\u{1FFFE}x\u{10FFFF}", "x"), ("\u{202E}x\u{2066}", " x "), ("\u{9B}31mx", " 31mx"), ("夜の海 é\u{301} 👩‍👩‍👧", nil),
      ("\u{E000}\u{FFFD}", nil), ("", nil), ("\u{7F}", " "), ("\u{200F}a\u{61C}", " a "),
    ] as [(String, String?)])
  func `a title may be anything, and is told without what is no text`(title: String, told: String?) throws {
    let (bus, stand) = (try TestBus(), Stand())
    let now = NowPlaying.playing.with {
      $0.track?.title = title
      $0.track?.artist.name = title
      $0.track?.page = title
    }
    let desktop = try stand.join(bus, now)
    defer { desktop.end() }
    let metadata = try bus.property("Metadata")
    #expect(metadata.components(separatedBy: "string \"\(told ?? title)\"\n").count == 4, "\(metadata)")
  }

  @Test func `a title without end is cut, and numbers that are none are left out`() throws {
    let (bus, stand) = (try TestBus(), Stand())
    stand.move(to: .nan)
    let now = NowPlaying.playing.with {
      $0.track?.title = String(repeating: "x", count: 1 << 22)
      $0.length = .infinity
    }
    let desktop = try stand.join(bus, now)
    defer { desktop.end() }
    let metadata = try bus.property("Metadata")
    #expect(metadata.utf8.count < 4_000 && !metadata.contains("mpris:length"))
    #expect(try bus.property("Position").contains("int64 0"))
  }

  @Test func `with nothing on stage the player is stopped and says so`() throws {
    let (bus, stand) = (try TestBus(), Stand())
    let desktop = try stand.join(bus, NowPlaying().with { $0.canPlay = false })
    defer { desktop.end() }
    #expect(try bus.property("PlaybackStatus").contains("Stopped"))
    for name in ["CanPlay", "CanPause", "CanSeek", "CanGoNext", "CanGoPrevious"] {
      #expect(try bus.property(name).contains("boolean false"), "\(name)")
    }
    let moved = try bus.call("\(MediaPlayer.player).SetPosition", "objpath:/crescendo/track/7", "int64:1")
    #expect(moved.hasPrefix("method return"))
    #expect(stand.commands.isEmpty)
  }
}
