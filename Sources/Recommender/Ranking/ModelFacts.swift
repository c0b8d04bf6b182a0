import Listening

/// What is worked out once for a model, before the first listener is served.
struct ModelFacts: Sendable {
  let artistTracks: ArtistTracks
  let quality: Moments
  let factors: FactorMoments
  let quantised: QuantisedFactors
  /// What the scans before found: the next one goes on from them.
  var lastScans = LastScans()
  private var bands: [Band.Key: Band] = [:]

  /// Cost: linear in the tracks.
  init(_ model: Model) {
    artistTracks = ArtistTracks(model)
    let step = max(1, model.trackCount / FactorMoments.sample)
    quality = Moments(stride(from: 0, to: model.trackCount, by: step).map { model.quality[$0] })
    factors = FactorMoments(model)
    quantised = QuantisedFactors(model)
  }

  /// All of it, for a caller that changes the scans and puts it back. They are cleared here, so that changing them copies nothing.
  mutating func taken() -> ModelFacts {
    defer { lastScans = LastScans() }
    return self
  }

  /// The tracks that such a request may be answered with; worked out at the first use.
  mutating func band(_ key: Band.Key, _ model: Model) -> Band {
    if let band = bands[key] { return band }
    let band = Band(key, model)
    bands[key] = band
    return band
  }
}
