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
  private(set) var tracks: [Int32] = []
  /// The taper of each of them; negative where too little is known of it to serve it for its score: the distant tail. Filled up
  /// with 0, so that eight can be read from any.
  private(set) var tapers: [Float] = []

  /// The least favourites of a track that is served for its score: below, the distant tail (Abdollahpouri 2019).
  static let enough: Int32 = 3

  /// Cost: linear in the tracks.
  init(_ wish: Wish, _ model: Model) {
    let band = RadarBand(wish.depth)
    let byArtist = model.exposure.buffer.map { band.admits($0) ? band.taper($0) : 0 }
    let (artist, playable, favourites) = (model.artist.buffer, model.playable.buffer, model.favourites.buffer)
    for track in artist.indices where playable[track] != 0 || !wish.needsSound {
      if let source = wish.source, model.track(Int32(track))?.source != source { continue }
      let taper = byArtist[Int(artist[track])]
      guard taper > 0 else { continue }
      tracks.append(Int32(track))
      tapers.append(favourites[track] < Self.enough ? -taper : taper)
    }
    tapers += Array(repeating: 0, count: Kernels.lanes)
  }

  /// How much a track of the band is held back. Cost: logarithmic.
  func taper(of track: Int32) -> Float { signedTaper(of: track).map(abs) ?? 0 }

  /// Its entry in `tapers`; nil where it is not in the band. Cost: logarithmic.
  func signedTaper(of track: Int32) -> Float? {
    var (low, high) = (0, tracks.count)
    while low < high {
      let middle = (low + high) / 2
      if tracks[middle] < track { low = middle + 1 } else { high = middle }
    }
    return low < tracks.count && tracks[low] == track ? tapers[low] : nil
  }

  /// The same, with the distant tail served like all others.
  var withDistantTail: Band {
    var band = self
    band.tapers = tapers.map(abs)
    return band
  }
}
