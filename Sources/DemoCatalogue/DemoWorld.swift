import Foundation
import Listening

/// The demo's artists, tracks and crowd, all from one seed. Fame and quality are drawn apart, so that there are good
/// tracks nobody has heard.
struct DemoWorld: Sendable {
  static let seed: UInt64 = 20_261_123
  static let artistsPerScene = 25
  static let tracksPerArtist = 5
  static let listenerCount = 4_000

  /// One artist of the world.
  struct Maker: Sendable {
    let artist: Artist
    let scene: Int
    /// Where the artist stands inside the scene, two numbers about 0.
    let style: SIMD2<Double>
    /// How much of the scene's attention the artist has.
    let fame: Double
  }

  /// One track of the world.
  struct Piece: Sendable {
    let track: Track
    let maker: Int
    /// The share of those who hear it that keep it.
    let quality: Double
    /// How likely a listener of its scene is to come across it: the more play it, but not in proportion.
    let attention: Double
  }

  private(set) var makers: [Maker] = []
  private(set) var pieces: [Piece] = []

  init() {
    var chance = Seeded(Self.seed)
    var names = Names()
    for scene in Scene.all.indices {
      for place in 0..<Self.artistsPerScene { addArtist(scene, place, &names, &chance) }
    }
  }

  private mutating func addArtist(_ scene: Int, _ place: Int, _ names: inout Names, _ chance: inout Seeded) {
    let number = makers.count + 1
    // Zipf's law inside a scene, shaken a little.
    let fame = pow(Double(place + 1), -1.1) * Double.random(in: 0.7...1.4, using: &chance)
    let artist = Artist(
      id: ArtistID(.demo, "a\(number)"), name: names.artist(&chance),
      page: "https://crescendo.example/demo/artists/\(number)", followers: Int(9_000 * pow(fame, 1.35)) + 12,
      tags: Scene.all[scene].tags)
    let style = SIMD2(Double.random(in: -1...1, using: &chance), Double.random(in: -1...1, using: &chance))
    makers.append(Maker(artist: artist, scene: scene, style: style, fame: fame))
    addTracks(of: makers.count - 1, &chance)
  }

  private mutating func addTracks(of maker: Int, _ chance: inout Seeded) {
    var titles: Set<String> = []
    for place in 0..<Self.tracksPerArtist {
      var title = Names.title(&chance)
      while !titles.insert(title).inserted { title = Names.title(&chance) }
      let quality = 0.04 + 0.46 * pow(Double.random(in: 0...1, using: &chance), 2)
      addTrack(title, maker, place, quality, &chance)
    }
  }

  private mutating func addTrack(
    _ title: String, _ maker: Int, _ place: Int, _ quality: Double, _ chance: inout Seeded
  ) {
    let number = pieces.count + 1
    let artist = makers[maker].artist
    let plays =
      Int(30_000 * pow(makers[maker].fame, 1.2) / Double(place + 2) * Double.random(in: 0.6...1.5, using: &chance)) + 30
    let seconds = Double(Int.random(in: 60...120, using: &chance))
    let track = Track(
      id: TrackID(.demo, String(number)), title: title, artist: Credit(id: artist.id, name: artist.name),
      duration: seconds, tags: artist.tags, page: "https://crescendo.example/demo/tracks/\(number)",
      exposure: Exposure(plays: plays, favourites: Int(Double(plays) * quality), followers: artist.followers))
    pieces.append(Piece(track: track, maker: maker, quality: quality, attention: pow(Double(plays), 0.9)))
  }
}
