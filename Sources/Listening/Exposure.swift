/// How well known a track and its artist are. Unknown is nil, never 0.
public struct Exposure: Hashable, Sendable, Codable {
  /// How many times the track was played, or how many heard it, as its source counts.
  public var plays: Int?
  /// How many listeners favoured the track, as far as collected.
  public var favourites: Int?
  /// How many follow the artist.
  public var followers: Int?

  /// States what is known.
  public init(plays: Int? = nil, favourites: Int? = nil, followers: Int? = nil) {
    self.plays = plays
    self.favourites = favourites
    self.followers = followers
  }

  /// How many have heard of it: plays, else followers, else favourites; nil where nothing is known.
  public var heardBy: Int? { plays ?? followers ?? favourites }

  /// One measure of how well known something is, at two times.
  public struct Growth: Hashable, Sendable {
    /// What is counted.
    public enum Measure: String, Hashable, Sendable {
      case plays, followers, favourites
    }

    /// What is counted.
    public let measure: Measure
    /// How many then.
    public let then: Int
    /// How many now.
    public let now: Int
  }

  /// What is known of both times, by one measure: plays, else followers, else favourites.
  public func growth(to now: Exposure) -> Growth? {
    let counts: [(Growth.Measure, Int?, Int?)] = [
      (.plays, plays, now.plays), (.followers, followers, now.followers), (.favourites, favourites, now.favourites),
    ]
    return counts.lazy.compactMap { measure, then, now in
      if let then, let now { Growth(measure: measure, then: then, now: now) } else { nil }
    }.first
  }

  /// The share of those who heard it that kept it, 0 to 1; nil where either count is unknown.
  public var keptShare: Double? {
    guard let favourites, let plays, plays > 0 else { return nil }
    return min(1, Double(favourites) / Double(plays))
  }
}
