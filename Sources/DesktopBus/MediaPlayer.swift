import Listening
import Playback

/// The session as a media player on the bus: MPRIS 2.2 (https://specifications.freedesktop.org/mpris-spec/latest/). Pure: what it says
/// follows from what plays.
struct MediaPlayer {
  static let name = "org.mpris.MediaPlayer2.crescendo"
  static let path = "/org/mpris/MediaPlayer2"
  static let root = "org.mpris.MediaPlayer2"
  static let player = "org.mpris.MediaPlayer2.Player"

  /// What plays.
  var now = NowPlaying()

  /// The properties of an interface that can be kept, by their names; nil where there is no such interface. Where the track is, is
  /// asked for when it is wanted.
  func properties(of interface: String) -> [String: BusValue]? {
    switch interface {
    case Self.root: Self.rootProperties
    case Self.player: playerProperties
    case BusInterface.properties, BusInterface.introspectable, BusInterface.peer: [:]
    default: nil
    }
  }

  // No DesktopEntry: no .desktop file is installed with a program of the terminal.
  private static let rootProperties: [String: BusValue] = [
    "CanQuit": .flag(true), "CanRaise": .flag(false), "HasTrackList": .flag(false), "Identity": .text("Crescendo"),
    "SupportedUriSchemes": .texts([]), "SupportedMimeTypes": .texts([]),
  ]

  private var playerProperties: [String: BusValue] {
    [
      "PlaybackStatus": .text(status), "Rate": .double(1), "MinimumRate": .double(1), "MaximumRate": .double(1),
      "Metadata": .map(metadata), "Volume": .double(Double(now.volume) / 100),
      "CanGoNext": .flag(now.next != nil), "CanGoPrevious": .flag(now.hasPrevious),
      "CanPlay": .flag(now.canPlay), "CanPause": .flag(now.canPlay),
      "CanSeek": .flag(now.canPlay && now.length != nil), "CanControl": .flag(true),
    ]
  }

  private var status: String {
    guard now.canPlay else { return "Stopped" }
    return now.isPaused ? "Paused" : "Playing"
  }

  private var metadata: [String: BusValue] {
    guard let track = now.track, let id = trackPath else { return [:] }
    var metadata: [String: BusValue] = [
      "mpris:trackid": .path(id), "xesam:title": .text(BusText.clean(track.title)),
      "xesam:artist": .texts([BusText.clean(track.artist.name)]),
    ]
    metadata["mpris:length"] = now.length.flatMap(Self.microseconds).map { .int64($0) }
    metadata["xesam:url"] = track.page.map { .text(BusText.clean($0)) }
    return metadata
  }

  /// The name of the track on stage; each time on stage is another. Nil while there is none.
  var trackPath: String? { now.entry.map { "/crescendo/track/\($0)" } }

  /// Microseconds from seconds, which may be anything; nil for what is no length of time.
  static func microseconds(_ seconds: Double) -> Int64? {
    guard seconds.isFinite, seconds >= 0, seconds < 1e12 else { return nil }
    return Int64(seconds * 1_000_000)
  }
}

extension MediaPlayer {
  /// Takes in what plays now, and answers with the signals that tell of it.
  mutating func hear(_ news: NowPlaying, position: Double) -> [BusCall] {
    let before = self
    now = news
    let changes = playerProperties.filter { before.playerProperties[$0.key] != $0.value }
    var signals: [BusCall] = []
    if !changes.isEmpty { signals.append(Self.changed(changes)) }
    if before.now.entry != nil, isElsewhere(than: before) { signals.append(Self.seeked(to: position)) }
    return signals
  }

  /// Whether a reader who counts on from `before` would be wrong about the position now.
  private func isElsewhere(than before: MediaPlayer) -> Bool {
    if now.jumps != before.now.jumps { return true }
    // Whoever reads "Playing" counts on, but a stream that is opened or runs dry stands still.
    return now.isSounding && !before.now.isSounding && !(before.now.isPaused && before.now.entry == now.entry)
  }

  private static func changed(_ changes: [String: BusValue]) -> BusCall {
    BusCall(
      path: path, interface: BusInterface.properties, member: "PropertiesChanged",
      arguments: [.text(player), .map(changes), .texts([])])
  }

  private static func seeked(to position: Double) -> BusCall {
    BusCall(path: path, interface: player, member: "Seeked", arguments: [.int64(microseconds(position) ?? 0)])
  }
}
