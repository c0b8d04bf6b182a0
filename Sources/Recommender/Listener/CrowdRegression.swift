import Listening

/// What the crowd makes of saves and discards together: its listeners are witnesses, weighed so that they reproduce the verdicts.
///
///     x̂ⱼ = pⱼ + Σ_o αₒ Cₒⱼ ,      α = (C_oo + Σ²)⁻¹ (y − p) ,      Cᵢⱼ = Σ_u lᵤ xᵤᵢ xᵤⱼ / L − pᵢ pⱼ
///        = pⱼ (1 − Σ_u wᵤ) + Σ_u wᵤ xᵤⱼ ,      wᵤ = lᵤ Σ_o αₒ xᵤₒ / L ,      L = Σ_u lᵤ
///
/// Regression on a Gaussian field whose covariance is that of the crowd (kriging; Rasmussen and Williams 2006, eq. 2.25), o the
/// judged tracks, p the share of the crowd that favours a track, Σ² the doubt of each verdict. It knows what a discard says: of
/// two tracks favoured together one turned down speaks against the other.
///
///     Σ² = σ² / w  of what is liked ,     σ² / w · p̄ / p  of what was turned down ,     p̄ = Σ d² / (Σ d · N) ,   σ² = doubt · p̄
///
/// A discard says the less the fewer favour the track: who lacks it in the crowd has mostly never met it.
struct CrowdRegression: Sendable {
  /// The variance of a verdict of weight 1, against that of a favourite: how much is doubted what one track says.
  private static let doubt = 0.6

  /// σ² of a crowd, from the favourites d of each of its tracks: never quite 0.
  static func doubt(favourites: [Int], crowd: Int) -> Float {
    let (first, second) = favourites.reduce((0.0, 0.0)) { ($0.0 + Double($1), $0.1 + Double($1) * Double($1)) }
    return Float(max(1e-6, doubt * second / max(1, first) / Double(max(1, crowd))))
  }

  /// What a standard deviation of it counts where discards are many. 1.5 and 3 were within .03 saves (draws 11 and 12).
  static let weight: Float = 2
  /// Of the judged tracks, so many are looked at: those that weigh most, and the latest of them.
  static let mostTracks = 120
  /// r: how soon discards are heard. Half and twice of it were within .03 saves (draws 11 and 12).
  static let hearing: Float = 4

  /// αₒ of each judged track.
  let weights: [(track: Int32, weight: Double)]
  /// pₒ of each judged track, in the witnesses' words.
  private let favoured: [Float]
  private let witnesses: Witnesses

  /// How much it is heard beside the other parts, which learn from saves alone: the more, the more was turned down.
  ///
  ///     g = D r / (1 + D r) ,  D what was turned down in discards
  static func share(_ state: ListenerState) -> Float {
    let told = hearing * state.turnedDown
    return told / (1 + told)
  }

  /// Weighs the verdicts. Cost: the listeners of the judged tracks, and the cube of their number.
  init?(_ judged: [Int32: Judged], _ model: Model) {
    guard model.crowd.count > 1 else { return nil }
    let judged = Self.mostTelling(judged.values)
    witnesses = Witnesses(judged.map(\.track), model)
    let size = Kernels.padded(judged.count)
    var matrix = Array(repeating: Float(0), count: size * size)
    witnesses.countPairs(into: &matrix, size)
    let asked = witnesses.total
    let p = judged.indices.map { matrix[$0 * size + $0] / asked }
    favoured = p
    for i in judged.indices {
      for j in i..<judged.count { matrix[i * size + j] = matrix[i * size + j] / asked - p[i] * p[j] }
      matrix[i * size + i] += Self.doubt(of: judged[i].evidence, share: p[i], model)
    }
    // Rows past the judged tracks only fill up the lanes.
    for i in judged.count..<size { matrix[i * size + i] = 1 }
    let off = (0..<size).map { $0 < judged.count ? judged[$0].evidence.target - p[$0] : 0 }
    guard let alpha = SymmetricMatrix(dimension: size, values: matrix).solved(off), alpha.allSatisfy(\.isFinite) else {
      return nil
    }
    weights = judged.indices.map { (judged[$0].track, Double(alpha[$0])) }
  }

  /// Σ² of a verdict on a track that a share p of the crowd favours.
  private static func doubt(of verdict: Evidence, share p: Float, _ model: Model) -> Float {
    let doubt = model.settings.doubt / max(verdict.weight, 1e-3)
    guard verdict.target == 0 else { return doubt }
    // A track that nobody favours is doubted as one of a thousandth of what others have.
    let mean = model.settings.doubt / Float(Self.doubt)
    return doubt * mean / max(p, mean / 1000)
  }

  /// Half of them speak against tracks, where so many do: who saved hundreds still has discards heard. Cost: linear.
  private static func mostTelling(_ judged: some Sequence<Judged>) -> [Judged] {
    var (liked, rest): ([Judged], [Judged]) = ([], [])
    for judged in judged {
      if judged.evidence.target > 0 { liked.append(judged) } else { rest.append(judged) }
    }
    rest.keepFirst(max(mostTracks / 2, mostTracks - liked.count), by: Judged.tellsMore)
    liked.keepFirst(mostTracks - rest.count, by: Judged.tellsMore)
    return liked + rest
  }

  /// x̂ of all tracks. Cost: the favourites of the listeners asked who favour a judged track.
  func scores(_ model: Model) -> [Float] {
    let weight = witnesses.sums(weights.map { Float($0.weight) / witnesses.total })
    let rest = (1 - weight.reduce(0, +)) / Float(model.crowd.count)
    let favourites = model.favourites.buffer
    var scores = [Float](unsafeUninitializedCapacity: favourites.count) { scores, count in
      for track in favourites.indices { scores[track] = rest * Float(favourites[track]) }
      count = favourites.count
    }
    scores.withUnsafeMutableBufferPointer { scores in
      for (witness, weight) in weight.enumerated() where weight != 0 {
        for track in model.crowd[witnesses.listener(witness)] { scores[Int(track)] += weight }
      }
    }
    return scores
  }

  /// αₒ Cₒⱼ: what each judged track adds to the score of another, in the order of `weights`. Cost: the listeners of that
  /// track.
  func shares(in track: Int32, _ model: Model) -> [Float] {
    let both = witnesses.counts(beside: track, judged: weights.count, model)
    let own = Double(model.favourites[Int(track)]) / Double(model.crowd.count)
    return weights.indices.map { place in
      let p = Double(favoured[place]) * own
      return Float(weights[place].weight * (Double(both[place]) / Double(witnesses.total) - p))
    }
  }
}
