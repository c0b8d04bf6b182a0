import Listening

/// Moves what is known of the listener along the journal: by names first, then as sums in the model's numbers.
///
/// What the model does not know stays in the opinions and counts as soon as a model knows it.
struct Learner: Sendable {
  private(set) var opinions = Opinions()
  private(set) var state: ListenerState
  /// Tracks that were heard, judged or named, by the model's numbers: not to be proposed again. One put off is not among them.
  private(set) var known: Set<Int32> = []
  /// Those and the ones put off: how many were ever served or named.
  private(set) var met: Set<Int32> = []
  /// What the sums say of the taste; nil where they are not finite.
  private(set) var posterior: Posterior?
  /// What the listener did with artists, by the model's numbers.
  private(set) var odds: ArtistOdds
  private var resting: [ArtistID: Int32] = [:]
  /// Tracks put off that have not waited yet, by the model's numbers.
  private(set) var waiting: Set<Int32> = []
  private let index: ArtistTracks

  /// Of a named artist's tracks, so many of the most favoured speak for the listener.
  static let tracksOfNamed = 3

  /// Knows nobody yet.
  init(_ model: Model, _ index: ArtistTracks) {
    state = ListenerState(model)
    posterior = state.posterior()
    odds = ArtistOdds(tracks: model.trackCount)
    self.index = index
  }

  /// Moves to this journal. Cost: the new rows where it goes on from the last one, else all of it.
  mutating func learn(_ journal: Journal, _ model: Model) {
    if !opinions.isExtended(by: journal) { self = Learner(model, index) }
    let before = opinions.rest
    let change = opinions.follow(journal)
    learn(change.tracks, model)
    for artist in change.named.sorted() { learnNamed(artist, model) }
    for artist in change.artists.union(change.named) { learnOdds(artist, model) }
    if opinions.rest != before { rest(model) }
    // Sums that are no longer finite are made again from the opinions.
    posterior = state.posterior()
    if posterior == nil { self = seen(through: model, index) }
  }

  /// The same opinions seen through another model.
  func seen(through model: Model, _ index: ArtistTracks) -> Learner {
    var learner = Learner(model, index)
    learner.opinions = opinions
    learner.learn(opinions.tracks.keys, model)
    for artist in opinions.artists.keys.sorted() {
      if opinions.artists[artist]?.isNamed == true { learner.learnNamed(artist, model) }
      learner.learnOdds(artist, model)
    }
    learner.rest(model)
    learner.posterior = learner.state.posterior()
    return learner
  }

  /// Artists not to be heard for a while, by the model's numbers.
  var restingArtists: Set<Int32> { Set(resting.values) }

  /// Looks up only artists that did not rest before.
  private mutating func rest(_ model: Model) {
    let before = resting
    resting = [:]
    for artist in opinions.rest.artists { resting[artist] = before[artist] ?? model.index(of: artist) }
    waiting = Set(opinions.rest.tracks.compactMap { model.index(of: $0) })
  }

  /// In the order of the model's numbers: a long journal then reads the mapped file from front to back.
  private mutating func learn(_ ids: some Sequence<TrackID>, _ model: Model) {
    let numbered = ids.compactMap { id in model.index(of: id).map { (track: $0, id: id) } }
    for (track, id) in numbered.sorted(by: { $0.track < $1.track }) {
      let opinion = opinions.tracks[id]
      if opinion?.isPutOff ?? true { known.remove(track) } else { known.insert(track) }
      if opinion == nil { met.remove(track) } else { met.insert(track) }
      weigh(track, id, model)
    }
  }

  private mutating func learnOdds(_ id: ArtistID, _ model: Model) {
    guard let artist = model.index(of: id), let standing = opinions.artists[id] else { return }
    odds.set(index[artist], standing)
  }

  private mutating func learnNamed(_ id: ArtistID, _ model: Model) {
    guard let artist = model.index(of: id) else { return }
    for track in index.best(of: artist, Self.tracksOfNamed, model) {
      if let id = model.track(track) { weigh(track, id, model) }
    }
  }

  /// A track speaks by its own acts, or else for its artist who was named.
  private mutating func weigh(_ track: Int32, _ id: TrackID, _ model: Model) {
    let opinion = opinions.tracks[id]
    state.set(track, opinion?.evidence ?? throughArtist(track, model), model, at: opinion?.revision ?? 0)
  }

  private func throughArtist(_ track: Int32, _ model: Model) -> Evidence? {
    let artist = model.artist[Int(track)]
    guard let name = model.artistName(artist), opinions.artists[name]?.isNamed == true else { return nil }
    let best = index.best(of: artist, Self.tracksOfNamed, model)
    guard best.contains(track) else { return nil }
    // All of them together say about what √count saves say: they are liked, but no one of them for certain.
    return Evidence(target: 1, weight: 1 / Float(best.count).squareRoot())
  }
}

/// The tracks of each artist.
struct ArtistTracks: Sendable {
  private let offsets: [Int32]
  private let tracks: [Int32]

  /// Sorts the tracks by artist. Cost: linear in the tracks.
  init(_ model: Model) {
    let count = model.artistNames.count
    var offsets = Array(repeating: Int32(0), count: count + 1)
    for artist in model.artist.buffer { offsets[Int(artist) + 1] += 1 }
    for artist in 0..<count { offsets[artist + 1] += offsets[artist] }
    var next = offsets
    var tracks = Array(repeating: Int32(0), count: model.trackCount)
    for (track, artist) in model.artist.buffer.enumerated() {
      tracks[Int(next[Int(artist)])] = Int32(track)
      next[Int(artist)] += 1
    }
    self.offsets = offsets
    self.tracks = tracks
  }

  /// The tracks of one artist, rising.
  subscript(_ artist: Int32) -> ArraySlice<Int32> { tracks[Int(offsets[Int(artist)])..<Int(offsets[Int(artist) + 1])] }

  /// The most favoured of an artist's tracks.
  func best(of artist: Int32, _ count: Int, _ model: Model) -> [Int32] {
    var scored = self[artist].map { Scored(index: $0, score: Float(model.favourites[Int($0)])) }
    scored.keepBest(count)
    return scored.map(\.index)
  }
}
