import Foundation

/// What the listener did with artists before, as log-odds against never having met them.
///
///     ℓ = w · ( log (1 + saves) / (3 + discards) − log 1/3 )
///
/// The prior of 1 to 3 is from the first design; neither it nor w is tuned, as the public files know no artists of several tracks.
struct ArtistOdds: Sendable {
  static let weight: Float = 0.3
  /// One number a track, its artist's; 0 where the listener did nothing. By track, so that a scan reads them in a row.
  private(set) var values: [Float]

  /// Nobody was met.
  init(tracks: Int) { values = Array(repeating: 0, count: tracks) }

  /// Changes what is known of the artist of these tracks.
  mutating func set(_ tracks: some Sequence<Int32>, _ standing: Opinions.Standing) {
    let value = Self.value(standing)
    for track in tracks { values[Int(track)] = value }
  }

  private static func value(_ standing: Opinions.Standing) -> Float {
    let saves = Float(standing.saves + (standing.isNamed ? 1 : 0))
    let discards = Float(standing.discards)
    guard saves > 0 || discards > 0 else { return 0 }
    return weight * (log((1 + saves) / (3 + discards)) - log(1 / 3))
  }

  /// Those of a track's artist.
  subscript(_ track: Int32) -> Float { values[Int(track)] }
}
