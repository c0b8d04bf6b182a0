import Foundation
import Playback
import Testing

@testable import DesktopBus

/// Other programs at a real bus, calling the session.
@Suite(.serialized, .enabled(if: TestBus.isInstalled, "dbus is not installed"))
struct PlayerCallTests {
  @Test(
    arguments: [
      ("Player.PlayPause", [], RemoteCommand.playPause), ("Player.Play", [], .play), ("Player.Pause", [], .pause),
      ("Player.Stop", [], .pause), ("Player.Next", [], .next), ("Player.Previous", [], .previous), ("Quit", [], .quit),
      ("Player.Seek", ["int64:-5000000"], .seek(by: -5)), ("Player.Seek", ["int64:1500000"], .seek(by: 1.5)),
      ("Player.SetPosition", ["objpath:/crescendo/track/7", "int64:60000000"], .go(to: 60, in: 7)),
    ] as [(String, [String], RemoteCommand)])
  func `each method asks the session for what it means`(
    method: String, arguments: [String], command: RemoteCommand
  ) throws {
    let (bus, stand) = (try TestBus(), Stand())
    let desktop = try stand.join(bus)
    defer { desktop.end() }
    #expect(try bus.call("\(MediaPlayer.root).\(method)", arguments).hasPrefix("method return"))
    try until { !stand.commands.isEmpty }
    #expect(stand.commands == [command])
  }

  @Test(arguments: [
    ("Volume", "variant:double:0.5", RemoteCommand.volume(50)), ("Volume", "variant:double:-3", .volume(0)),
    ("Volume", "variant:double:7", .volume(100)), ("Rate", "variant:double:0", .pause),
  ])
  func `what may be set is set`(name: String, value: String, command: RemoteCommand) throws {
    let (bus, stand) = (try TestBus(), Stand())
    let desktop = try stand.join(bus)
    defer { desktop.end() }
    let set = try bus.call("\(BusInterface.properties).Set", "string:\(MediaPlayer.player)", "string:\(name)", value)
    #expect(set.hasPrefix("method return"))
    try until { !stand.commands.isEmpty }
    #expect(stand.commands == [command])
  }

  @Test func `a place in a track that is no longer on stage, and a raise, do nothing`() throws {
    let (bus, stand) = (try TestBus(), Stand())
    let desktop = try stand.join(bus)
    defer { desktop.end() }
    for arguments in [["objpath:/crescendo/track/6", "int64:1"], ["objpath:/", "int64:9223372036854775807"]] {
      #expect(try bus.call("\(MediaPlayer.player).SetPosition", arguments).hasPrefix("method return"))
    }
    #expect(try bus.call("\(MediaPlayer.root).Raise").hasPrefix("method return"))
    #expect(try bus.call("\(BusInterface.peer).Ping").hasPrefix("method return"))
    #expect(stand.commands.isEmpty)
  }

  @Test func `calls that are wrong get an error each, and the session goes on`() throws {
    let (bus, stand) = (try TestBus(), Stand())
    let desktop = try stand.join(bus)
    defer { desktop.end() }
    let (player, properties) = (MediaPlayer.player, BusInterface.properties)
    let wrong: [(String, [String], String)] = [
      ("\(player).Dance", [], "UnknownMethod"), ("org.example.Nothing.Play", [], "UnknownInterface"),
      ("\(player).Seek", [], "InvalidArgs"), ("\(player).Seek", ["string:far"], "InvalidArgs"),
      ("\(player).Seek", ["double:1"], "InvalidArgs"), ("\(player).Seek", ["int64:1", "int64:2"], "InvalidArgs"),
      ("\(player).SetPosition", ["string:/crescendo/track/7", "int64:1"], "InvalidArgs"),
      ("\(player).OpenUri", ["string:file:///etc/passwd"], "NotSupported"),
      ("\(player).Play", ["array:string:a,b"], "InvalidArgs"),
      ("\(player).Play", ["dict:string:string:a,b"], "InvalidArgs"),
      ("\(properties).Get", ["string:\(player)"], "InvalidArgs"),
      ("\(properties).Get", ["string:\(player)", "string:Colour"], "UnknownProperty"),
      ("\(properties).Get", ["string:org.example", "string:Volume"], "UnknownInterface"),
      ("\(properties).GetAll", ["int32:1"], "InvalidArgs"),
      ("\(properties).Set", ["string:\(player)", "string:Metadata", "variant:string:x"], "PropertyReadOnly"),
      ("\(properties).Set", ["string:\(player)", "string:Volume", "variant:string:loud"], "InvalidArgs"),
      ("\(properties).Set", ["string:\(player)", "string:Volume", "variant:double:nan"], "InvalidArgs"),
      ("\(properties).Set", ["string:\(player)", "string:Volume", "double:1"], "InvalidArgs"),
      ("\(properties).Set", ["string:\(player)", "string:Colour", "variant:double:1"], "UnknownProperty"),
    ]
    for (method, arguments, error) in wrong {
      let answer = try bus.call(method, arguments)
      #expect(answer.hasPrefix("Error org.freedesktop.DBus.Error.\(error): "), "\(method) \(arguments): \(answer)")
    }
    let elsewhere = try bus.call("\(player).Play", [], at: "/org/mpris/Nowhere")
    #expect(elsewhere.hasPrefix("Error org.freedesktop.DBus.Error.UnknownObject: "))
    #expect(try bus.call("\(player).Play").hasPrefix("method return") && stand.commands == [.play])
  }

  @Test func `a method is found without the name of its interface`() throws {
    let player = MediaPlayer()
    let call = BusCall(path: MediaPlayer.path, interface: nil, member: "PlayPause")
    #expect(try player.answer(call, position: 0) == BusAnswer(command: .playPause))
  }
}
