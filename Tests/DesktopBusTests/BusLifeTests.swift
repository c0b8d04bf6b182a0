import Foundation
import Playback
import Testing

@testable import DesktopBus

/// Buses that are not there, that die, or that have a session already.
@Suite(.serialized, .enabled(if: TestBus.isInstalled, "dbus is not installed"))
struct BusLifeTests {
  @Test func `a second session adds the number of its process to its name`() throws {
    let (bus, first, second) = (try TestBus(), Stand(), Stand())
    let desktops = [try first.join(bus), try second.join(bus)]
    defer { for desktop in desktops { desktop.end() } }
    let name = MediaPlayer.name + ".instance\(getpid())"
    #expect(first.log == ["on the desktop's bus as \(MediaPlayer.name)"])
    #expect(second.log == ["on the desktop's bus as \(name)"])
    #expect(try bus.call("\(MediaPlayer.player).Next", to: name).hasPrefix("method return"))
    try until { second.commands == [.next] }
    #expect(first.commands.isEmpty)
  }

  @Test func `a session that ends leaves the bus, and the next takes the name`() throws {
    let (bus, first, second) = (try TestBus(), Stand(), Stand())
    try first.join(bus).end()
    try until { try !bus.call("org.freedesktop.DBus.ListNames", to: "org.freedesktop.DBus").contains(MediaPlayer.name) }
    let desktop = try second.join(bus)
    defer { desktop.end() }
    #expect(second.log == ["on the desktop's bus as \(MediaPlayer.name)"])
  }

  @Test func `a bus that dies is a line in the log, and the session goes on`() throws {
    let (bus, stand) = (try TestBus(), Stand())
    let desktop = try stand.join(bus)
    bus.end()
    try until { stand.log.count == 2 }
    desktop.hear(.playing.with { $0.volume = 3 })
    desktop.end()
    #expect(stand.log[1] == "the desktop's bus is gone")
  }

  @Test(arguments: [
    [:], ["DBUS_SESSION_BUS_ADDRESS": ""], ["DBUS_SESSION_BUS_ADDRESS": "autolaunch:"], ["XDG_RUNTIME_DIR": "/nowhere"],
    ["DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"], ["DBUS_SESSION_BUS_ADDRESS": "nonsense"],
    ["DBUS_SESSION_BUS_ADDRESS": "unix:path=%zz\u{1B}"], ["XDG_RUNTIME_DIR": "relative"],
  ])
  func `without a bus there is a line in the log and nothing else`(environment: [String: String]) throws {
    let stand = Stand()
    let desktop = try #require(stand.desktop(environment))
    desktop.hear(.playing)
    try until { !stand.log.isEmpty }
    #expect(stand.log.count == 1 && stand.log[0].hasPrefix("no desktop bus, so no media keys: "))
    desktop.hear(.playing.with { $0.volume = 3 })
    #expect(DesktopBus.problem(environment: environment) != nil)
  }

  @Test func `the socket in the runtime folder is the bus where no address is stated`() throws {
    let bus = try TestBus()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("crescendo bus %-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let socket = try #require(bus.address.firstMatch(of: /unix:path=([^,]*)/)).output.1
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/bus", withDestinationPath: String(socket))
    #expect(DesktopBus.problem(environment: ["XDG_RUNTIME_DIR": folder.path]) == nil)
  }

  @Test func `where libdbus is not installed it is not opened, and where nothing is offered nothing is`() {
    #expect(DBusLibrary.open("libdbus-of-nobody.so.3") == nil)
    #expect(DBusLibrary.open("libc.so.6") == nil, "a library without what is needed")
    #expect(Stand().desktop([:], player: false) == nil)
  }
}
