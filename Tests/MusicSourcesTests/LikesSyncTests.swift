import Foundation
import Listening
import Storage
import Synchronization
import Testing

@testable import MusicSources

private func track(_ key: String, _ source: SourceName = .soundcloud) -> Track {
  Track(id: TrackID(source, key), title: key, artist: Credit(id: ArtistID(source, "a"), name: "a"))
}

@Suite struct `Likes follow the verdicts, where the listener wishes it` {
  private let bench: Workbench
  private let service: SoundCloudStandIn
  private let profile: SQLiteProfile
  private let sync: LikesSync

  init() async throws {
    bench = try Workbench()
    service = try SoundCloudStandIn()
    profile = try SQLiteProfile(at: bench.file("profile.sqlite"))
    sync = LikesSync(source: service.source(service.connected()), record: profile)
    _ = try await sync.follow(profile.journal())
  }

  private var told: [String] { service.state.withLock { $0.likes } }

  private func act(_ acts: Act...) async throws {
    for act in acts { _ = try await profile.append(act, at: Date(timeIntervalSince1970: 0)) }
  }

  @Test func `a save likes, a save taken back unlikes, in the order of the acts`() async throws {
    try await act(.save(track("1")), .save(track("2")))
    #expect(try await sync.follow(profile.journal()).isEmpty)
    try await act(.undo(1), .discard(track("2"), heard: Listened(seconds: 1)), .save(track("3")))
    _ = try await sync.follow(profile.journal())
    #expect(told == ["+1", "+2", "-1", "-2", "+3"])
  }

  @Test func `what cancels out is not told, nor is what belongs elsewhere or changes nothing`() async throws {
    try await act(
      .save(track("1")), .undo(1), .save(track("2", .audius)), .skip(track("3"), heard: Listened(seconds: 1)),
      .discard(track("4"), heard: Listened(seconds: 1)))
    _ = try await sync.follow(profile.journal())
    #expect(told.isEmpty)
  }

  @Test func `a redo likes again`() async throws {
    try await act(.save(track("1")))
    _ = try await sync.follow(profile.journal())
    try await act(.undo(1))
    _ = try await sync.follow(profile.journal())
    try await act(.redo(1))
    _ = try await sync.follow(profile.journal())
    #expect(told == ["+1", "-1", "+1"])
  }

  @Test func `what was saved before the wish is left alone`() async throws {
    let other = try SQLiteProfile(at: bench.file("other.sqlite"))
    _ = try await other.append(.save(track("1")), at: Date())
    let sync = LikesSync(source: service.source(service.connected()), record: other)
    _ = try await sync.follow(other.journal())
    _ = try await sync.follow(other.journal())
    #expect(told.isEmpty)
  }

  @Test func `what happens offline is told later, after a restart too, and nothing twice`() async throws {
    try await act(.save(track("1")), .save(track("2")), .save(track("3")))
    for _ in 0..<3 { service.once.add("tracks:2", .text("bad gateway", status: 502)) }
    #expect(await fault { try await sync.follow(profile.journal()) }?.isPassing == true)
    #expect(told == ["+1"])
    let later = LikesSync(
      source: service.source(service.connected()), record: try SQLiteProfile(at: bench.file("profile.sqlite")))
    _ = try await later.follow(profile.journal())
    #expect(told == ["+1", "+2", "+3"])
  }

  @Test func `a like that fails is told later, however its track's rows lie around another's`() async throws {
    try await act(.save(track("1")), .save(track("2")), .finish(track("1"), heard: Listened(seconds: 9)))
    for _ in 0..<3 { service.once.add("tracks:1", .text("bad gateway", status: 502)) }
    _ = await fault { try await sync.follow(profile.journal()) }
    _ = try await sync.follow(profile.journal())
    #expect(told.sorted() == ["+1", "+2"])
    let aside = Act.discard(track("4"), heard: Listened(seconds: 1))
    try await act(.save(track("4")), .save(track("5")), aside, .save(track("6")), .save(track("4")))
    for _ in 0..<3 { service.once.add("tracks:6", .text("bad gateway", status: 502)) }
    _ = await fault { try await sync.follow(profile.journal()) }
    _ = try await sync.follow(profile.journal())
    #expect(Set(told) == ["+1", "+2", "+4", "+5", "+6"])
  }

  @Test func `a like that this machine keeps from being told is told once that is put right`() async throws {
    let store = service.connected()
    let sync = LikesSync(source: service.source(store), record: profile)
    service.state.withLock { $0.access = [] }
    store.fails(after: 0)
    try await act(.save(track("1")))
    #expect(
      await fault { try await sync.follow(profile.journal()) }
        == .unkept(.soundcloud, cause: "they cannot be written"))
    store.fails(after: .max)
    try await act(.save(track("2")))
    _ = try await sync.follow(profile.journal())
    #expect(told == ["+1", "+2"])
  }

  @Test func `a refusal is told in a sentence and does not hold the others up`() async throws {
    service.once.add("tracks:1", .json("{}", status: 403))
    service.once.add("tracks:2", .json("{}", status: 404))
    try await act(.save(track("1")), .save(track("2")), .save(track("3")))
    let faults = try await sync.follow(profile.journal())
    #expect(faults.map(\.sentence) == ["soundcloud does not allow this like", "soundcloud no longer has it"])
    #expect(told == ["+3"])
  }

  @Test func `what the account is refused is told once it is let`() async throws {
    service.once.add("tracks:1", .json("{}", status: 403))
    try await act(.save(track("1")))
    #expect(try await sync.follow(profile.journal()).count == 1)
    try await act(.save(track("2")))
    #expect(try await sync.follow(profile.journal()).isEmpty)
    #expect(told == ["+1", "+2"])
  }

  @Test func `an account that is refused one like after the other is not asked on`() async throws {
    for number in 1...5 {
      service.once.add("tracks:\(number)", .json("{}", status: 403))
      try await act(.save(track("\(number)")))
    }
    #expect(try await sync.follow(profile.journal()).count == 3)
    #expect(service.standIn.requests("likes").count == 3)
  }

  @Test func `a journal that comes late takes nothing back`() async throws {
    try await act(.save(track("1")))
    let early = try await profile.journal()
    try await act(.save(track("2")))
    _ = try await sync.follow(profile.journal())
    _ = try await sync.follow(early)
    #expect(try await profile.told(.soundcloud) == profile.journal().revision)
  }

  @Test func `taking back a like that is not there counts as done`() async throws {
    try await act(.save(track("1")))
    _ = try await sync.follow(profile.journal())
    service.once.add("tracks:1", .json("{}", status: 404))
    try await act(.clear(track("1")))
    #expect(try await sync.follow(profile.journal()).isEmpty)
  }
}

@Suite struct `The ledger` {
  @Test func `tells how well known an artist was at the save, and today`() async throws {
    let bench = try Workbench()
    let service = try SoundCloudStandIn()
    let source = service.source(service.connected())
    let profile = try SQLiteProfile(at: bench.file("profile.sqlite"))
    let catalogue = try SQLiteCatalogue(at: bench.file("catalogue.sqlite"))
    var then = try await source.track(TrackID(.soundcloud, "12"))
    then.exposure = Exposure(plays: 3, favourites: 1, followers: 4)
    _ = try await profile.append(.save(then), at: Date(timeIntervalSince1970: 0))
    _ = try await profile.append(.save(track("999")), at: Date(timeIntervalSince1970: 0))
    try await catalogue.keep([.track(then)])
    let count = try await ExposureRefresh(source: source, keeper: catalogue).run(profile.journal())
    #expect(count == 1, "the one that is gone is passed over")
    let line = try #require(try await LedgerLine.read(profile.journal(), catalogue: catalogue).last)
    #expect(line.then == Exposure(plays: 3, favourites: 1, followers: 4))
    #expect(line.now == Exposure(plays: 120, favourites: 32, followers: 36))
    #expect(line.growth?.measure == .plays && line.growth?.then == 3 && line.growth?.now == 120)
  }
  @Test(arguments: [StandIn.Reply.json("{}", status: 404), .json("{}", status: 403), .json("[7]")])
  func `goes on after a track that is answered oddly`(reply: StandIn.Reply) async throws {
    let service = try SoundCloudStandIn()
    let source = service.source(service.connected())
    for _ in 0..<3 { service.once.add("tracks:1", reply) }
    let acts = (1...2).map { Interaction(revision: $0, act: .save(track("\($0)")), date: Date()) }
    let catalogue = try SQLiteCatalogue(at: Workbench().file("catalogue.sqlite"))
    #expect(try await ExposureRefresh(source: source, keeper: catalogue).run(Journal(acts)) == 1)
  }
}
