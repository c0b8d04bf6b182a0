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

  /// The reasons of candidates, in their order: the largest part that can name what it rests on. Cost: the neighbours of
  /// the liked tracks, and a product for each liked track and candidate.
  func reasons(_ candidates: [Candidate]) -> [Reason] {
    let parts = candidates.map { Part.falling($0.score) }
    let tracks = { (part: Part) in zip(candidates, parts).filter { $0.1.first == part }.map(\.0.track) }
    let near = shares.near(tracks(.neighbours))
    let taste = shares.taste(tracks(.factors))
    return zip(candidates, parts).map { candidate, parts in
      parts.lazy.compactMap { reason($0, candidate, near, taste) }.first ?? .introduction
    }
  }

  /// What a part has to say; nil where it has nothing to name. Shares that were not worked out for all at once are looked up.
  private func reason(
    _ part: Part, _ candidate: Candidate, _ nearShares: [Int32: [Float]], _ taste: [Int32: [Float]]
  ) -> Reason? {
    let track = candidate.track
    return switch part {
    case .neighbours: (nearShares[track] ?? shares.near([track])[track]).flatMap { near(track, $0) }
    case .listeners: listeners(track)
    case .artist: model.artistName(candidate.artist).map { .artist($0) }
    // Before anything is liked the taste is the crowd's.
    case .factors where liked.isEmpty: .introduction
    case .factors: (taste[track] ?? shares.taste([track])[track]).map { .taste(names(top(zip(liked, $0)))) }
    case .quality: .introduction
    }
  }

  /// The parts of a score.
  private enum Part {
    case neighbours
    case listeners
    case artist
    case factors
    case quality

    /// Those that speak for the track, the largest first.
    static func falling(_ score: Score) -> [Part] {
      let parts: [(part: Part, share: Double)] = [
        (.neighbours, score.neighbours), (.listeners, score.listeners), (.artist, score.artist),
        (.factors, score.factors), (.quality, score.quality),
      ]
      return parts.filter { $0.share > 0 }.sorted { $0.share > $1.share }.map(\.part)
    }
  }

  private func near(_ track: Int32, _ shares: [Float]) -> Reason? {
    let (tracks, count) = joint(top(zip(liked, shares)), and: track)
    return tracks.isEmpty ? nil : .near(names(tracks), listeners: count)
  }

  /// What is liked or what was refused, whichever says more; beside both stands how many favour the track anyway.
  private func listeners(_ track: Int32) -> Reason? {
    let (likes, refused) = shares.listeners(track)
    let refusals = refused.reduce(0) { $0 + $1.share }
    if refusals > max(0, likes.reduce(0, +)) { return .apart(names(top(refused))) }
    let (tracks, count) = joint(top(zip(liked, likes)), and: track)
    return tracks.isEmpty || count == 0 ? nil : .listeners(count, sharing: names(tracks))
  }

  /// Tracks with the largest shares above 0, largest first.
  private func top(_ shares: some Sequence<(Int32, Float)>) -> [Int32] {
    var best = Best(Self.most)
    for (track, share) in shares where share > max(0, best.threshold) { best.add(track, share) }
    return best.list.map(\.index)
  }

  /// As many of the tracks, from the first on, as somebody in the crowd favoured together with this one, at least one; and how
  /// many favoured them.
  private func joint(_ tracks: [Int32], and track: Int32) -> (tracks: [Int32], count: Int) {
    var (kept, count) = (tracks, count(tracks + [track]))
    while kept.count > 1, count == 0 {
      kept.removeLast()
      count = self.count(kept + [track])
    }
    return (kept, count)
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
