import Listening

/// The catalogue inside the program: 12 scenes, 300 artists, 1,500 tracks that can be heard, 4,000 listeners. Everything is
/// invented, from one seed, and the same on every machine.
public struct DemoCatalogue: Catalogue {
  private let world = DemoWorld()

  /// The demo. Cost: about 3 ms; the crowd is made when `corpus` is asked.
  public init() {}

  /// The tracks with these ids, in the order asked.
  public func tracks(_ ids: [TrackID]) async throws -> [Track] {
    ids.compactMap { piece($0)?.track }
  }

  /// The artists with these ids, in the order asked.
  public func artists(_ ids: [ArtistID]) async throws -> [Artist] {
    ids.compactMap { id in
      guard id.source == .demo, id.key.hasPrefix("a"), let number = Int(id.key.dropFirst()),
        world.makers.indices.contains(number - 1)
      else { return nil }
      return world.makers[number - 1].artist
    }
  }

  /// Artists, then tracks, whose name or page the words are; those that begin with them first.
  public func search(_ words: String, limit: Int) async throws -> [Favoured] {
    let sought = SearchWords(words)
    let artists = world.makers.map(\.artist).compactMap { artist in
      (artist.page == sought.phrase ? 0 : sought.rank(artist.name)).map { ($0, Favoured.artist(artist)) }
    }
    let tracks = world.pieces.map(\.track).compactMap { track in
      (track.page == sought.phrase ? 0 : sought.rank(track.title, with: track.artist.name)).map {
        ($0 + 2, Favoured.track(track))
      }
    }
    let ranked = (artists + tracks).enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
    return ranked.prefix(limit).map(\.element.1)
  }

  /// The program's own sound.
  public func address(of track: TrackID) async throws -> StreamAddress? {
    piece(track) == nil ? nil : .own(track)
  }

  /// The crowd and all it favours: about 150,000 favourites. Cost: about 0.1 s.
  public func corpus() async throws -> Corpus {
    let (offsets, items) = DemoCrowd(world).favourites()
    var tagNumber: [String: Int32] = [:]
    for tag in Scene.all.flatMap(\.tags) where tagNumber[tag] == nil { tagNumber[tag] = Int32(tagNumber.count) }
    return Corpus(
      tracks: world.pieces.map { piece in
        Corpus.Entry(
          id: piece.track.id, artist: Int32(piece.maker), plays: Int32(piece.track.exposure.plays ?? -1),
          tags: piece.track.tags.compactMap { tagNumber[$0] })
      },
      artists: world.makers.map(\.artist.id), followers: world.makers.map { Int32($0.artist.followers ?? -1) },
      tags: tagNumber.sorted { $0.value < $1.value }.map(\.key), offsets: offsets, favourites: items)
  }

  /// The sound of a track; nil where the demo does not have it. Cost of opening: a few milliseconds.
  public func sound(of track: TrackID) -> (any SoundStream)? {
    guard let piece = piece(track), let number = Int(track.key) else { return nil }
    let song = Song(
      scene: Scene.all[world.makers[piece.maker].scene], seconds: piece.track.duration ?? 60,
      seed: DemoWorld.seed &+ UInt64(number) &* 7919)
    return WaveStream(song)
  }

  private func piece(_ id: TrackID) -> DemoWorld.Piece? {
    guard id.source == .demo, let number = Int(id.key), world.pieces.indices.contains(number - 1) else { return nil }
    return world.pieces[number - 1]
  }
}
