import Listening

/// Gives tracks that few favoured the direction of their artist, and artists of whom nothing is known that of their tags.
struct Inheritance {
  /// Tracks with fewer favourites than this inherit: those of which a band says that too little is known.
  static let enough = Int(Band.enough)

  private let corpus: Corpus
  private let counts: [Int]

  init(_ corpus: Corpus, _ counts: [Int]) {
    self.corpus = corpus
    self.counts = counts
  }

  /// v̂ⱼ = normalise(dⱼ v̂ⱼ + (enough − dⱼ) · mean of the artist, or else of the tags)
  func fill(_ result: inout FactorDescent.Result, dimension d: Int) {
    let byArtist = means(result, d, groups: corpus.artists.count) { [$0.artist] }
    let byTag = means(result, d, groups: corpus.tags.count) { $0.tags }
    for (track, entry) in corpus.tracks.enumerated() where counts[track] < Self.enough {
      let parent = byArtist[Int(entry.artist)] ?? mixed(entry.tags.compactMap { byTag[Int($0)] }, d)
      let own = Float(counts[track])
      guard let parent else { continue }
      var vector = (0..<d).map { own * result.directions[track * d + $0] + (Float(Self.enough) - own) * parent[$0] }
      vector.normaliseRows(of: d)
      result.directions.replaceSubrange(track * d..<(track + 1) * d, with: vector)
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
