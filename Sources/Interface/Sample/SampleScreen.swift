import Foundation
import Listening
import Playback
import Session
import TextUI

/// Screens of a fixed session, drawn as the program draws them: what the README shows.
public enum SampleScreen: String, CaseIterable, Sendable {
  case welcome, queue, saved, history, taste, why, help, keys

  /// The screen as lines of text.
  public func lines(_ size: Size, settings: InterfaceState.Settings = InterfaceState.Settings()) -> [String] {
    frame(size, settings: settings).lines
  }

  /// The screen.
  public func frame(_ size: Size, settings: InterfaceState.Settings = InterfaceState.Settings()) -> Frame {
    var settings = settings
    if settings.places.isEmpty { settings.places = Self.places }
    var interface = InterfaceState(settings, isFirstMeeting: self == .welcome)
    let session = self == .welcome ? Self.firstSession : Self.session
    for key in keys { _ = interface.handle(.key(.character(key)), session, size: size, at: Self.now) }
    return interface.frame(session, size: size, now: Self.now)
  }

  private var keys: [Character] {
    switch self {
    case .welcome, .queue: []
    case .saved: ["2"]
    case .history: ["3"]
    case .taste: ["4"]
    case .why: ["j", "e"]
    case .help: ["?"]
    case .keys: ["5"]
    }
  }

  /// The moment at which the screens are drawn.
  public static let now = Date(timeIntervalSince1970: 1_790_000_000)

  private static let places = [
    InterfaceState.Place(name: "configuration", path: "~/.config/crescendo/config.yaml"),
    InterfaceState.Place(name: "profile", path: "~/.local/share/crescendo/profile.sqlite"),
    InterfaceState.Place(name: "log", path: "~/.local/state/crescendo/crescendo.log"),
  ]

  /// The session that the screens show: some history, a full queue, music running.
  public static var session: State {
    var sample = Sample(acts: Sample.past)
    sample.play(at: 72)
    return sample.session
  }

  /// The same before the first act: paused, with favourites to pick from.
  public static var firstSession: State { Sample(acts: []).session }
}

/// A session made of events, as the program makes it.
private struct Sample {
  private(set) var session = State()

  init(acts: [Act]) {
    let tracks = SampleWorld.tracks
    let first = SampleScreen.now.addingTimeInterval(-86_400 * 40)
    let rows = acts.enumerated().map { number, act in
      Interaction(
        revision: Revision(number + 1), act: act, date: first.addingTimeInterval(Double(number) * 86_400 * 3.1))
    }
    tell(
      .profileOpened(Journal(rows)), .engineReady, .learned(Revision(acts.count)), .suggested(SampleWorld.suggestions))
    tell(.refilled(question: 1, Refill(revision: Revision(acts.count), tracks: SampleWorld.queue)), .playerReady)
    guard !acts.isEmpty else { return }
    tell(.tasted(SampleWorld.taste, names: SampleWorld.names))
    let growth = zip(tracks[12...], [4.1, 1.3, 1.1, 9.8, 1, 2.2])
    tell(
      .counted(
        Dictionary(
          uniqueKeysWithValues: growth.map { track, times in
            (track.id, Exposure(plays: track.exposure.plays.map { Int(Double($0) * times) }))
          })))
  }

  static var past: [Act] {
    let tracks = SampleWorld.tracks[12...].map(\.self)
    let heard = Listened(seconds: 31, of: 201)
    return [
      .name(SampleWorld.suggestions[1]), .save(tracks[0]), .finish(tracks[0], heard: Listened(seconds: 240, of: 240)),
      .save(tracks[1]), .discard(tracks[2], heard: heard), .skip(SampleWorld.tracks[10], heard: heard),
      .save(tracks[3]),
      .save(tracks[4]), .notNow(SampleWorld.tracks[4]), .save(tracks[5]), .undo(9),
    ]
  }

  mutating func play(at seconds: Double) {
    guard let id = session.playing?.id else { return }
    tell(.resolved(id, .own(SampleWorld.tracks[0].id)), .command(.togglePause, at: SampleScreen.now))
    tell(.player(.output("pipewire"), at: SampleScreen.now), .player(.restarted(id), at: SampleScreen.now))
    tell(.player(.position(id, seconds), at: SampleScreen.now))
  }

  private mutating func tell(_ events: Event...) { for event in events { _ = update(&session, event) } }
}
