import Foundation
import Listening
import Playback
import Runtime
import Session
import Synchronization
import TextUI

/// A screen in memory: inputs come when what was drawn asks for them.
final class MemoryScreen: Screen {
  let size = Size(columns: 100, rows: 30)
  private(set) var frames: [Frame] = []
  private let bell = DispatchSemaphore(value: 0)
  private let seen: (String) -> Void
  private var script: [(words: String, input: Input)]
  private let deadline = Date().addingTimeInterval(30)

  /// Each input comes once the screen shows the words before it.
  /// `seen` gets what each frame says.
  init(_ script: [(words: String, input: Input)], seen: @escaping (String) -> Void = { _ in }) {
    (self.script, self.seen) = (script, seen)
  }

  var waker: Waker { { [bell] in bell.signal() } }
  var text: String { frames.last?.lines.joined(separator: "\n") ?? "" }

  func present(_ frame: Frame) {
    frames.append(frame)
    seen(text)
  }
  func use(_ theme: Theme) {}
  func redraw() {}

  func next(milliseconds: Int?) -> Input? {
    if let step = script.first, text.contains(step.words) {
      script.removeFirst()
      return step.input
    }
    guard milliseconds == nil else { return nil }
    // A script that never gets what it waits for ends the session, and the test with it.
    guard bell.wait(timeout: .now() + max(0, deadline.timeIntervalSinceNow)) == .success else { return .hangUp }
    return .woken
  }
}

/// Runs what blocks on a thread of its own: the session's helpers need the threads that tests run on.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: body()) }
  }
}

/// A mark that any thread may set.
final class Mark: Sendable {
  private let state = Mutex(false)
  var isSet: Bool { state.withLock { $0 } }
  func set() { state.withLock { $0 = true } }
}

/// A journal in memory that answers when it is let.
actor HeldProfile: Profile {
  private var journalNow = Journal()
  private let fails: Bool
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var isOpen: Bool
  /// Whether an act was asked to be written.
  private(set) var isAsked = false

  init(isOpen: Bool = true, fails: Bool = false) {
    self.isOpen = isOpen
    self.fails = fails
  }

  func append(_ act: Act, at date: Date, propensity: Double?) async throws -> Interaction {
    isAsked = true
    if !isOpen { await withCheckedContinuation { waiting.append($0) } }
    if fails { throw CocoaError(.fileWriteOutOfSpace) }
    let row = Interaction(revision: journalNow.revision + 1, act: act, date: date, propensity: propensity)
    journalNow.append(row)
    return row
  }

  func journal() async throws -> Journal { journalNow }

  func open() {
    isOpen = true
    for continuation in waiting { continuation.resume() }
    waiting = []
  }
}

/// Tracks by number, all with sound.
struct NumberedCatalogue: Catalogue {
  static func track(_ number: Int) -> Track {
    Track(
      id: TrackID(.demo, "\(number)"), title: "Title \(number)",
      artist: Credit(id: ArtistID(.demo, "a\(number)"), name: "Artist \(number)"), duration: 100)
  }

  func tracks(_ ids: [TrackID]) async throws -> [Track] { ids.compactMap { Int($0.key).map(Self.track) } }
  func artists(_ ids: [ArtistID]) async throws -> [Artist] {
    ids.map { Artist(id: $0, name: "Artist \($0.key.dropFirst())") }
  }
  func search(_ words: String, limit: Int) async throws -> [Favoured] { [.track(Self.track(77))] }
  func address(of track: TrackID) async throws -> StreamAddress? { .own(track) }
  func corpus() async throws -> Corpus {
    Corpus(tracks: [], artists: [], followers: [], tags: [], offsets: [0], favourites: [])
  }
}

/// Proposes the tracks that nobody judged, in order.
actor CountingEngine: RecommendationEngine {
  private var journal = Journal()

  func learn(_ journal: Journal) async -> Revision {
    self.journal = journal
    return journal.revision
  }

  func recommend(_ request: RecommendationRequest) async throws -> Recommendations {
    let free = (1...100).map { TrackID(.demo, "\($0)") }.filter {
      journal.acts(on: $0).isEmpty && !request.excluding.contains($0)
    }
    let list = free.prefix(request.count).map {
      Recommendation(track: $0, score: Score(total: 1), reason: .introduction)
    }
    return Recommendations(revision: journal.revision, list: Array(list))
  }

  func taste() async throws -> Taste { Taste() }
}

extension Services {
  /// Services in memory.
  static func inMemory(
    _ profile: HeldProfile = HeldProfile(), player: SilentPlayer = SilentPlayer(),
    opening: @escaping @Sendable () throws -> Void = {}
  ) -> Services {
    Services(
      profile: { _ in
        try opening()
        return profile
      },
      catalogue: { NumberedCatalogue() }, engine: { _, _ in CountingEngine() }, player: { player },
      export: { "3 saved tracks written to \($0)" }, sentence: { _ in "the disk is full" })
  }
}
