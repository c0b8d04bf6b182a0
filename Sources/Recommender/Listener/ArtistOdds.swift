import Foundation

/// What the listener did with artists before, as log-odds against never having met them.
///
///     ℓ = w · ( log (1 + saves) / (3 + discards) − log 1/3 )
struct ArtistOdds: Sendable {
  static let weight: Float = 0.3
  /// One number an artist; 0 where the listener did nothing.
  private(set) var values: [Float]

  /// Nobody was met.
  init(artists: Int) { values = Array(repeating: 0, count: artists) }

  /// Changes what is known of an artist.
  mutating func set(_ artist: Int32, _ standing: Opinions.Standing) {
    values[Int(artist)] = Self.value(standing)
  }

  private static func value(_ standing: Opinions.Standing) -> Float {
    let saves = Float(standing.saves + (standing.isNamed ? 1 : 0))
    let discards = Float(standing.discards)
    guard saves > 0 || discards > 0 else { return 0 }
    return weight * (log((1 + saves) / (3 + discards)) - log(1 / 3))
  }

  subscript(_ artist: Int32) -> Float { values[Int(artist)] }
}
