import Foundation
import Listening

@testable import Recommender

/// A small crowd for tests: camps of artists, each with tracks, and listeners who favour mostly their camp.
struct World {
  let corpus: Corpus
  let model: Model
  static let perArtist = 3

  /// Invents `artists` in `camps` camps with listeners, by a seed.
  init(artists: Int = 60, listeners: Int = 240, camps: Int = 3, seed: UInt64 = 7) throws {
    var generator = Seeded(seed)
    let count = artists * Self.perArtist
    let rows = (0..<listeners).map { listener -> [Int32] in
      let own = (0..<count).filter { ($0 / Self.perArtist) % camps == listener % camps }
      let liked = own.shuffled(using: &generator).prefix(12) + [Int.random(in: 0..<count, using: &generator)]
      return Set(liked.map { Int32($0) }).sorted()
    }
    let favourites = Rows(rows)
    corpus = Corpus(
      tracks: (0..<count).map { index in
        Corpus.Entry(
          id: Self.id(index), artist: Int32(index / Self.perArtist), plays: Int32(100 + 13 * (index % 50)),
          tags: [Int32((index / Self.perArtist) % camps)])
      },
      artists: (0..<artists).map { ArtistID(.demo, String($0)) },
      followers: (0..<artists).map { Int32(10 * $0) }, tags: (0..<camps).map { "camp \($0)" },
      offsets: favourites.offsets, favourites: favourites.items)
    model = try Self.model(corpus, favourites, camps, &generator)
  }

  /// A model without training: each camp is an axis, and tracks lie around it.
  private static func model(_ corpus: Corpus, _ rows: Rows, _ camps: Int, _ generator: inout Seeded) throws -> Model {
    let (d, count) = (16, corpus.tracks.count)
    var directions: [Float] = []
    for track in 0..<count {
      var v = (0..<d).map { _ in Float.random(in: -0.2...0.2, using: &generator) }
      v[track / perArtist % camps] += 1
      let length = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
      directions += v.map { $0 / length }
    }
    let prior = ListenerPrior(rows: rows, directions: directions, dimension: d, tracks: count, seed: 1)
    let near = NeighbourWeights(NeighbourCounts(rows: rows, tracks: count)) { _ in true }?.solved { _ in true } ?? []
    let bias = rows.counts(columns: count).map { log(Float(1 + $0)) }
    let sections = ModelSections(corpus, rows, rows.counts(columns: count))
    return try Model(
      sections.data(near, FactorDescent.Result(directions: directions, bias: bias), prior, Model.Settings()))
  }

  static func id(_ index: Int) -> TrackID { TrackID(.demo, String(index)) }

  static func track(_ index: Int) -> Track {
    Track(
      id: id(index), title: "Track \(index)",
      artist: Credit(id: ArtistID(.demo, String(index / perArtist)), name: "Artist \(index / perArtist)"))
  }

  static func artist(_ index: Int) -> Artist { Artist(id: ArtistID(.demo, String(index)), name: "Artist \(index)") }
}

extension Corpus {
  /// Tracks of the demo's, each with its artist's number, favoured so; `followers` of each artist, −1 where nobody counts them.
  init(_ rows: [[Int32]], artists: [Int32], followers: [Int32]? = nil, silent: Set<Int> = []) {
    let count = Int(artists.max() ?? -1) + 1
    self.init(
      tracks: artists.enumerated().map { track, artist in
        Entry(id: World.id(track), artist: artist, isPlayable: !silent.contains(track))
      },
      artists: (0..<count).map { ArtistID(.demo, String($0)) },
      followers: followers ?? Array(repeating: -1, count: count), tags: [],
      offsets: rows.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }, favourites: rows.flatMap { $0 })
  }
}

extension Journal {
  /// A journal of these acts, a minute apart.
  init(acts: [Act]) {
    self.init(
      acts.enumerated().map { place, act in
        Interaction(
          revision: Revision(place + 1), act: act, date: Date(timeIntervalSinceReferenceDate: Double(place) * 60))
      })
  }

  /// The same journal up to a revision.
  func until(_ revision: Revision) -> Journal { Journal(interactions.filter { $0.revision <= revision }) }
}

extension Recommendations {
  /// Whether two answers are the same list with scores no further apart than `distance`.
  func agrees(with other: Recommendations, within distance: Double) -> Bool {
    list.map(\.track) == other.list.map(\.track)
      && zip(list, other.list).allSatisfy { abs($0.score.total - $1.score.total) <= distance }
  }
}
