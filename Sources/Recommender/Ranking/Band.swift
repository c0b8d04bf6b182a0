import Listening

/// The tracks that a request may be answered with, and how much each is held back.
struct Band: Sendable {
  /// What decides who may be served.
  struct Key: Hashable {
    let depth: RadarDepth
    let needsSound: Bool
    let source: SourceName?

    init(_ request: RecommendationRequest, at depth: RadarDepth? = nil) {
      self.depth = depth ?? request.depth
      (needsSound, source) = (request.needsSound, request.source)
    }
  }

  /// The taper of each track; 0 of one that is not in the band, negative where too little is known of it to serve it for its
  /// score: the distant tail. Filled up with 0 to whole runs of `LastScans`.
  private(set) var tapers: [Float]

  /// The least favourites of a track that is served for its score: below, the distant tail (Abdollahpouri 2019).
  static let enough: Int32 = 3

  /// Cost: linear in the tracks.
  init(_ key: Key, _ model: Model) {
    let band = RadarBand(key.depth)
    let byArtist = model.exposure.buffer.map { band.admits($0) ? band.taper($0) : 0 }
    let (artist, playable, favourites) = (model.artist.buffer, model.playable.buffer, model.favourites.buffer)
    tapers = Array(repeating: 0, count: LastScans.whole(artist.count))
    let tracks = key.source.map(model.trackNames.range) ?? artist.indices
    for track in tracks where playable[track] != 0 || !key.needsSound {
      let taper = byArtist[Int(artist[track])]
      tapers[track] = favourites[track] < Self.enough ? -taper : taper
    }
  }

  /// How much a track of the band is held back.
  func taper(of track: Int32) -> Float { abs(tapers[Int(track)]) }

  /// The same, with the distant tail served like all others.
  var withDistantTail: Band {
    var band = self
    band.tapers = tapers.map(abs)
    return band
  }
}
