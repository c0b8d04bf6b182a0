import Listening

/// Makes directions as long as they are sure: each is shrunk towards nothing, and that of a track that few favour goes towards its
/// artist's, that of an artist of whom nothing is known towards its tags'.
///
///     v̂ⱼ ← nⱼ³ / (nⱼ³ + 2) · (dⱼ v̂ⱼ + pⱼ m) / nⱼ,   nⱼ = dⱼ + pⱼ
///     pⱼ = max(0, enough − dⱼ) where there is a mean direction m of the artist or the tags, else 0
///
/// As an empirical Bayes estimate is shrunk (Efron and Morris 1973), but with nⱼ³ for nⱼ, found by trying: a third is left of one
/// favourite's, nine tenths of three's (Decision 87).
struct Inheritance {
  /// Tracks with fewer favourites than this inherit: those of which a band says that too little is known.
  static let enough = Int(Band.enough)

  private let corpus: Corpus
  private let counts: [Int]

  init(_ corpus: Corpus, _ counts: [Int]) {
    self.corpus = corpus
    self.counts = counts
  }

  /// How sure a direction is that so many favourites made, 0 to 1.
  static func sureness(_ favourites: Float) -> Float {
    let cube = favourites * favourites * favourites
    return cube / (cube + 2)
  }

  func fill(_ result: inout FactorDescent.Result, dimension d: Int) {
    let byArtist = means(result, d, groups: corpus.artists.count) { [$0.artist] }
    let byTag = means(result, d, groups: corpus.tags.count) { $0.tags }
    for (track, entry) in corpus.tracks.enumerated() {
      let missing = max(0, Self.enough - counts[track])
      let parent = missing > 0 ? byArtist[Int(entry.artist)] ?? mixed(entry.tags.compactMap { byTag[Int($0)] }, d) : nil
      let (own, part) = (Float(counts[track]), parent == nil ? 0 : Float(missing))
      let count = own + part
      let length = Self.sureness(count) / max(1, count)
      for k in 0..<d {
        let place = track * d + k
        result.directions[place] = length * (own * result.directions[place] + part * (parent?[k] ?? 0))
      }
    }
  }

  private func means(
    _ result: FactorDescent.Result, _ d: Int, groups: Int, _ group: (Corpus.Entry) -> [Int32]
  ) -> [[Float]?] {
    var sums: [[Float]?] = Array(repeating: nil, count: groups)
    for (track, entry) in corpus.tracks.enumerated() where counts[track] >= Self.enough {
      for index in group(entry) {
        var sum = sums[Int(index)] ?? Array(repeating: 0, count: d)
        for k in 0..<d { sum[k] += result.directions[track * d + k] }
        sums[Int(index)] = sum
      }
    }
    for index in sums.indices {
      guard var sum = sums[index] else { continue }
      sum.normaliseRows(of: d)
      sums[index] = sum
    }
    return sums
  }

  private func mixed(_ vectors: [[Float]], _ d: Int) -> [Float]? {
    guard !vectors.isEmpty else { return nil }
    var sum = Array(repeating: Float(0), count: d)
    for vector in vectors { for k in 0..<d { sum[k] += vector[k] } }
    sum.normaliseRows(of: d)
    return sum
  }
}
