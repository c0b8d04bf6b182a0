import Foundation
import Listening
import Playback
import Session

/// A session under test: events go in, the state and the effects can be looked at. Acts are written when the test says so.
struct Bench {
  var state: State
  private(set) var effects: [Effect] = []
  private(set) var clock = Date(timeIntervalSince1970: 1_000_000)
  private var revision: Revision = 0

  /// A session in which profile, engine and player are ready, and `count` tracks are queued behind the first.
  init(queued count: Int = 5, startsPaused: Bool = false, profile: Event = .profileOpened(Journal())) {
    state = State(startsPaused: startsPaused)
    take(profile)
    take(.engineReady)
    take(.playerReady)
    take(.learned(0))
    refill((1...(count + 1)).map { Self.track($0) })
    // A short queue asks again at once; the engine has nothing else.
    if state.queue.entries.count < 8 { refill(count > 0 ? (2...(count + 1)).map { Self.track($0) } : []) }
    resolveAll()
    effects = []
  }

  /// A session whose first track is a stream, and that track.
  static func streaming(from source: SourceName = .audius) -> (Bench, Track) {
    let track = Track(
      id: TrackID(source, "x"), title: "Title", artist: Credit(id: ArtistID(source, "a"), name: "Artist"),
      duration: 200)
    var bench = Bench(queued: 3)
    bench.state.begin(with: track, at: 0)
    bench.take(.playerReady)
    bench.resolveAll()
    return (bench, track)
  }

  static func track(_ number: Int, artist: Int? = nil) -> Track {
    let maker = artist ?? number
    return Track(
      id: TrackID(.demo, "\(number)"), title: "Title \(number)",
      artist: Credit(id: ArtistID(.demo, "a\(maker)"), name: "Artist \(maker)"), duration: 200,
      exposure: Exposure(plays: 100 + number))
  }

  static func proposed(_ track: Track) -> Proposed { proposed(track, drawnBy: nil) }

  static func proposed(_ track: Track, drawnBy propensity: Double?) -> Proposed {
    let reason = propensity == nil ? Reason.introduction : .exploring
    let score = Score(total: 1, factors: 1)
    return Proposed(
      track, Proposal(Recommendation(track: track.id, score: score, reason: reason, propensity: propensity)))
  }

  /// Gives an event to the session; what it wants done is added to `effects`.
  @discardableResult
  mutating func take(_ event: Event) -> [Effect] {
    let new = update(&state, event)
    effects += new
    return new
  }

  /// Presses what gives `command`, a second after whatever was before.
  @discardableResult
  mutating func press(_ command: Command, after seconds: Double = 1) -> [Effect] {
    clock += seconds
    return take(.command(command, at: clock))
  }

  /// The player says something about the entry on stage.
  @discardableResult
  mutating func hear(_ event: (EntryID) -> PlayerEvent) -> [Effect] {
    guard let entry = state.playing else { return [] }
    return take(.player(event(entry.id), at: clock))
  }

  /// The disk answers every act asked for since the last time.
  mutating func write() {
    for case .record(let act, let date, let propensity, let ticket) in drain() {
      revision += 1
      let row = Interaction(revision: revision, act: act, date: date, propensity: propensity)
      take(.recorded(row, ticket: ticket))
    }
  }

  /// The disk refuses every act asked for since the last time.
  mutating func refuse() {
    for case .record(_, _, _, let ticket) in drain() {
      take(.recordFailed(ticket: ticket, sentence: "the disk is full"))
    }
  }

  /// Answers the question in flight.
  mutating func refill(_ tracks: [Track], seen: Revision? = nil) {
    refill(proposed: tracks.map(Self.proposed), seen: seen)
  }

  mutating func refill(proposed tracks: [Proposed], seen: Revision? = nil) {
    guard let question = effects.lastQuestion else { return }
    let refill = Refill(revision: seen ?? state.journal.revision, tracks: tracks)
    take(.refilled(question: question, refill))
  }

  /// Finds every sound asked for.
  mutating func resolveAll() {
    for case .resolve(let entry, let track) in effects { take(.resolved(entry, Self.address(of: track))) }
  }

  private static func address(of track: TrackID) -> StreamAddress {
    if track.source == .demo { return .own(track) }
    return StreamAddress(web: "https://x.org/\(track.key)") ?? .own(track)
  }

  /// No service answers what is asked for, nor what is asked for because of that.
  mutating func cutNetwork() {
    var asked = drain().entriesAsked
    while !asked.isEmpty {
      for entry in asked { take(.unresolvable(entry, sentence: "the service does not answer", isPassing: true)) }
      asked = drain().entriesAsked
    }
  }

  /// Writes, leaves track 1, and puts track 20 next, whose reason is the taste that track 1 told.
  mutating func putNextByTaste() {
    write()
    press(.next)
    hear { .restarted($0) }
    write()
    let liked = Recommendation(
      track: Bench.track(20).id, score: Score(total: 1), reason: .taste([Bench.track(1).id]))
    press(.radar(.hard))
    refill(proposed: [Proposed(Bench.track(20), Proposal(liked, names: ["Artist 1"]))])
    press(.playNext(Bench.track(20)))
  }

  /// What was wanted so far; it is wanted no more.
  mutating func drain() -> [Effect] {
    defer { effects = [] }
    return effects
  }
}

extension [Effect] {
  var lastQuestion: Int? {
    for case .ask(let question, _) in reversed() { return question }
    return nil
  }

  var lastRequest: RecommendationRequest? {
    for case .ask(_, let request) in reversed() { return request }
    return nil
  }

  var entriesAsked: [EntryID] { compactMap { if case .resolve(let entry, _) = $0 { entry } else { nil } } }
  var calledOff: [EntryID] { compactMap { if case .callOff(let entry) = $0 { entry } else { nil } } }
  var acts: [Act] { compactMap { if case .record(let act, _, _, _) = $0 { act } else { nil } } }
  var journals: [Journal] { compactMap { if case .learn(let journal) = $0 { journal } else { nil } } }
  var playerCommands: [PlayerCommand] { compactMap { if case .player(let command) = $0 { command } else { nil } } }
}
