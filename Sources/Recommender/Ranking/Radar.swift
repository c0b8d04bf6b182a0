import Foundation
import Listening

/// Who is under the radar: percentiles of the catalogue at hand, never constants.
struct Exposures {
  /// For each artist, the share of artists less known, 0 to 1, among those whose fame is counted alike.
  let percentiles: [Float]

  /// By followers where a source counts them, else by plays, else by favourites: who is not counted is not therefore unknown.
  init(_ corpus: Corpus, _ favourites: [Int]) {
    var saved = Array(repeating: 0, count: corpus.artists.count)
    var plays = saved
    for (track, entry) in corpus.tracks.enumerated() {
      saved[Int(entry.artist)] += favourites[track]
      plays[Int(entry.artist)] += Int(max(0, entry.plays))
    }
    let followers = corpus.followers.map { Int($0) }
    let leastCounted = followers.contains { $0 > 0 } ? 0 : Int.max
    var left = Array(saved.indices)
    var percentiles = Array(repeating: Float(0), count: left.count)
    for (measure, least) in [(followers, leastCounted), (plays, 1), (saved, 0)] {
      Self.rank(left.filter { measure[$0] >= least }, by: measure, into: &percentiles)
      left.removeAll { measure[$0] >= least }
    }
    self.percentiles = percentiles
  }

  /// Artists known alike stand where the first of them does.
  private static func rank(_ artists: [Int], by measure: [Int], into percentiles: inout [Float]) {
    let order = artists.sorted { measure[$0] < measure[$1] }
    var less = 0
    for (place, artist) in order.enumerated() {
      if place > 0, measure[order[place - 1]] < measure[artist] { less = place }
      percentiles[artist] = Float(less) / Float(order.count)
    }
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
  /// bear out, so its fourth root is taken, at least 0.5.
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
  /// (empirical Bayes, Robinson 2017). Without plays n and k are 0: what any track may be expected to be, and nothing sure.
  /// Where fewer than ten tracks have plays all are 0.
  static func bounds(favourites: [Int], plays: [Int32]) -> [Float] {
    let seen = favourites.indices.filter { plays[$0] > 0 }
    let shares = seen.map { min(1, Float(favourites[$0]) / Float(plays[$0])) }
    guard shares.count >= 10 else { return Array(repeating: 0, count: favourites.count) }
    let mean = max(1e-4, shares.reduce(0, +) / Float(shares.count))
    let variance = max(1e-8, shares.reduce(Float(0)) { $0 + ($1 - mean) * ($1 - mean) } / Float(shares.count))
    // α + β = μ (1 − μ) / s² − 1
    let strength = min(10_000, max(1, mean * (1 - mean) / variance - 1))
    return favourites.indices.map { track in
      let trials = Float(max(0, plays[track]))
      let q = (min(Float(favourites[track]), trials) + mean * strength) / (trials + strength)
      return max(0, q - z * (q * (1 - q) / (trials + strength + 1)).squareRoot())
    }
  }
}
