import Foundation

/// What the listener did with artists before, as log-odds against never having met them.
///
///     ℓ = w · ( log (1 + saves) / (3 + discards) − log 1/3 )
struct ArtistOdds: Sendable {
  static let weight: Float = 0.3
  private var values: [Int32: Float] = [:]

  /// Nobody was met.
  init() {}

  /// Changes what is known of an artist.
  mutating func set(_ artist: Int32, _ standing: Opinions.Standing) {
    let value = Self.value(standing)
    values[artist] = value == 0 ? nil : value
  }

  private static func value(_ standing: Opinions.Standing) -> Float {
    let saves = Float(standing.saves + (standing.isNamed ? 1 : 0))
    let discards = Float(standing.discards)
    guard saves > 0 || discards > 0 else { return 0 }
    return weight * (log((1 + saves) / (3 + discards)) - log(1 / 3))
  }

  subscript(_ artist: Int32) -> Float { values[artist] ?? 0 }
  /// The artists that were met, in order of number.
  var met: [(artist: Int32, value: Float)] { values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
}
