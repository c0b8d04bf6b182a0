import Listening

/// Favourites a new listener may pick: well known, each of another kind, so that naming one says much.
enum Suggestions {
  /// How many there are to pick from.
  static let count = 12

  /// The best known artist of each kind, the best known first; where kinds do not suffice, the best known of the rest.
  /// Cost: linear in the corpus.
  static func artists(of corpus: Corpus) -> [ArtistID] {
    let known = fame(corpus)
    let order = corpus.artists.indices.sorted { (known[$0], $1) > (known[$1], $0) }
    let kind = kinds(corpus)
    var seen: Set<Int32> = []
    let varied = order.filter { seen.insert(kind[$0]).inserted }.prefix(count)
    let rest = order.lazy.filter { !varied.contains($0) }.prefix(count - varied.count)
    return (varied + rest).map { corpus.artists[$0] }
  }

  /// How many favoured each artist's tracks.
  private static func fame(_ corpus: Corpus) -> [Int] {
    var fame = Array(repeating: 0, count: corpus.artists.count)
    for track in corpus.favourites { fame[Int(corpus.tracks[Int(track)].artist)] += 1 }
    return fame
  }

  /// The first tag of each artist's first track; artists without one are of one kind.
  private static func kinds(_ corpus: Corpus) -> [Int32] {
    var kinds = Array(repeating: Int32(-1), count: corpus.artists.count)
    for track in corpus.tracks where kinds[Int(track.artist)] < 0 { kinds[Int(track.artist)] = track.tags.first ?? -1 }
    return kinds
  }
}
