import Listening

/// What the listener has written into `config.yaml`, and what holds where nothing is written.
public struct Configuration: Hashable, Sendable {
  /// The theme, or one for dark terminals and one for light ones; nil where nothing is written.
  public var theme: ThemeChoice?
  /// Where each theme is named.
  public var themePlaces: [String: Place] = [:]
  /// How many colours: one of `colors`.
  public var color = "auto"
  /// How far under the radar; nil where nothing is written.
  public var radar: RadarDepth?
  /// How far where nothing else says it.
  public static let usualRadar = RadarDepth.medium
  /// What happens at the start with the track that was on stage.
  public var startup = Startup.paused
  /// Where tracks come from: one of `sources`.
  public var source = "demo"
  /// The addresses of services, by `source.part` such as `audius.api`; those not stated are the services' own.
  public var addresses: [String: String] = [:]
  /// The listener's own key at Audius; most need none.
  public var audiusKey: String?
  /// Whether a save also likes the track at SoundCloud.
  public var syncsSaves = false
  /// Whether the listener's own yt-dlp may find streams where SoundCloud is not connected.
  public var usesYtDlp = false
  /// The port of the redirect address as registered for the listener's SoundCloud app.
  public var redirectPort = 8765
  /// The keys.
  public var keys = Keys()
  /// Whether clicks and the wheel are taken.
  public var mouse = true
  /// Whether the time moves once a second while playing.
  public var clock = true
  /// Whether the window's title says what plays.
  public var title = true
  /// Whether one slot in ten may be drawn to learn something new.
  public var exploration = true
  /// The sound output, as mpv names it; nil lets mpv choose.
  public var audioOutput: String?
  /// The listener's own program, told of what happens; nil for none.
  public var hook: String?
  /// Whether media keys and other programs on the desktop's bus may steer the session.
  public var mpris = true
  /// Whether the desktop shows a notification when a track begins.
  public var notifications = false
  /// How rows, the playing track, the window's title and notifications are worded, by name: one of `formatNames`.
  public var formats: [String: String] = [:]
  /// Where each of them is written.
  public var formatPlaces: [String: Place] = [:]

  /// A theme for either kind of terminal.
  public struct ThemeChoice: Hashable, Sendable {
    /// For a dark background.
    public var dark: String
    /// For a light background.
    public var light: String
  }

  /// What happens at the start.
  public enum Startup: String, CaseIterable, Hashable, Sendable {
    /// Silence until the listener says otherwise.
    case paused
    /// As it was left.
    case resume
    /// Music at once.
    case play
  }

  /// The listener's keys.
  public struct Keys: Hashable, Sendable {
    /// The set of keys to begin with.
    public var preset = "default"
    /// Changes to it, in the order written.
    public var bindings: [Binding] = []

    /// One change: a key, and the command it gives, `none` for no command.
    public struct Binding: Hashable, Sendable {
      /// The key as written.
      public var key: String
      /// The command as written.
      public var command: String
      /// Where it is written.
      public var place: Place
    }
  }

  /// The words for `color`.
  public static let colors = ["auto", "never", "8", "16", "256", "exact"]
  /// The words for `keys.preset`.
  public static let presets = ["default", "pianobar", "cmus", "mpv"]
  /// The words for `source`.
  public static let sources = ["demo", "catalogue", "audius", "soundcloud"]
  /// The names in `formats`.
  public static let formatNames = ["row", "playing", "title", "notification"]
  /// The addresses that may be stated.
  public static let addressNames = ["audius.api", "soundcloud.api", "soundcloud.auth"]

  /// What holds where nothing is written.
  public init() {}
}
