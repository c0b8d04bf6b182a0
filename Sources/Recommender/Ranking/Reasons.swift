import Foundation
import Listening

/// Why a track was chosen: the largest part of its score, and in it the tracks with the largest shares.
struct Reasons {
  /// How many tracks a reason names at most.
  static let most = 2

  private let formula: Formula
  private let model: Model

  init(_ formula: Formula, _ model: Model) {
    self.formula = formula
    self.model = model
  }

  /// The reason of a candidate.
  func reason(_ candidate: Candidate) -> Reason {
    guard !formula.liked.isEmpty else { return .introduction }
    let score = candidate.score
    let parts = [score.factors, score.neighbours, score.listeners, score.artist, score.quality]
    let largest = parts.max() ?? 0
    guard largest > 0 else { return .introduction }
    if score.neighbours == largest, let reason = near(candidate.track) { return reason }
    if score.listeners == largest, let reason = listeners(candidate.track) { return reason }
    if score.artist == largest, let name = model.artistName(candidate.artist) { return .artist(name) }
    if score.factors == largest { return .taste(names(top(tasteShares(candidate.track)))) }
    return .introduction
  }

  private func near(_ track: Int32) -> Reason? {
    let tracks = joint(top(nearShares(track)), and: track)
    return tracks.isEmpty ? nil : .near(names(tracks), listeners: count(tracks + [track]))
  }

  private func listeners(_ track: Int32) -> Reason? {
    let tracks = joint(top(likeShares(track)), and: track)
    let count = count(tracks + [track])
    return tracks.isEmpty || count == 0 ? nil : .listeners(count, sharing: names(tracks))
  }

  /// Tracks with the largest shares above 0, largest first.
  private func top(_ shares: [Int32: Float]) -> [Int32] {
    var scored = shares.filter { $0.value > 0 }.map { Scored(index: $0.key, score: $0.value) }
    scored.keepBest(Self.most)
    return scored.map(\.index)
  }

  /// As many of the tracks, from the first on, as somebody in the crowd favoured together with this one; at least one.
  private func joint(_ tracks: [Int32], and track: Int32) -> [Int32] {
    var kept = tracks
    while kept.count > 1, count(kept + [track]) == 0 { kept.removeLast() }
    return kept
  }

  /// How many listeners of the crowd favoured all of these tracks.
  func count(_ tracks: [Int32]) -> Int {
    guard let rarest = tracks.min(by: { model.favourites[Int($0)] < model.favourites[Int($1)] }) else { return 0 }
    let others = tracks.filter { $0 != rarest }
    return model.listeners[Int(rarest)].count { listener in
      let row = model.crowd[Int(listener)]
      return others.allSatisfy { row.holds($0) }
    }
  }

  /// S_ij of each liked track i that has this track among its neighbours.
  func nearShares(_ track: Int32) -> [Int32: Float] {
    var shares: [Int32: Float] = [:]
    for liked in formula.liked {
      for place in model.neighbours.range(Int(liked)) where model.neighbours.items[place] == track {
        shares[liked] = model.closeness[place]
      }
    }
    return shares
  }

  /// What each liked track i adds to the listeners' part: ωᵢ / √(Σ ω) of each like-minded listener with this track, damped and
  /// standardised as their score is, and αᵢ Cᵢⱼ of the crowd as witnesses.
  func likeShares(_ track: Int32) -> [Int32: Float] {
    var shares: [Int32: Float] = [:]
    let scale = formula.like.factor * pow(Float(max(1, model.favourites[Int(track)])), -LikeMinded.damping)
    for listener in formula.likeMinded.nearest {
      let row = model.crowd[Int(listener.index)]
      guard row.holds(track) else { continue }
      for liked in formula.liked where row.holds(liked) {
        shares[liked, default: 0] +=
          scale * LikeMinded.weight(model.favourites[Int(liked)]) / model.crowdLength[Int(listener.index)]
      }
    }
    guard let crowd = formula.crowdRegression else { return shares }
    let liked = Set(formula.liked)
    for (weight, share) in zip(crowd.weights, crowd.shares(in: track, model)) where liked.contains(weight.track) {
      shares[weight.track, default: 0] += formula.crowd.factor * share
    }
    return shares
  }

  /// What each liked track i adds to q · v̂ⱼ: w y/σ² v̂ᵢ · Λ⁻¹ v̂ⱼ through the posterior, dᵢ^−½ v̂ᵢ · v̂ⱼ / |·| through the direction.
  func tasteShares(_ track: Int32) -> [Int32: Float] {
    let own = model.withFactors(of: track) { Array(UnsafeBufferPointer(start: $0, count: model.dimension)) }
    let pulled = formula.posteriorScale > 0 ? formula.posterior?.pulled(own) : nil
    var shares: [Int32: Float] = [:]
    for (liked, evidence) in formula.likedEvidence {
      var share: Float = 0
      if let pulled {
        let weight = evidence.weight * evidence.target / model.settings.noise
        share += formula.posteriorScale * weight * Formula.dot(pulled, liked, model)
      }
      if formula.directionScale > 0 {
        let step = 1 / Float(max(1, model.favourites[Int(liked)])).squareRoot()
        share += formula.directionScale * step * Formula.dot(own, liked, model) / formula.directionLength
      }
      shares[liked] = share
    }
    return shares
  }

  private func names(_ tracks: [Int32]) -> [TrackID] { tracks.compactMap { model.track($0) } }
}

extension UnsafeBufferPointer<Int32> {
  /// Whether a rising row holds a number. Cost: logarithmic.
  func holds(_ number: Int32) -> Bool {
    var range = 0..<count
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      if self[middle] == number { return true }
      range = self[middle] < number ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return false
  }
}
