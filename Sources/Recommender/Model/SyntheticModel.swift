import Foundation
import Listening

/// A model without training, for benches: as large as wished, its numbers drawn by a seed. It knows no music.
public struct SyntheticModel: Sendable {
  /// How many tracks.
  public var tracks: Int
  /// The length of a factor vector.
  public var dimension = 64
  /// How many tracks each artist has.
  public var tracksOfArtist = 4
  /// How many listeners the crowd has.
  public var listeners = 20_000
  /// How many favourites each has.
  public var favourites = 50
  /// How many neighbours each track has.
  public var neighbours = 50
  /// Decides the draw.
  public var seed: UInt64 = 1

  /// A model of this many tracks.
  public init(tracks: Int) { self.tracks = tracks }

  /// The favourites that a model is trained on. Cost: linear in them.
  public func corpus() -> Corpus {
    var generator = Seeded(seed)
    return corpus(crowd(&generator))
  }

  private func corpus(_ rows: Rows) -> Corpus {
    let artists = max(1, (tracks + tracksOfArtist - 1) / tracksOfArtist)
    let counts = rows.counts(columns: tracks)
    return Corpus(
      tracks: (0..<tracks).map { track in
        Corpus.Entry(
          id: Self.track(track), artist: Int32(track % artists), plays: Int32(20 * counts[track] + track % 97))
      },
      artists: (0..<artists).map { ArtistID(.demo, String($0)) }, followers: (0..<artists).map { Int32($0) },
      tags: [], offsets: rows.offsets, favourites: rows.items)
  }

  /// Draws the model. Cost: linear in all sizes.
  public func make() throws(ModelError) -> TrainedModel {
    var generator = Seeded(seed)
    let rows = crowd(&generator)
    let counts = rows.counts(columns: tracks)
    let directions = FactorDescent.chance(tracks, dimension, &generator)
    let prior = ListenerPrior(rows: rows, directions: directions, dimension: dimension, tracks: tracks, seed: seed)
    let bias = counts.map { log(Float(1 + $0)) }
    let sections = ModelSections(corpus(rows), rows, counts)
    return TrainedModel(
      data: sections.data(
        near(&generator), FactorDescent.Result(directions: directions, bias: bias), prior, Model.Settings()))
  }

  /// The name of a track.
  public static func track(_ index: Int) -> TrackID { TrackID(.demo, String(index)) }

  /// A snapshot of a track, for a journal.
  public func snapshot(_ index: Int) -> Track {
    let artists = max(1, (tracks + tracksOfArtist - 1) / tracksOfArtist)
    return Track(
      id: Self.track(index), title: "Track \(index)",
      artist: Credit(id: ArtistID(.demo, String(index % artists)), name: "Artist \(index % artists)"))
  }

  /// Favourites fall to tracks as the square of a uniform number: a long tail.
  private func crowd(_ generator: inout Seeded) -> Rows {
    var rows = Rows()
    for _ in 0..<listeners {
      rows.append(
        (0..<favourites).map { _ in
          let x = Double.random(in: 0..<1, using: &generator)
          return Int32(Double(tracks) * x * x)
        })
    }
    return rows
  }

  private func near(_ generator: inout Seeded) -> [[Scored]] {
    (0..<tracks).map { _ in
      (0..<min(neighbours, tracks)).map { place in
        Scored(index: Int32.random(in: 0..<Int32(tracks), using: &generator), score: 0.1 / Float(place + 1))
      }
    }
  }
}
