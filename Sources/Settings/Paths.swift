import Foundation
import Listening

/// Where the program keeps things: the folders of the XDG base directory specification, or one folder for all.
public struct Paths: Hashable, Sendable {
  /// What the listener writes: configuration and themes.
  public var configuration: String
  /// What must not be lost: profile, catalogue, model.
  public var data: String
  /// What may be lost: the log, what was open last.
  public var state: String
  /// What can be fetched again.
  public var cache: String
  /// Where the socket is while the program runs.
  public var runtime: String
  private var otherProfile: String?

  /// Finds the folders; makes none.
  /// - Parameters:
  ///   - environment: `XDG_…_HOME` and `HOME`. Relative values are ignored, as the specification asks.
  ///   - home: the folder of `--home`, which takes everything; a relative one starts at the current folder.
  ///   - profile: the file of `--profile`.
  /// - Throws: `SettingsError.noHome` when nothing says where.
  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment, home: String? = nil, profile: String? = nil
  ) throws(SettingsError) {
    otherProfile = profile.map(Self.absolute)
    if let home {
      let root = Self.absolute(home)
      (configuration, data, state) = (root + "/config", root + "/data", root + "/state")
      (cache, runtime) = (root + "/cache", root + "/state")
      return
    }
    func folder(_ name: String, else place: String) throws(SettingsError) -> String {
      if let value = environment[name], value.hasPrefix("/") { return Self.absolute(value) + "/crescendo" }
      guard let home = environment["HOME"], home.hasPrefix("/") else { throw .noHome }
      return Self.absolute(home) + "/" + place + "/crescendo"
    }
    configuration = try folder("XDG_CONFIG_HOME", else: ".config")
    data = try folder("XDG_DATA_HOME", else: ".local/share")
    state = try folder("XDG_STATE_HOME", else: ".local/state")
    cache = try folder("XDG_CACHE_HOME", else: ".cache")
    runtime = environment["XDG_RUNTIME_DIR"].flatMap { $0.hasPrefix("/") ? Self.absolute($0) : nil } ?? state
  }

  /// What the listener configures.
  public var configurationFile: String { configuration + "/config.yaml" }
  /// The listener's own themes.
  public var themes: String { configuration + "/themes" }
  /// The journal.
  public var profile: String { otherProfile ?? data + "/profile.sqlite" }
  /// Whether `--profile` named it.
  public var namesProfile: Bool { otherProfile != nil }
  /// Tracks, artists and favourites.
  public var catalogue: String { data + "/catalogue.sqlite" }
  /// The trained base model.
  public var model: String { data + "/model.crescendo" }
  /// The log.
  public var log: String { state + "/crescendo.log" }
  /// What was open last: screen, volume, theme. Another listener has another.
  public var remembered: String { state + "/remembered\(listener).json" }
  /// The socket of the listener's session that runs.
  public var socket: String { runtime + "/crescendo\(listener).sock" }

  /// What keeps a named profile's files apart from those of the usual one. Short: a socket's path has 107 bytes.
  private var listener: String {
    guard let otherProfile, otherProfile != data + "/profile.sqlite" else { return "" }
    // FNV-1a: the same in every run, which Swift's own hashes are not.
    let sum = otherProfile.utf8.reduce(0x811C_9DC5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    return "-" + String(sum, radix: 16)
  }

  /// Every path by its name and with what is there, in the order a listener is shown them.
  public var all: [(name: String, path: String, holds: String)] {
    [
      ("configuration", configurationFile, "What you configure"),
      ("themes", themes, "Your own themes"),
      ("profile", profile, "The journal: what you heard and judged, and what you named"),
      ("catalogue", catalogue, "Tracks, artists and favourites; can be collected again"),
      ("model", model, "What was learned from the favourites; can be made again"),
      ("log", log, "What went wrong, and what was passed over"),
      ("remembered", remembered, "What was open last: screen, volume, theme"),
      ("cache", cache, "What can be made again"),
      ("socket", socket, "Where the session that runs listens for `crescendo ctl`"),
    ]
  }

  /// A path as the listener wrote it, with `HOME` for a `~` at its beginning, as a shell has it; another user's home stays as it is.
  public static func expanded(
    _ path: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = environment["HOME"] else { return path }
    return home + path.dropFirst()
  }

  /// Makes the folders for data, state and cache, for this user only; folders that exist stay as they are.
  /// - Throws: `SettingsError.cannotCreate`.
  public func prepare() throws(SettingsError) {
    for folder in [data, state, cache] { try Self.make(folder) }
  }

  /// Makes one folder and those above it, for this user only.
  static func make(_ folder: String) throws(SettingsError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .cannotCreate(path: folder, cause: error.systemWords)
    }
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
