/// The name of a place that tracks come from: lower-case letters, digits and dashes, 1 to 32 of them.
public struct SourceName: RawRepresentable, Hashable, Sendable, Codable {
  /// The name as written before the colon of an identifier.
  public let rawValue: String

  /// Accepts a well-formed name, refuses any other.
  public init?(rawValue: String) {
    let allowed = rawValue.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    guard allowed, (1...32).contains(rawValue.utf8.count) else { return nil }
    self.rawValue = rawValue
  }

  private init(known: String) { rawValue = known }

  /// The catalogue inside the program, with its own sound.
  public static let demo = SourceName(known: "demo")
  /// Tracks imported from the listener's own files and lists.
  public static let file = SourceName(known: "file")
  /// The Audius network.
  public static let audius = SourceName(known: "audius")
  /// SoundCloud, with the listener's own credentials.
  public static let soundcloud = SourceName(known: "soundcloud")
}
