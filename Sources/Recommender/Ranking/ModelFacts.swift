import Listening

/// What is worked out once for a model, before the first listener is served.
struct ModelFacts: Sendable {
  let artistTracks: ArtistTracks
  let quality: Moments
  let quantised: QuantisedFactors
  private var bands: [Band.Wish: Band] = [:]

  /// Cost: linear in the tracks.
  init(_ model: Model) {
    artistTracks = ArtistTracks(model)
    let step = max(1, model.trackCount / Formula.sampleSize)
    quality = Moments(stride(from: 0, to: model.trackCount, by: step).map { model.quality[$0] })
    quantised = QuantisedFactors(model)
  }

  /// Who may be served to whom asks so; worked out at the first use.
  mutating func band(_ wish: Band.Wish, _ model: Model) -> Band {
    if let band = bands[wish] { return band }
    let band = Band(wish, model)
    bands[wish] = band
    return band
  }
}

/// For each track whether it may be served at a depth, and how much it is held back.
struct Band: Sendable {
  /// What decides who may be served.
  struct Wish: Hashable {
    let depth: RadarDepth
    let needsSound: Bool
    let source: SourceName?

    init(_ request: RecommendationRequest, at depth: RadarDepth? = nil) {
      self.depth = depth ?? request.depth
      (needsSound, source) = (request.needsSound, request.source)
    }
  }

  /// The taper; 0 where the track is not served; negative where too little is known of it to serve it for its score.
  private(set) var taper: [Float]

  /// The least favourites of a track that is served for its score: below, the distant tail (Abdollahpouri 2019).
  static let enough: Int32 = 3

  init(_ wish: Wish, _ model: Model) {
    let band = RadarBand(wish.depth)
    let byArtist = model.exposure.buffer.map { band.admits($0) ? band.taper($0) : 0 }
    taper = (0..<model.trackCount).map { track in
      guard model.playable[track] != 0 || !wish.needsSound else { return 0 }
      if let source = wish.source, model.track(Int32(track))?.source != source { return 0 }
      let value = byArtist[Int(model.artist[track])]
      return model.favourites[track] < Self.enough ? -value : value
    }
  }

  /// The same, with the distant tail served like all others.
  var withDistantTail: Band {
    var band = self
    band.taper = taper.map { abs($0) }
    return band
  }
}
