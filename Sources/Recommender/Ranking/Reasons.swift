import Listening

/// Why tracks were chosen: the largest part of their score, and in it the tracks with the largest shares.
struct Reasons {
  /// How many tracks a reason names at most.
  static let most = 2

  private let model: Model
  private let liked: [Int32]
  private let shares: Shares

  init(_ formula: Formula, _ model: Model) {
    self.model = model
    liked = formula.liked
    shares = Shares(formula, model)
  }

  /// The reasons of candidates, in their order. Cost: the neighbours of the liked tracks, and a product for each liked track and
  /// candidate.
  func reasons(_ candidates: [Candidate]) -> [Reason] {
    let largest = candidates.map { Part.largest($0.score) }
    let tracks = { (part: Part) in zip(candidates, largest).filter { $0.1 == part }.map(\.0.track) }
    let near = shares.near(tracks(.neighbours))
    let taste = shares.taste(tracks(.factors))
    return zip(candidates, largest).map { candidate, part in
      let track = candidate.track
      let reason: Reason? =
        switch part {
        case .neighbours: near[track].flatMap { self.near(track, $0) }
        case .listeners: listeners(track)
        case .artist: model.artistName(candidate.artist).map { .artist($0) }
        case .factors: taste[track].map { .taste(names(top($0))) }
        case .quality, nil: nil
        }
      return liked.isEmpty ? .introduction : reason ?? .introduction
    }
  }

  /// The parts of a score.
  private enum Part {
    case neighbours
    case listeners
    case artist
    case factors
    case quality

    /// The largest; nil where nothing speaks for the track.
    static func largest(_ score: Score) -> Part? {
      let parts: [(Part, Double)] = [
        (.neighbours, score.neighbours), (.listeners, score.listeners), (.artist, score.artist),
        (.factors, score.factors), (.quality, score.quality),
      ]
      let best = parts.reduce(parts[0]) { $1.1 > $0.1 ? $1 : $0 }
      return best.1 > 0 ? best.0 : nil
    }
  }

  private func near(_ track: Int32, _ shares: [Float]) -> Reason? {
    let tracks = joint(top(shares), and: track)
    return tracks.isEmpty ? nil : .near(names(tracks), listeners: count(tracks + [track]))
  }

  private func listeners(_ track: Int32) -> Reason? {
    let tracks = joint(top(shares.listeners(track)), and: track)
    let count = count(tracks + [track])
    return tracks.isEmpty || count == 0 ? nil : .listeners(count, sharing: names(tracks))
  }

  /// Liked tracks with the largest shares above 0, largest first.
  private func top(_ shares: [Float]) -> [Int32] {
    var scored = zip(liked, shares).filter { $0.1 > 0 }.map { Scored(index: $0.0, score: $0.1) }
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
      return others.allSatisfy { row.place(of: $0) != nil }
    }
  }

  private func names(_ tracks: [Int32]) -> [TrackID] { tracks.compactMap { model.track($0) } }
}
