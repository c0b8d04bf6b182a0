import Foundation
import Listening

/// Who is under the radar: percentiles of the catalogue at hand, never constants.
struct Exposures {
  /// For each artist, the share of artists less known, 0 to 1.
  let percentiles: [Float]

  /// By followers where the source counts them, else by plays, else by favourites.
  init(_ corpus: Corpus, _ favourites: [Int]) {
    var known = Array(repeating: 0, count: corpus.artists.count)
    var plays = known
    for (track, entry) in corpus.tracks.enumerated() {
      known[Int(entry.artist)] += favourites[track]
      plays[Int(entry.artist)] += Int(max(0, entry.plays))
    }
    let followers = corpus.followers.map { Int($0) }
    let measure = followers.contains { $0 > 0 } ? followers : plays.contains { $0 > 0 } ? plays : known
    let order = measure.indices.sorted { (measure[$0], $0) < (measure[$1], $1) }
    var result = Array(repeating: Float(0), count: measure.count)
    for (rank, artist) in order.enumerated() { result[artist] = Float(rank) / Float(max(1, measure.count)) }
    percentiles = result
  }
}

/// The radar band of a depth: who may be served, and how much the better known among them are held back.
struct RadarBand: Sendable {
  private let cap: Float
  private let isOpen: Bool

  init(_ depth: RadarDepth) {
    cap = Float(depth.percentile)
    isOpen = depth == .open
  }

  /// Whether an artist of this percentile may be served.
  func admits(_ percentile: Float) -> Bool { isOpen || percentile < cap }

  /// 1 up to half the cap, then falling gently: 20^(−(x − c/2)/(c/2)) of Audius' underground list is far stiffer than saves
  /// bear out, so its root is taken, at least 0.5.
  func taper(_ percentile: Float) -> Float {
    let knee = cap / 2
    guard !isOpen, percentile > knee else { return 1 }
    return max(pow(20, -(percentile - knee) / knee / 4), 0.5)
  }
}

/// How good a track is by favourites per play, as a lower bound, so that little evidence promises little.
enum Quality {
  /// The 20 % quantile of a normal distribution.
  static let z: Float = 0.84

  /// q = (k + α) / (n + α + β), less z √(q (1 − q) / (n + α + β + 1)); α and β fitted by moments over the catalogue
  /// (empirical Bayes, Robinson 2017). Without plays 0.
  static func bounds(favourites: [Int], plays: [Int32]) -> [Float] {
    let seen = favourites.indices.filter { plays[$0] > 0 }
    let shares = seen.map { min(1, Float(favourites[$0]) / Float(plays[$0])) }
    guard shares.count >= 10 else { return Array(repeating: 0, count: favourites.count) }
    let mean = max(1e-4, shares.reduce(0, +) / Float(shares.count))
    let variance = max(1e-8, shares.reduce(Float(0)) { $0 + ($1 - mean) * ($1 - mean) } / Float(shares.count))
    // α + β = μ (1 − μ) / s² − 1
    let strength = min(10_000, max(1, mean * (1 - mean) / variance - 1))
    return favourites.indices.map { track in
      guard plays[track] > 0 else { return 0 }
      let trials = Float(plays[track])
      let q = (min(Float(favourites[track]), trials) + mean * strength) / (trials + strength)
      return max(0, q - z * (q * (1 - q) / (trials + strength + 1)).squareRoot())
    }
  }
}
