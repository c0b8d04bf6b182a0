import Foundation
import Listening
import Playback
import Session
import TextUI

@testable import Interface

/// A session made of events, as the runtime makes it.
struct Stage {
  var session = State()
  var screen: InterfaceState
  var size = Size(columns: 120, rows: 36)
  var now = Date(timeIntervalSince1970: 1_790_000_000)
  private var revision: Revision = 0

  init(_ settings: InterfaceState.Settings = InterfaceState.Settings(themes: Stage.themes)) {
    screen = InterfaceState(settings)
  }

  init(session: State) {
    self.init()
    self.session = session
    revision = session.journal.revision
    now = SampleScreen.now
  }

  static let themes = ["terminal", "mono", "nord"].map { Theme(name: $0, credit: "\($0)'s makers", styles: [:]) }

  static let artist = Credit(id: ArtistID(.demo, "a1"), name: "Salt Lantern")
  static let playing = Track(
    id: TrackID(.demo, "1"), title: "Nocturne for a Closed Pool", artist: artist, duration: 227,
    tags: ["ambient", "piano"], page: "https://demo.example/salt-lantern/nocturne",
    exposure: Exposure(plays: 412, favourites: 128))

  static func track(_ number: Int, _ artist: String, _ title: String, plays: Int? = nil, page: String? = nil) -> Track {
    Track(
      id: TrackID(.demo, String(number)), title: title,
      artist: Credit(id: ArtistID(.demo, "a\(number)"), name: artist), duration: Double(150 + number * 13),
      page: page, exposure: Exposure(plays: plays))
  }

  static func proposed(_ track: Track, _ reason: Reason, names: [String] = []) -> Proposed {
    let score = Score(
      total: 0.84, factors: 0.4, neighbours: 0.3, listeners: 0.1, artist: -0.02, quality: 0.06, taper: 0.9)
    return Proposed(track, Proposal(Recommendation(track: track.id, score: score, reason: reason), names: names))
  }

  static let near = Reason.near([TrackID(.demo, "90"), TrackID(.demo, "91")], listeners: 14)
  static let list = [
    proposed(playing, near, names: ["Velvet Antenna", "Low Orbit Choir"]),
    proposed(track(2, "Paper Comets", "Slow Green", plays: 230), near, names: ["Low Orbit Choir"]),
    proposed(track(3, "Hollow Parade", "Understudy", plays: 1120), .listeners(14, sharing: [])),
    proposed(track(4, "Ida & the Weather", "Kitchen Radio", plays: 88, page: "https://demo.example/ida"), .exploring),
  ]

  /// A session with four tracks, the first on stage and paused.
  static func ready(_ list: [Proposed] = list, columns: Int = 120, rows: Int = 36) -> Stage {
    var stage = Stage()
    stage.size = Size(columns: columns, rows: rows)
    stage.tell(.profileOpened(Journal()), .engineReady, .learned(0))
    stage.tell(.refilled(question: 1, Refill(revision: 0, tracks: list)), .playerReady)
    stage.openPlaying()
    return stage
  }

  /// The same, with sound running.
  static func running(columns: Int = 120, rows: Int = 36) -> Stage {
    var stage = ready(columns: columns, rows: rows)
    stage.command(.togglePause)
    if let id = stage.session.playing?.id {
      stage.tell(.player(.output("pulse"), at: stage.now), .player(.restarted(id), at: stage.now))
      stage.tell(.player(.position(id, 72), at: stage.now))
    }
    return stage
  }

  mutating func openPlaying() {
    if let id = session.playing?.id { tell(.resolved(id, .own(TrackID(.demo, "1")))) }
  }

  /// Tells the session; what is to be recorded is, and what is to be learned is not.
  mutating func tell(_ events: Event...) {
    for event in events { follow(update(&session, event)) }
  }

  private mutating func follow(_ effects: [Effect]) {
    for effect in effects {
      guard case .record(let act, let date, _, let ticket) = effect else { continue }
      revision += 1
      tell(.recorded(Interaction(revision: revision, act: act, date: date), ticket: ticket))
    }
  }

  mutating func command(_ command: Command) { tell(.command(command, at: now)) }

  /// Presses keys as written, `s`, `Ctrl-D`; the session obeys what comes of it.
  @discardableResult
  mutating func press(_ keys: String...) -> [Wish] {
    keys.flatMap { name in (KeyName.keys(name) ?? []).flatMap { input(.key($0)) } }
  }

  /// Types letters.
  @discardableResult
  mutating func type(_ text: String) -> [Wish] { text.flatMap { input(.key(.character($0))) } }

  @discardableResult
  mutating func input(_ input: Input) -> [Wish] {
    now.addTimeInterval(1)
    let wishes = screen.handle(input, session, size: size, at: now)
    for case .command(let command) in wishes { self.command(command) }
    return wishes
  }

  var frame: Frame { screen.frame(session, size: size, now: now) }
  var lines: [String] { frame.lines }
  var text: String { lines.joined(separator: "\n") }

  /// What the bottom but one line says.
  var message: String { lines.dropLast().last ?? "" }

  /// The row with the pointer.
  var highlighted: String? { lines.last { $0.hasPrefix("›") } }
}
