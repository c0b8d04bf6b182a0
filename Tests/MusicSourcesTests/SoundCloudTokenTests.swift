import Foundation
import Listening
import Synchronization
import Testing

@testable import MusicSources

@Suite struct `SoundCloud's tokens` {
  private let service: SoundCloudStandIn
  init() throws { service = try SoundCloudStandIn() }

  private func page(_ source: SoundCloudSource, from mark: PageMark? = nil) async throws -> Page<Track> {
    try await source.favourites(of: "1", from: mark)
  }

  @Test func `a token that ends in the middle of a list is renewed once and the same page asked again`() async throws {
    let service = try SoundCloudStandIn(tracks: 1_000, likes: 450)
    let store = service.connected()
    let source = service.source(store)
    let first = try await page(source)
    service.endTokens()
    let second = try await page(source, from: first.next)
    #expect(second.items.count == 200)
    #expect(service.standIn.requests("likes").map { $0.query["cursor"] } == [nil, "200", "200"])
    #expect(service.standIn.requests("oauth").count == 1)
    #expect(try store.load()?.token?.access == "access1")
  }

  @Test func `a refresh token is spent once, and the new one stored before the new token is used`() async throws {
    let store = service.connected()
    let source = service.source(store)
    service.endTokens()
    for _ in 0..<2 {
      _ = try await page(source)
      service.endTokens()
    }
    _ = try await page(source)
    #expect(
      service.standIn.requests("oauth").compactMap { $0.form["refresh_token"] } == ["again", "refresh1", "refresh2"])
    let kept = store.all.compactMap { $0?.token?.refresh }
    #expect(kept == ["again", "again", "refresh1", "refresh1", "refresh2", "refresh2", "refresh3"])
    #expect(store.all.allSatisfy { $0?.token?.isListeners == true })
  }

  @Test func `many who need a new token share one`() async throws {
    let source = service.source(service.connected())
    service.endTokens()
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 { group.addTask { try await page(source).items.count } }
      for try await count in group { #expect(count == 30) }
    }
    #expect(service.standIn.requests("oauth").count == 1)
  }

  @Test func `two programs that renew at once do not lock each other out`() async throws {
    let bench = try Workbench()
    let file = CredentialFile(bench.file("soundcloud.json"))
    try file.store(service.connected().load())
    let keepers = (0..<2).map { _ in
      SoundCloudSource(
        api: service.url, auth: service.url, store: CredentialFile(bench.file("soundcloud.json")), http: quickClient(),
        perSecond: 10_000, patience: [])
    }
    service.endTokens()
    async let one = page(keepers[0])
    async let two = page(keepers[1])
    #expect(try await one.items.count + two.items.count == 60)
    #expect(service.standIn.requests("oauth").count == 1)
  }

  @Test func `a listener's refresh token that is spent elsewhere asks the listener, and the sign-in but once`() async {
    let source = service.source(service.connected())
    service.endTokens()
    service.state.withLock { $0.refresh = [] }
    for _ in 1...3 {
      #expect(
        await fault { try await page(source) }?.sentence
          == "soundcloud is not connected: run `crescendo connect soundcloud`")
    }
    #expect(service.standIn.requests("oauth").count == 1)
  }

  @Test func `an app's is replaced by a new token`() async throws {
    let source = service.source(service.connected(isListeners: false))
    service.endTokens()
    service.state.withLock { $0.refresh = [] }
    #expect(try await page(source).items.count == 30)
    #expect(service.standIn.requests("oauth").map { $0.form["grant_type"] } == ["refresh_token", "client_credentials"])
  }

  @Test func `a token about to end is renewed before it is used`() async throws {
    let ending = SoundCloudCredentials.Token(
      access: "old", refresh: "again", expires: Date().addingTimeInterval(30), isListeners: true)
    _ = service.connected()
    let store = MemoryStore(SoundCloudCredentials(clientID: "id", clientSecret: "secret", token: ending))
    _ = try await page(service.source(store))
    #expect(service.standIn.requests("likes").map { $0.headers["authorization"] } == ["OAuth access1"])
  }

  @Test func `without credentials nothing is asked`() async {
    let source = service.source(MemoryStore(nil))
    #expect(await fault { try await page(source) } == .notConnected(.soundcloud))
    #expect(service.standIn.requests.isEmpty)
  }

  @Test(arguments: [["Retry-After": "600"], [:]])
  func `a sign-in that asks to wait is not asked again until then, by none who share its backoff`(
    headers: [String: String]
  ) async throws {
    let (store, backoff) = (service.connected(), Backoff())
    let sources = (0..<2).map { _ in
      SoundCloudSource(
        api: service.url, auth: service.url, store: store, http: quickClient(), perSecond: 10_000, patience: [],
        signInBackoff: backoff)
    }
    service.endTokens()
    service.once.add("oauth", .json("{}", status: 429, headers))
    for source in sources + sources {
      guard case .limited = await fault({ try await page(source) }) else {
        Issue.record("expected a limit")
        return
      }
    }
    #expect(service.standIn.requests("oauth").count == 1)
  }

  @Test func `a refresh token is not spent while what comes for it cannot be kept`() async throws {
    let store = service.connected()
    service.endTokens()
    store.fails(after: 0)
    #expect(await fault { try await page(service.source(store)) }?.sentence.contains("cannot be written") == true)
    #expect(service.standIn.requests("oauth").isEmpty)
  }

  @Test func `a token that could not be stored is stored at the next question, and none is spent for it`() async throws
  {
    let store = service.connected()
    let source = service.source(store)
    service.endTokens()
    store.fails(after: 1)
    for _ in 0..<2 {
      #expect(await fault { try await page(source) }?.sentence.contains("cannot be written") == true)
    }
    store.fails(after: .max)
    #expect(try await page(source).items.count == 30)
    #expect(service.standIn.requests("oauth").count == 1)
    #expect(try store.load()?.token?.refresh == "refresh1")
  }

  /// A source whose new token could not be stored, and its store, which takes them again.
  private func unstored() async -> (MemoryStore, SoundCloudSource) {
    let store = service.connected()
    let source = service.source(store)
    service.endTokens()
    store.fails(after: 1)
    _ = await fault { try await page(source) }
    store.fails(after: .max)
    return (store, source)
  }

  @Test func `a token that could not be stored gives way to credentials that came since`() async throws {
    let (store, source) = await unstored()
    let newer = service.connected()
    try store.store(SoundCloudCredentials(clientID: "id", clientSecret: "secret", token: newer.load()?.token))
    #expect(try await page(source).items.count == 30)
    #expect(try store.load()?.token?.access == "first")
  }

  @Test func `credentials that came since are renewed, and not replaced by what could not be stored`() async throws {
    let (store, source) = await unstored()
    service.state.withLock { _ = $0.refresh.insert("newer") }
    let newer = SoundCloudCredentials.Token(
      access: "ended", refresh: "newer", expires: .distantPast, isListeners: true)
    try store.store(SoundCloudCredentials(clientID: "id", clientSecret: "secret", token: newer))
    _ = try await page(source)
    #expect(service.standIn.requests("oauth").compactMap { $0.form["refresh_token"] } == ["again", "newer"])
  }

  @Test func `two who need a new token at the same moment share one`() async throws {
    let keeper = service.source(service.connected()).door.keeper
    async let one = keeper.renewed(spent: "first")
    async let other = keeper.renewed(spent: "first")
    #expect(try await [one, other] == ["access1", "access1"])
    #expect(service.standIn.requests("oauth").count == 1)
  }

  @Test func `a token that another program renewed is renewed once more where it has ended since`() async throws {
    let keeper = service.source(service.connected()).door.keeper
    #expect(try await keeper.renewed(spent: "older", now: Date().addingTimeInterval(4000)) == "access1")
  }

  @Test func `a renewal whose caller gives up is stored all the same`() async throws {
    let store = service.connected()
    let source = service.source(store)
    service.endTokens()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      _ = try await source.door.keeper.renewed(spent: "first")
    }
    _ = await task.result
    while try store.load()?.token?.refresh != "refresh1" { try await Task.sleep(for: .milliseconds(5)) }
  }
}
