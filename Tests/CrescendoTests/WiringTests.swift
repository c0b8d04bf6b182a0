import ArgumentParser
import Foundation
import Interface
import Listening
import Playback
import Session
import Settings
import Storage
import Testing
import TextUI

@testable import Runtime
@testable import crescendo

/// What the program makes of the listener's files, without a process of its own.
@Suite struct WiringTests {
  private func house(_ text: String) throws -> (house: House, program: Program) {
    let program = try Program()
    try program.write(text, to: "config/config.yaml")
    return (try House(home: program.home.path, profile: nil), program)
  }

  @Test(arguments: [
    ("theme: nosuch\n", "config.yaml:1:8: there is no theme “nosuch”"),
    ("theme: { dark: nord, light: nosuch }\n", "config.yaml:1:29: there is no theme"),
    ("formats: { row: \"{nosuch}\" }\n", "config.yaml:1:17: formats.row: there is no {nosuch}"),
    ("keys: { s: nosuch }\n", "config.yaml:1:9: there is no command “nosuch”"),
    ("nosuch: 1\n", "unknown key “nosuch”"),
  ])
  func `whatever is not understood is found without a session`(text: String, sentence: String) throws {
    let (house, program) = try house(text)
    defer { program.remove() }
    #expect(house.problems.count == 1)
    #expect(house.problems.first?.contains(sentence) == true, "\(house.problems)")
    #expect(house.findings().contains { $0.name == "configuration" && $0.state == .note })
  }

  @Test func `every example of the configuration is understood once it is used`() throws {
    let lines = Configuration.commentedText.split(separator: "\n")
    let used = lines.filter { $0.hasPrefix("#  ") || !$0.hasPrefix("# ") }.map { String($0.dropFirst()) }
    // Two examples are of one key.
    for other in ["theme: terminal", "theme: { dark: nord, light: alucard }"] {
      let (house, program) = try house(used.filter { $0 != other }.joined(separator: "\n"))
      defer { program.remove() }
      #expect(used.contains(other) && house.problems.isEmpty, "\(house.problems)")
    }
  }

  @Test func `the keys of the configuration are the ones listed`() throws {
    let (house, program) = try house("keys: { preset: pianobar, s: none }\n")
    defer { program.remove() }
    #expect(KeyGuide.text(house.keys.table) != KeyGuide.text(KeyTable()))
    #expect(try Keys.parse(["--home", program.home.path]).table() == house.keys.table)
    #expect(try Keys.parse(["--home", program.home.path, "--preset", "mpv"]).table() == KeyTable(.mpv))
  }

  @Test func `a radar that is configured wins over the one remembered and one said now over both`() throws {
    var remembered = Remembered()
    remembered.depth = .hard
    var configuration = Configuration()
    #expect(try Listen.firstDepth(nil, configuration, Remembered()) == .medium)
    #expect(try Listen.firstDepth(nil, configuration, remembered) == .hard)
    configuration.radar = .easy
    #expect(try Listen.firstDepth(nil, configuration, remembered) == .easy)
    #expect(try Listen.firstDepth("open", configuration, remembered) == .open)
  }

  @Test(arguments: [
    ("", "nord", "nord", nil), ("theme: terminal\n", "nord", "terminal", nil), ("theme: mono\n", "nord", "mono", nil),
    ("", "gone", "terminal", "gone"), ("theme: nosuch\n", "nord", "terminal", "nord"),
    ("theme: nosuch\n", nil, "terminal", nil),
  ])
  func `the theme configured wins over the one remembered, and a name that is none is forgotten`(
    text: String, remembered: String?, used: String, kept: String?
  ) throws {
    let (house, program) = try house(text)
    defer { program.remove() }
    var before = Remembered()
    before.theme = remembered
    let look = try Look(house, try SessionSource("demo", house), theme: nil, remembered: before)
    #expect(look.theme.name == used && look.missing == kept)
  }

  @Test(arguments: [("", true), ("startup: play\n", false), ("startup: resume\n", false)])
  func `what was on stage and put next outlives the session, held or not as is wished`(
    text: String, isHeld: Bool
  ) throws {
    let (house, program) = try house(text)
    defer { program.remove() }
    let tracks = ["1", "2"].map { key in
      Track(id: TrackID(.demo, key), title: key, artist: Credit(id: ArtistID(.demo, key), name: key))
    }
    var remembered = Remembered()
    (remembered.track, remembered.next, remembered.wasPlaying) = (tracks[0], [tracks[1]], true)
    let state = try Listen.parse([]).firstState(house, remembered, try SessionSource("demo", house))
    #expect(state.playing?.track.id.key == "1" && state.linedUp.map(\.id.key) == ["2"])
    #expect(state.playback.isPaused == isHeld)
  }

  @Test func `what would play is asked at the radar that a session left`() throws {
    let (house, program) = try house("")
    defer { program.remove() }
    try house.paths.prepare()
    var remembered = Remembered()
    remembered.depth = .hard
    try remembered.write(house.paths.remembered)
    #expect(try Recommend.parse([]).depth(house) == .hard)
    #expect(try Recommend.parse(["--radar", "open"]).depth(house) == .open)
  }

  @Test func `exploration is as configured unless a session for programs says otherwise`() throws {
    var configuration = Configuration()
    #expect(try HeadlessSession.parse([]).explores(configuration))
    configuration.exploration = false
    #expect(try !HeadlessSession.parse([]).explores(configuration))
    #expect(try HeadlessSession.parse(["--exploration"]).explores(configuration))
  }

  @Test func `what was saved from the demo or elsewhere is found in the order asked`() async throws {
    let (house, program) = try house("")
    defer { program.remove() }
    let disk = try house.openCatalogue()
    let other = Track(id: TrackID(.audius, "x"), title: "x", artist: Credit(id: ArtistID(.audius, "a"), name: "a"))
    try await disk.keep([.track(other)])
    let everywhere = Everywhere(disk)
    let ids = [other.id, TrackID(.demo, "2"), TrackID(.demo, "1")]
    #expect(try await everywhere.tracks(ids).map(\.id) == ids)
    #expect(try await everywhere.address(of: ids[1]) == .own(ids[1]))
    let words = try #require(try await everywhere.tracks(ids).last?.title)
    #expect(try await everywhere.search(words, limit: 5).first?.title.contains(words) == true)
  }

  @Test func `help is given wherever things live`() {
    #expect(HomeOptions.behindTheCommand(["--home", "/x", "help", "ctl"]) == ["help", "ctl"])
  }

  @Test func `a line whose sender has left is not obeyed`() {
    var ends: [Int32] = [-1, -1]
    #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    ControlSocket.send("discard\n", to: ends[0])
    close(ends[0])
    let feed = ControlFeed()
    ControlSocket.answer(ends[1], feed)
    close(ends[1])
    #expect(feed.take().isEmpty)
  }

  @Test func `not now is read as that in the answer of a session`() throws {
    let text =
      #"{"playing":{"artist":"Ida","title":"Slow Green","verdict":"later"},"screen":{"said":"","state":"paused"}}"#
    let answer = try JSONDecoder().decode(Control.Answer.self, from: Data(text.utf8))
    #expect(answer.lines == ["paused: Ida – Slow Green  (not now)"])
  }

  @Test func `a session that is stopped keeps nobody waiting`() throws {
    let (house, program) = try house("")
    defer { program.remove() }
    try house.paths.prepare()
    let stopped = try #require(ControlSocket(at: house.paths.socket))
    defer { stopped.end() }
    let line = try #require(ControlSocket.connect(to: house.paths.socket, patience: 1))
    defer { close(line) }
    ControlSocket.send("status\n", to: line)
    #expect(ControlSocket.read(from: line) == nil)
  }

  @Test(arguments: [true, false]) func `a profile is locked by whatever name it is called`(isThere: Bool) async throws {
    let (_, program) = try house("")
    defer { program.remove() }
    let data = program.home.appendingPathComponent("data")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    let (path, home) = (data.appendingPathComponent("anna.sqlite").path, program.home.path)
    try FileManager.default.createSymbolicLink(atPath: home + "/other", withDestinationPath: "data/../link")
    try FileManager.default.createSymbolicLink(atPath: home + "/link", withDestinationPath: path)
    let (one, other) = (try House(home: home, profile: path), try House(home: home, profile: home + "/other"))
    if isThere { _ = try one.openProfile() }
    let held = try other.openProfileAlone()
    #expect(throws: StorageError.self) { try one.openProfileAlone() }
    let artist = Credit(id: ArtistID(.file, "1"), name: "Ida")
    let track = Track(id: TrackID(.file, "1"), title: "Slow Green", artist: artist)
    _ = try await held.append(.save(track), at: Date(), propensity: nil)
    #expect(try await one.openProfile().journal().interactions.count == 1)
  }

  @Test func `a catalogue is added to by one program by whatever name it is called`() throws {
    let (house, program) = try house("")
    defer { program.remove() }
    let data = program.home.appendingPathComponent("data")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    let place = program.home.appendingPathComponent("disk.sqlite")
    try FileManager.default.createSymbolicLink(
      at: data.appendingPathComponent("catalogue.sqlite"), withDestinationURL: place)
    let lock = try InstanceLock(at: place.appendingPathExtension("lock"))
    defer { withExtendedLifetime(lock) {} }
    let said = #expect(throws: StorageError.self) { try house.lockCatalogue() }
    #expect(said?.sentence.contains("adds to the catalogue") == true)
    _ = try house.openCatalogue()
    #expect(FileManager.default.fileExists(atPath: place.path))
  }

  @Test func `what was harvested plays from the catalogue as what was imported does`() async throws {
    let (house, program) = try house("sources:\n  audius:\n    api: http://127.0.0.1:1/v1\n")
    defer { program.remove() }
    func track(_ source: SourceName, _ key: String) -> Track {
      Track(id: TrackID(source, key), title: key, artist: Credit(id: ArtistID(source, "a"), name: "a"))
    }
    let (own, harvested, bare) = (track(.file, "1"), track(.audius, "D1"), track(.file, "2"))
    let disk = try house.openCatalogue()
    try await disk.keep([.track(harvested), .track(bare)])
    try await disk.keep([(own, "https://x.org/1.mp3")], folders: [])
    let catalogue = try await SessionSource("catalogue", house).catalogue()
    #expect(try await catalogue.address(of: own.id) == StreamAddress(web: "https://x.org/1.mp3"))
    // Its service is asked, which is away here.
    let fault = await #expect(throws: SourceError.self) { try await catalogue.address(of: harvested.id) }
    #expect(fault == .unreachable(.audius, cause: "127.0.0.1 cannot be reached"))
    #expect(try await catalogue.address(of: bare.id) == nil)
    let playable = try await catalogue.corpus().tracks.filter(\.isPlayable).map(\.id)
    #expect(Set(playable) == [own.id, harvested.id])
    await #expect(throws: SourceError.notConnected(.soundcloud)) {
      try await catalogue.address(of: TrackID(.soundcloud, "1"))
    }
  }

  @Test func `what one source left is not played from another`() throws {
    let (house, program) = try house("")
    defer { program.remove() }
    let tracks = [SourceName.demo, .file, .audius, .soundcloud].map { source in
      Track(id: TrackID(source, "1"), title: "", artist: Credit(id: ArtistID(source, "1"), name: ""))
    }
    let played = try ["demo", "catalogue", "audius"].map { try tracks.map(SessionSource($0, house).plays) }
    #expect(played == [[true, false, false, false], [false, true, true, true], [false, false, true, false]])
  }

  @Test func `what libraries print goes to the log while lines are read`() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("crescendo-\(UUID()).log")
    defer { try? FileManager.default.removeItem(at: url) }
    let log = try FileLog(at: url)
    func errors() -> ino_t {
      var file = stat()
      fstat(STDERR_FILENO, &file)
      return file.st_ino
    }
    let before = errors()
    log.takingErrors { _ = write(STDERR_FILENO, "no card\n", 8) }
    #expect(errors() == before)
    // Other tests may print meanwhile.
    #expect(try String(contentsOf: url, encoding: .utf8).contains("no card\n"))
  }

  @Test func `the log and its old copy are the listener's alone`() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("crescendo-\(UUID()).log")
    let log = try FileLog(at: url)
    log.append(String(repeating: "x", count: 2 << 20))
    for path in [url.path, url.path + ".old"] {
      defer { try? FileManager.default.removeItem(atPath: path) }
      let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(rights == 0o600, "\(path)")
    }
  }

  @Test func `a complaint moves no terminal whatever the file it speaks of says`() {
    let complaint = Complaint("a\u{1B}[2J\u{9B}31m\u{202E}b", .badData)
    #expect(complaint.line == "crescendo: a[2J31mb")
  }

  @Test func `what cannot be written is said with its path and the system's reason`() async throws {
    let (house, program) = try house("")
    defer { program.remove() }
    let nowhere = program.home.path + "/none/kept.m3u"
    let export = try await #require(throws: Complaint.self) { try await house.exportSaved(to: nowhere) }
    #expect(export.code == .inputOutput && export.sentence.contains("\(nowhere) (No such file or directory)"))
    let memory = try #require(throws: Complaint.self) { try Remembered().write(nowhere) }
    #expect(memory.code == .inputOutput && memory.sentence.contains("\(nowhere) (No such file or directory)"))
    let other = Complaint(about: CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: "/a/b"]))
    #expect(other.sentence.hasPrefix("/a/b cannot be used ("))
  }

  @Test func `a file that cannot be read is a fault of reading`() {
    #expect(Complaint(about: StorageError.unreadable(path: "a.csv", cause: "gone")).code == .inputOutput)
    #expect(Complaint(about: StorageError.malformed(path: "a.csv", cause: "no header")).code == .badData)
  }

  @Test(arguments: [
    (Reason.near([TrackID(.demo, "1")], listeners: 6), #"{"kind":"near","listeners":6,"tracks":["demo:1"]}"#),
    (.listeners(14, sharing: [TrackID(.demo, "1")]), #"{"kind":"listeners","listeners":14,"tracks":["demo:1"]}"#),
    (.artist(ArtistID(.demo, "a1")), #"{"artist":"demo:a1","kind":"artist"}"#),
    (.taste([TrackID(.demo, "1"), TrackID(.demo, "2")]), #"{"kind":"taste","tracks":["demo:1","demo:2"]}"#),
    (.apart([TrackID(.demo, "1")]), #"{"kind":"apart","tracks":["demo:1"]}"#),
    (.introduction, #"{"kind":"introduction"}"#), (.exploring, #"{"kind":"exploring"}"#),
  ])
  func `a reason is written by its kind`(reason: Reason, text: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(Recommend.Because(reason)), as: UTF8.self) == text)
  }

  @Test func `the history names the artist that was named`() throws {
    let artist = Artist(id: ArtistID(.demo, "a1"), name: "Salt Lantern")
    let row = Interaction(revision: 1, act: .name(.artist(artist)), date: Date())
    let text = String(decoding: try JSONEncoder().encode(History.Line(row, counts: true)), as: UTF8.self)
    #expect(text.contains(#""name":"Salt Lantern""#))
  }
}
