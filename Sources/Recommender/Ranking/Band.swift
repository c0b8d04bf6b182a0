import Listening

/// The tracks that may be served to whom asks so, and how much each is held back.
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

  /// Those that may be served, rising.
  let tracks: [Int32]
  /// The taper of every track; 0 where it is not served; negative where too little is known of it to serve it for its score.
  let taper: [Float]
  /// Whether those of whom too little is known are served like all others.
  var servesDistant = false

  /// The least favourites of a track that is served for its score: below, the distant tail (Abdollahpouri 2019).
  static let enough: Int32 = 3

  /// Cost: linear in the tracks.
  init(_ wish: Wish, _ model: Model) {
    let band = RadarBand(wish.depth)
    let byArtist = model.exposure.buffer.map { band.admits($0) ? band.taper($0) : 0 }
    let (artist, playable, favourites) = (model.artist.buffer, model.playable.buffer, model.favourites.buffer)
    taper = artist.indices.map { track in
      guard playable[track] != 0 || !wish.needsSound else { return 0 }
      if let source = wish.source, model.track(Int32(track))?.source != source { return 0 }
      let value = byArtist[Int(artist[track])]
      return favourites[track] < Self.enough ? -value : value
    }
    tracks = taper.indices.lazy.filter { [taper] in taper[$0] != 0 }.map { Int32($0) }
  }

  /// The same, with the distant tail served like all others.
  var withDistantTail: Band {
    var band = self
    band.servesDistant = true
    return band
  }
}
