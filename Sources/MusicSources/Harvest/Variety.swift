import Listening

/// Chooses seeds that differ: one track an artist, the genres taking turns.
enum Variety {
  /// At most `count` of the tracks, in the order in which their genres take turns.
  static func pick(_ tracks: [Track], count: Int) -> [Track] {
    var artists: Set<ArtistID> = []
    var genres: [String] = []
    var byGenre: [String: [Track]] = [:]
    for track in tracks where artists.insert(track.artist.id).inserted {
      let genre = track.tags.first?.lowercased() ?? ""
      if byGenre[genre] == nil { genres.append(genre) }
      byGenre[genre, default: []].append(track)
    }
    let longest = byGenre.values.map(\.count).max() ?? 0
    let turns = (0..<longest).flatMap { turn in
      genres.compactMap { genre in byGenre[genre].flatMap { turn < $0.count ? $0[turn] : nil } }
    }
    return Array(turns.prefix(count))
  }
}
