import Foundation

/// The score of a track for one listener at one moment, as a sum of parts that a scan over all tracks can add up quickly.
///
///     score_j = q · v̂ⱼ + β bⱼ − c                factors: posterior and direction in one vector, as both are linear in v̂
///             + w_n (near_j − μ) / σ              neighbours
///             + w_l (like_j − μ) / σ + w_c (x̂_j − μ) / σ    listeners of similar taste, and the crowd as witnesses
///             + w_a ℓ(artist of j) + w_q z(quality_j)
///
/// Each part is standardised over all tracks, as `Parts` does; for the factors as `FactorMoments` knows them.
struct Formula: Sendable {
  private(set) var query: [Float]
  private(set) var bias: Float = 0
  private(set) var constant: Float = 0
  let near: Line
  let like: Line
  let likeMinded: LikeMinded
  let crowd: Line
  let crowdRegression: CrowdRegression?
  /// What like-minded listeners and the crowd together make of each track, before `listeners` brings it to a score. Empty where
  /// neither speaks.
  let listenerScores: [Float]
  let listeners: Line
  let odds: ArtistOdds
  let quality: Line
  let posterior: Posterior?
  let direction: [Float]?
  /// The liked tracks, rising.
  let liked: [Int32]
  /// The judged tracks.
  let judged: [Int32: Judged]
  /// |Σ dᵢ^−½ v̂ᵢ| over the liked tracks.
  let directionLength: Float
  /// What multiplies the posterior's u · v̂ and the direction's û · v̂.
  private(set) var posteriorScale: Float = 0
  private(set) var directionScale: Float = 0

  /// factor · x + offset.
  struct Line: Sendable {
    var factor: Float = 0
    var offset: Float = 0

    static let none = Line()

    init() {}

    /// weight · (x − μ) / σ
    init(_ moments: Moments, weight: Float) {
      guard moments.scale > 0, moments.mean.isFinite else { return }
      factor = weight * moments.scale
      offset = -factor * moments.mean
    }

    init(factor: Float, offset: Float) { (self.factor, self.offset) = (factor, offset) }

    @inline(__always)
    func callAsFunction(_ x: Float) -> Float { factor * x + offset }
  }

  /// Sets the moment up, or what one part of the engine makes of it. Cost: the favourites of like-minded listeners and
  /// witnesses, and a pass or two over one number a track.
  init(_ learner: Learner, _ model: Model, _ facts: ModelFacts, by part: EnginePart = .hybrid) {
    let state = learner.state
    liked = state.liked
    judged = state.judged
    directionLength = state.directionLength
    let heard = CrowdRegression.share(state)
    let weights = BlendWeights(liked: liked.count, part.blend(model.settings.blend)).giving(heard).only(part)
    query = Array(repeating: 0, count: model.dimension)
    posterior = learner.posterior
    direction = state.likedDirection()
    near = state.judged.isEmpty ? .none : Line(state.nearSums.moments, weight: weights.neighbours)
    likeMinded = weights.listeners > 0 ? LikeMinded(state, model) : LikeMinded()
    crowdRegression = weights.crowd > 0 ? CrowdRegression(state.judged, model) : nil
    (listenerScores, like, crowd) = Self.listeners(likeMinded, crowdRegression, weights, model)
    listeners = Line(factor: crowd.factor == 0 ? like.factor : crowd.factor, offset: like.offset + crowd.offset)
    odds = learner.odds
    quality = part == .hybrid ? Line(facts.quality, weight: Self.qualityWeight) : .none
    addFactors(weights, facts.factors)
  }

  /// What a standard deviation of quality counts.
  static let qualityWeight: Float = 0.2

  /// Both ways of asking the crowd: what it makes of each track, and what that counts. Where both speak, who is like-minded is
  /// put into the units of the witnesses, so that one column holds both.
  private static func listeners(
    _ likeMinded: LikeMinded, _ crowd: CrowdRegression?, _ weights: BlendWeights, _ model: Model
  ) -> (scores: [Float], like: Line, crowd: Line) {
    var scores = crowd?.scores(model) ?? []
    let crowd = scores.isEmpty ? .none : Line(Moments(scores), weight: weights.crowd)
    guard !likeMinded.nearest.isEmpty else { return (crowd.factor == 0 ? [] : scores, .none, crowd) }
    let (near, touched) = likeMinded.scores(model)
    let like = Line(Moments(near, only: touched), weight: weights.listeners)
    guard crowd.factor != 0 else { return (near, like, crowd) }
    let unit = like.factor / crowd.factor
    scores.withUnsafeMutableBufferPointer { scores in
      for track in touched { scores[Int(track)] += unit * near[Int(track)] }
    }
    return (scores, like, crowd)
  }

  private mutating func addFactors(_ weights: BlendWeights, _ moments: FactorMoments) {
    if weights.posterior > 0, let posterior {
      let moments = moments(posterior.mean)
      posteriorScale = weights.posterior * moments.scale
      add(posterior.mean, posteriorScale, bias: 0, mean: posteriorScale * moments.mean)
    }
    if weights.direction > 0, let direction {
      let sharpness = 1 / FactorDescent.temperature
      let moments = moments(direction, factor: sharpness, bias: 1)
      let scale = weights.direction * moments.scale
      directionScale = scale * sharpness
      add(direction, directionScale, bias: scale, mean: scale * moments.mean)
    }
  }

  private mutating func add(_ vector: [Float], _ factor: Float, bias: Float, mean: Float) {
    for k in query.indices { query[k] += factor * vector[k] }
    self.bias += bias
    constant -= mean
  }

  /// vector · v̂ⱼ
  static func dot(_ vector: [Float], _ track: Int32, _ model: Model) -> Float {
    vector.withUnsafeBufferPointer { vector in
      guard let vector = vector.baseAddress else { return 0 }
      return model.withFactors(of: track) { Kernels.dot(vector, $0, model.dimension) }
    }
  }

  /// What the parts of each track add up to. Cost: reads all factors.
  func scores(_ learner: Learner, _ model: Model) -> [Float] {
    (0..<Int32(model.trackCount)).map { track in
      let parts = parts(track, learner, model)
      return parts.factors + parts.neighbours + parts.listeners + parts.artist + parts.quality
    }
  }

  /// The parts of one track.
  func parts(_ track: Int32, _ learner: Learner, _ model: Model) -> (
    factors: Float, neighbours: Float, listeners: Float, artist: Float, quality: Float
  ) {
    let index = Int(track)
    return (
      factors: Self.dot(query, track, model) + bias * model.bias[index] + constant,
      neighbours: near(learner.state.nearSums[index]),
      listeners: listenerScores.isEmpty ? 0 : listeners(listenerScores[index]),
      artist: odds[track],
      quality: quality(model.quality[index])
    )
  }
}
