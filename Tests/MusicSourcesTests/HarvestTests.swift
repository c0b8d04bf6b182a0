import Foundation
import Listening
import Storage
import Synchronization
import Testing

@testable import MusicSources

private let quick = HarvestPatience(first: .zero, longest: .zero, tries: 4)
private let plenty = 10_000_000

@Suite struct `A harvest` {
  private let bench: Workbench
  private let service: SoundCloudStandIn
  private let catalogue: SQLiteCatalogue

  init() throws {
    bench = try Workbench()
    service = try SoundCloudStandIn()
    catalogue = try SQLiteCatalogue(at: bench.file("catalogue.sqlite"))
  }

  private func harvester(_ timeout: Int = 20, asksAhead: Bool = false) -> Harvester {
    asksAhead
      ? service.harvesterAhead(into: catalogue, keeping: bench.file("answers"), timeout: timeout)
      : Harvester(source: service.source(service.connected(), timeout: timeout), store: catalogue, patience: quick)
  }

  /// All favourites of the crowd, as the catalogue would tell them.
  private var whole: Set<String> {
    Set((0..<service.crowd.listeners).flatMap { listener in service.likes(of: listener).map { "\(listener) \($0)" } })
  }

  private func stored() async throws -> [String] {
    let corpus = try await catalogue.corpus()
    return (0..<corpus.listenerCount).flatMap { listener in corpus.row(listener).map { corpus.tracks[Int($0)].id.key } }
  }

  @Test(arguments: [false, true])
  func `collects every favourite within reach, none lost and none doubled`(asksAhead: Bool) async throws {
    try await catalogue.seed([.favouriters(TrackID(.soundcloud, "1"))], source: .soundcloud)
    let done = try await harvester(asksAhead: asksAhead).run(wanted: plenty) { _ in true }
    #expect(done.progress.favourites == whole.count)
    #expect(done.progress.listeners == 40)
    #expect(done.progress.tracks == 90)
    #expect(done.progress.waiting == 0)
    #expect(try await stored().count == whole.count)
    let corpus = try await catalogue.corpus()
    #expect(corpus.listenerCount == 40 && corpus.tracks.count == 90)
  }

  @Test(arguments: [false, true]) func `asks no page twice and none in vain`(asksAhead: Bool) async throws {
    try await catalogue.seed([.favouriters(TrackID(.soundcloud, "1"))], source: .soundcloud)
    let done = try await harvester(asksAhead: asksAhead).run(wanted: plenty) { _ in true }
    let asked = service.standIn.requests.map { $0.path + "?" + ($0.query["cursor"] ?? "") }
    #expect(Set(asked).count == asked.count)
    #expect(done.progress.pages == asked.count)
  }

  @Test(arguments: [false, true])
  func `stops when enough is stored, and goes on later where it was`(asksAhead: Bool) async throws {
    try await catalogue.seed([.favouriters(TrackID(.soundcloud, "1"))], source: .soundcloud)
    let first = try await harvester(asksAhead: asksAhead).run(wanted: 100) { _ in true }
    #expect(first.progress.favourites == 120, "the page that crossed the mark is kept whole")
    let second = try await harvester(asksAhead: asksAhead).run(wanted: plenty) { _ in true }
    #expect(second.progress.favourites == whole.count)
    #expect(Set(service.standIn.requests.map(\.path)).count == service.standIn.requests.count)
  }

  @Test func `a listener's hundreds of likes are capped at five pages`() async throws {
    let service = try SoundCloudStandIn(listeners: 2, tracks: 4_001, likes: 2_000)
    try await catalogue.seed([.favourites("1")], source: .soundcloud)
    let harvester = Harvester(source: service.source(service.connected()), store: catalogue, patience: quick)
    _ = try await harvester.run(wanted: 1_000) { _ in true }
    #expect(service.standIn.requests("users:1/").count == 5)
    #expect(try await catalogue.progress(source: .soundcloud).favourites == 1_000)
  }

  @Test func `the least known tracks with enough favouriters come first, hits last, a lone favourite never`()
    async throws
  {
    let counts = ["a": 1, "b": 500, "c": 40, "d": 3, "e": 90_000]
    let tracks = counts.map { key, count in song(key, favourites: count) }
    try await catalogue.store(.favourites(tracks), of: HarvestStep(.favourites("me")), next: nil, source: .soundcloud)
    var order: [String] = []
    while let step = try await catalogue.nextStep(source: .soundcloud), case .favouriters(let track) = step.question {
      order.append(track.key)
      try await catalogue.store(.nothing, of: step, next: nil, source: .soundcloud)
    }
    #expect(order == ["c", "b", "d", "e"])
  }

  @Test func `a track is asked about only when no full page is left, so pages bring favourites`() async throws {
    try await catalogue.seed((0..<3).map { .favouriters(TrackID(.soundcloud, "seed\($0)")) }, source: .soundcloud)
    var asked = ""
    for count in 0..<400 {
      let step = try #require(try await catalogue.nextStep(source: .soundcloud))
      switch step.question {
      case .favouriters:
        asked += "t"
        let listeners = (0..<8).map { Favouriter("\(count) \($0)", favourites: $0 == 0 ? 30 : 400) }
        try await catalogue.store(.favouriters(listeners), of: step, next: nil, source: .soundcloud)
      case .favourites:
        asked += "l"
        let tracks = (0..<3).map { song("\(count) \($0)", favourites: 20 + count % 700) }
        let next = step.mark == nil ? PageMark("2") : nil
        try await catalogue.store(.favourites(tracks), of: step, next: next, source: .soundcloud)
      }
    }
    let rounds = asked.dropFirst(3).split(separator: "t", omittingEmptySubsequences: false).dropLast()
    #expect(asked.hasPrefix("ttt") && rounds.count > 20)
    #expect(rounds.first?.count == 3 * 14 && rounds.dropFirst().allSatisfy { $0.count >= 14 }, "\(rounds)")
  }

  @Test func `near a listener it begins with, a few tracks are asked about before anyone's full page`() async throws {
    try await catalogue.seed([.favourites("me")], source: .soundcloud)
    let me = try #require(try await catalogue.nextStep(source: .soundcloud))
    let tracks = (0..<30).map { song("\($0)", favourites: 100 + $0) }
    try await catalogue.store(.favourites(tracks), of: me, next: nil, source: .soundcloud)
    var asked: [HarvestStep.Question] = []
    for _ in 0..<6 {
      let step = try #require(try await catalogue.nextStep(source: .soundcloud))
      asked.append(step.question)
      let listener = Favouriter("of \(asked.count)", favourites: 400)
      try await catalogue.store(.favouriters([listener]), of: step, next: nil, source: .soundcloud)
    }
    let near = (0..<4).map { HarvestStep.Question.favouriters(TrackID(.soundcloud, "\($0)")) }
    #expect(asked == near + [.favourites("of 1"), .favourites("of 2")])
  }

  private func song(_ key: String, favourites: Int) -> Track {
    Track(
      id: TrackID(.soundcloud, key), title: key, artist: Credit(id: ArtistID(.soundcloud, "x"), name: "x"),
      exposure: Exposure(favourites: favourites))
  }

  @Test func `what is gone closes its question and the harvest goes on`() async throws {
    service.once.add("users:1/", .json("{}", status: 404))
    try await catalogue.seed([.favourites("1"), .favourites("2")], source: .soundcloud)
    let done = try await harvester().run(wanted: 30) { _ in true }
    #expect(done.progress.favourites == 30)
  }

  @Test(.timeLimit(.minutes(5)), arguments: Fault.allCases)
  func `one page that stays faulty is put off, the others are collected, and in the end it is too`(fault: Fault)
    async throws
  {
    // Three tries a question: the first asking fails wholly.
    for _ in 0..<3 { service.once.add("users:1/", fault.reply(Data(service.track(1).utf8))) }
    try await catalogue.seed([.favourites("1"), .favourites("2")], source: .soundcloud)
    let notes = Mutex<[SourceError]>([])
    let done = try await harvester(fault.patience).run(wanted: plenty) { report in
      if let note = report.note { notes.withLock { $0.append(note) } }
      return true
    }
    #expect(done.progress.favourites == whole.count)
    #expect(notes.withLock { $0 }.count == 1)
  }

  @Test func `faults with answers between them are not the service's trouble`() async throws {
    for listener in [1, 3, 5, 7] {
      for _ in 0..<3 { service.once.add("users:\(listener)/", .text("bad gateway", status: 502)) }
    }
    try await catalogue.seed((1...7).map { .favourites("\($0)") }, source: .soundcloud)
    #expect(try await harvester().run(wanted: 210) { _ in true }.progress.favourites == 210)
  }

  @Test func `four faults in a row are`() async throws {
    for listener in 1...7 {
      for _ in 0..<3 { service.once.add("users:\(listener)/", .text("bad gateway", status: 502)) }
    }
    try await catalogue.seed((1...7).map { .favourites("\($0)") }, source: .soundcloud)
    #expect(await fault { try await harvester().run(wanted: 210) { _ in true } }?.isPassing == true)
    #expect(service.standIn.requests.count == 4 * 3)
  }

  /// These listeners keep their lists to themselves; they are asked in the order of their numbers.
  private func close(_ listeners: some Sequence<Int>) {
    for listener in listeners { service.once.add("users:\(listener)/", .json("{}", status: 403)) }
  }

  @Test func `twenty closed lists in a row end it`() async throws {
    close(101...120)
    try await catalogue.seed((101...121).map { .favourites("\($0)") }, source: .soundcloud)
    let end = await fault { try await harvester().run(wanted: 30) { _ in true } }
    #expect(end == .refused(.soundcloud, what: "this list"))
  }

  @Test func `nineteen closed lists end nothing, nor nineteen more after an answer`() async throws {
    close(Array(101...119) + Array(121...139))
    try await catalogue.seed((101...139).map { .favourites("\($0)") }, source: .soundcloud)
    #expect(try await harvester().run(wanted: 60) { _ in true }.progress.favourites == 60)
  }

  @Test func `no wait is longer than the longest`() {
    let patience = HarvestPatience(first: .seconds(5), longest: .seconds(600))
    #expect((300...600).contains(patience.faulty(50) / .seconds(1)))
  }

  @Test func `a service in trouble stops the harvest with its sentence, and nothing is lost`() async throws {
    try await catalogue.seed([.favouriters(TrackID(.soundcloud, "1"))], source: .soundcloud)
    _ = try await harvester().run(wanted: 200) { _ in true }
    let url = service.url
    service.standIn.stop()
    let source = SoundCloudSource(
      api: url, auth: url, store: service.connected(), http: quickClient(), perSecond: 10_000, patience: [])
    let said = await fault {
      try await Harvester(source: source, store: catalogue, patience: quick).run(wanted: plenty) { _ in true }
    }
    #expect(said?.sentence.contains("check the network") == true)
    #expect(try await catalogue.progress(source: .soundcloud).favourites == 210)
  }

  @Test func `429 is waited for and said, and the same page asked again`() async throws {
    service.once.add("users:1/", .json("{}", status: 429, ["Retry-After": "0"]))
    service.once.add("users:1/", .json("{}", status: 429))
    try await catalogue.seed([.favourites("1")], source: .soundcloud)
    let waits = Mutex<[Date]>([])
    let done = try await harvester().run(wanted: 30) { report in
      if let until = report.waitsUntil { waits.withLock { $0.append(until) } }
      return true
    }
    #expect(done.progress.favourites == 30)
    #expect(waits.withLock { $0 }.count == 2)
    #expect(service.standIn.requests("users:1/").count == 3)
  }

  @Test func `429 with a time that has passed is not asked without a pause`() async throws {
    let quota = #"{"errors":[{"meta":{"reset_time":"2015/06/01 09:49:40 +0000"}}]}"#
    for _ in 0..<2 { service.once.add("users:1/", .json(quota, status: 429)) }
    try await catalogue.seed([.favourites("1")], source: .soundcloud)
    let patient = HarvestPatience(first: .seconds(100), longest: .seconds(600), tries: 4)
    let harvester = Harvester(source: service.source(service.connected()), store: catalogue, patience: patient)
    let waits = Mutex<[Double]>([])
    _ = try await harvester.run(wanted: 30) { report in
      waits.withLock { waits in
        waits.append(report.waitsUntil?.timeIntervalSinceNow ?? .nan)
        return waits.count < 2
      }
    }
    // The first is believed; then half of 600 s at the least.
    #expect(waits.withLock { $0.map { $0 > 200 } } == [false, true])
  }

  @Test func `without credentials it stops at once and says so`() async throws {
    try await catalogue.seed([.favourites("1")], source: .soundcloud)
    let harvester = Harvester(source: service.source(MemoryStore(nil)), store: catalogue, patience: quick)
    #expect(await fault { try await harvester.run(wanted: 30) { _ in true } } == .notConnected(.soundcloud))
  }

  @Test func `a listener whose likes no token opens does not stop it`() async throws {
    for _ in 0..<2 { service.once.add("users:1/", .json("{}", status: 401)) }
    try await catalogue.seed([.favourites("1"), .favourites("2")], source: .soundcloud)
    let done = try await harvester().run(wanted: 60) { _ in true }
    #expect(done.progress.favourites == 60)
    #expect(service.standIn.requests("oauth").count == 1)
  }

  @Test func `many closed lists cost one renewal and no waiting`() async throws {
    for number in [1, 1, 2, 3, 4, 5, 6] { service.once.add("users:\(number)/", .json("{}", status: 401)) }
    try await catalogue.seed((1...7).map { .favourites("\($0)") }, source: .soundcloud)
    let patient = HarvestPatience(first: .seconds(600), longest: .seconds(600), tries: 2)
    let source = service.source(service.connected())
    let harvester = Harvester(source: source, store: catalogue, patience: patient)
    #expect(try await harvester.run(wanted: 30) { _ in true }.progress.favourites >= 30)
    #expect(service.standIn.requests("oauth").count == 1)
  }

  @Test func `a page that is not there is told, whether by 401 or by 404`() async throws {
    let source = service.source(service.connected())
    for _ in 0..<2 { service.once.add("resolve", .json("{}", status: 401)) }
    for _ in 0..<2 {
      #expect(await fault { try await source.resolve(page: "https://soundcloud.com/mistyped") } == .gone(.soundcloud))
    }
  }

  @Test func `a link to another host is said, and the harvest goes on`() async throws {
    service.once.add("users:1/", .json(#"{"collection":[\#(service.track(1))],"next_href":"https://evil.example/x"}"#))
    try await catalogue.seed([.favourites("1"), .favourites("2")], source: .soundcloud)
    let notes = Mutex<[String]>([])
    let done = try await harvester().run(wanted: 31) { report in
      if let note = report.note { notes.withLock { $0.append(note.sentence) } }
      return true
    }
    #expect(done.progress.favourites == 31)
    #expect(notes.withLock { $0 }.contains { $0.contains("link to another host") })
  }

  @Test func `progress tells favourites, tracks, listeners, the rate, what is left and what decides it`() async throws {
    try await catalogue.seed([.favouriters(TrackID(.soundcloud, "1"))], source: .soundcloud)
    let reports = Mutex<[HarvestReport]>([])
    _ = try await harvester().run(wanted: 300) { report in
      reports.withLock { $0.append(report) }
      return true
    }
    let all = reports.withLock { $0 }
    #expect(all.map(\.progress.favourites) == all.map(\.progress.favourites).sorted())
    #expect(all.last?.progress.pages == all.count)
    #expect((all.last?.perSecond ?? 0) > 0 && all.last?.secondsLeft == 0)
    #expect(all.allSatisfy { $0.wanted == 300 })
  }

  @Test func `a harvest broken off by its caller stops after the page`() async throws {
    try await catalogue.seed([.favourites("1")], source: .soundcloud)
    let done = try await harvester().run(wanted: plenty) { _ in false }
    #expect(done.progress.pages == 1)
  }
}

@Suite struct `A harvest killed at any moment` {
  /// How many times it is killed; a bench asks for more: `CRESCENDO_KILLS=200 swift test --filter "lost or doubled"`.
  private static let kills = ProcessInfo.processInfo.environment["CRESCENDO_KILLS"].flatMap { Int($0) } ?? 6

  @Test func `goes on without a favourite lost or doubled, and asks again at most the page in flight`() async throws {
    let bench = try Workbench()
    let listeners = Self.kills > 50 ? 1_500 : 150
    let service = try SoundCloudStandIn(listeners: listeners, tracks: 400, likes: 60)
    let token = CredentialFile(bench.file("soundcloud.json"))
    try token.store(service.connected().load())
    let path = bench.file("catalogue.sqlite")
    try await SQLiteCatalogue(at: path).seed([.favouriters(TrackID(.soundcloud, "1"))], source: .soundcloud)
    let seed = UInt64(20_261_125)
    var chance = Seeded(seed)
    for _ in 0..<Self.kills {
      let pages = Int.random(in: 1...9, using: &chance)
      let moment = UInt32.random(in: 0...8_000, using: &chance)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [
          file = path.path as String, token = bench.file("soundcloud.json").path as String,
          url = service.url.absoluteString as String, pages = pages as Int, moment = moment as UInt32
        ] in
        // Killed from another thread some moment after some page.
        let count = Atomic(0)
        try await harvest(file, token, url) {
          guard count.add(1, ordering: .relaxed).newValue == pages else { return }
          Thread.detachNewThread {
            usleep(moment)
            kill(getpid(), SIGKILL)
          }
        }
        kill(getpid(), SIGKILL)
      }
    }
    let open = try await SQLiteCatalogue(at: path).progress(source: .soundcloud)
    #expect(open.pages >= Self.kills && open.waiting > 0, "the kills were to hit the middle")
    try await harvest(path.path, bench.file("soundcloud.json").path, service.url.absoluteString) {}
    let catalogue = try SQLiteCatalogue(at: path)
    let corpus = try await catalogue.corpus()
    let progress = try await catalogue.progress(source: .soundcloud)
    #expect(progress.favourites == listeners * 60 && corpus.favourites.count == listeners * 60, "seed \(seed)")
    #expect((progress.listeners, progress.tracks, progress.waiting) == (listeners, 400, 0), "seed \(seed)")
    let asked = service.standIn.requests.map { $0.path + "?" + ($0.query["cursor"] ?? "") }
    #expect(asked.count - Set(asked).count <= Self.kills, "seed \(seed)")
    #expect(progress.pages == Set(asked).count, "seed \(seed)")
  }
}

/// Harvests what is left.
private func harvest(_ file: String, _ token: String, _ url: String, page: @escaping @Sendable () -> Void) async throws
{
  let api = try #require(URL(string: url))
  let answers = KeptAnswers(quickClient(), in: URL(fileURLWithPath: file + ".answers"))
  let source = SoundCloudSource(
    api: api, auth: api, store: CredentialFile(URL(fileURLWithPath: token)), http: answers, perSecond: 1e6,
    patience: [])
  let catalogue = try SQLiteCatalogue(at: URL(fileURLWithPath: file))
  _ = try await Harvester(source: source, store: catalogue, patience: quick, answers: answers).run(wanted: plenty) {
    _ in
    page()
    return true
  }
}
