/// What the crowd makes of saves and discards together: its listeners are witnesses, weighed so that they reproduce the verdicts.
///
///     x̂ⱼ = pⱼ + Σ_o αₒ Cₒⱼ ,      α = (C_oo + Σ²)⁻¹ (y − p) ,      Cᵢⱼ = Σ_u xᵤᵢ xᵤⱼ / N − pᵢ pⱼ
///        = pⱼ (1 − Σ_u wᵤ) + Σ_u wᵤ xᵤⱼ ,      wᵤ = Σ_o αₒ xᵤₒ / N
///
/// Regression on a Gaussian field whose covariance is that of the crowd (kriging; Rasmussen and Williams 2006, eq. 2.25), o the
/// judged tracks, p the share of the crowd that favours a track, Σ² the doubt of each verdict. It knows what a discard says: of
/// two tracks favoured together one turned down speaks against the other.
struct CrowdRegression: Sendable {
  /// The variance of a verdict of weight 1.
  static let doubt = 0.0125
  /// What a standard deviation of it counts where discards are many.
  static let weight: Float = 2
  /// Of the crowd, so many listeners spread evenly are asked.
  static let mostListeners = 10_000
  /// Of the judged tracks, so many that weigh most are looked at.
  static let mostTracks = 120

  /// αₒ of each judged track.
  let weights: [(track: Int32, weight: Double)]
  private let step: Int
  /// The place of each track in `weights`; −1 where it was not judged.
  private let places: [Int16]

  /// r: how soon discards are heard.
  static let hearing: Float = 4

  /// How much it is heard beside the other parts, which learn from saves alone: the more, the more was turned down.
  ///
  ///     g = D r / (1 + D r) ,  D what was turned down in discards
  static func share(_ state: ListenerState) -> Float {
    let told = hearing * state.turnedDown
    return told / (1 + told)
  }

  /// Weighs the verdicts. Cost: the listeners of the judged tracks, and the cube of their number.
  init?(_ evidence: [Int32: Evidence], _ model: Model) {
    guard model.crowd.count > 1 else { return nil }
    step = (model.crowd.count + Self.mostListeners - 1) / Self.mostListeners
    let judged = Self.mostTelling(evidence)
    let size = (judged.count + Kernels.lanes - 1) / Kernels.lanes * Kernels.lanes
    let share = judged.map { Double(model.favourites[Int($0.track)]) / Double(model.crowd.count) }
    var matrix = Self.counts(judged.map(\.track), step, size, model)
    let total = Double((model.crowd.count + step - 1) / step)
    for i in 0..<size {
      for j in 0..<size {
        let p = i < judged.count && j < judged.count ? share[i] * share[j] : 0
        matrix[i * size + j] = Float(Double(matrix[i * size + j]) / total - p)
      }
      // Rows past the judged tracks only fill up the lanes.
      matrix[i * size + i] += i < judged.count ? Float(Self.doubt) / max(judged[i].evidence.weight, 1e-3) : 1
    }
    let off = (0..<size).map { $0 < judged.count ? judged[$0].evidence.target - Float(share[$0]) : 0 }
    guard let alpha = SymmetricMatrix(dimension: size, values: matrix).solved(off), alpha.allSatisfy(\.isFinite) else {
      return nil
    }
    weights = judged.indices.map { (judged[$0].track, Double(alpha[$0])) }
    var places = Array(repeating: Int16(-1), count: model.trackCount)
    for (place, judged) in judged.enumerated() { places[Int(judged.track)] = Int16(place) }
    self.places = places
  }

  private static func mostTelling(_ evidence: [Int32: Evidence]) -> [(track: Int32, evidence: Evidence)] {
    let all = evidence.map { (track: $0.key, evidence: $0.value) }
    return Array(all.sorted { ($0.evidence.weight, $1.track) > ($1.evidence.weight, $0.track) }.prefix(mostTracks))
  }

  /// How many of the listeners asked favour both tracks of each pair.
  private static func counts(_ tracks: [Int32], _ step: Int, _ size: Int, _ model: Model) -> [Float] {
    var favoured: [Int32: [Int]] = [:]
    for (place, track) in tracks.enumerated() {
      for listener in model.listeners[Int(track)] where Int(listener) % step == 0 {
        favoured[listener, default: []].append(place)
      }
    }
    var counts = Array(repeating: Float(0), count: size * size)
    for places in favoured.values {
      for i in places { for j in places { counts[i * size + j] += 1 } }
    }
    return counts
  }

  /// x̂ of all tracks. Cost: the favourites of the listeners asked who favour a judged track.
  func scores(_ model: Model) -> [Float] {
    let total = Float(asked(model))
    var witness = Array(repeating: Float(0), count: model.crowd.count / step + 1)
    for (track, weight) in weights {
      for listener in model.listeners[Int(track)] where Int(listener) % step == 0 {
        witness[Int(listener) / step] += Float(weight) / total
      }
    }
    let rest = (1 - witness.reduce(0, +)) / Float(model.crowd.count)
    var scores = model.favourites.buffer.map { rest * Float($0) }
    for (place, weight) in witness.enumerated() where weight != 0 {
      for track in model.crowd[place * step] { scores[Int(track)] += weight }
    }
    return scores
  }

  /// How many listeners are asked.
  private func asked(_ model: Model) -> Int { (model.crowd.count + step - 1) / step }

  /// αₒ Cₒⱼ: what each judged track adds to the score of another, in the order of `weights`. Cost: the favourites of the
  /// listeners of that track.
  func shares(in track: Int32, _ model: Model) -> [Float] {
    var both = Array(repeating: 0, count: weights.count)
    for listener in model.listeners[Int(track)] where Int(listener) % step == 0 {
      for other in model.crowd[Int(listener)] where places[Int(other)] >= 0 { both[Int(places[Int(other)])] += 1 }
    }
    let count = Double(model.crowd.count)
    let own = Double(model.favourites[Int(track)]) / count
    return weights.indices.map { place in
      let p = Double(model.favourites[Int(weights[place].track)]) / count * own
      return Float(weights[place].weight * (Double(both[place]) / Double(asked(model)) - p))
    }
  }
}
