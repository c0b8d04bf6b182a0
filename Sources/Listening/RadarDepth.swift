/// The listener's dial: how far under the radar tracks may be, from everyone to the least known.
public enum RadarDepth: String, Hashable, Sendable, Codable, CaseIterable {
  /// Everyone, head included.
  case open
  /// Artists up to the 90th percentile of exposure.
  case easy
  /// Artists up to the 75th percentile.
  case medium
  /// Artists up to the 50th percentile.
  case hard

  /// The share of artists, by rising exposure, that may be served.
  public var percentile: Double {
    switch self {
    case .open: 1
    case .easy: 0.9
    case .medium: 0.75
    case .hard: 0.5
    }
  }

  /// What may be said, for whom says anything else.
  public static let choices = "the radar is one of \(allCases.map(\.rawValue).joined(separator: ", "))"

  /// One step further under the radar, if there is one.
  public var deeper: RadarDepth? { step(1) }
  /// One step nearer the surface, if there is one.
  public var shallower: RadarDepth? { step(-1) }

  private func step(_ by: Int) -> RadarDepth? {
    guard let index = Self.allCases.firstIndex(of: self) else { return nil }
    let target = index + by
    return Self.allCases.indices.contains(target) ? Self.allCases[target] : nil
  }
}
