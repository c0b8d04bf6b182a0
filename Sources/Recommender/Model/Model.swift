import Foundation
import Listening

/// The base model: what the crowd's favourites say, frozen until it is trained again. It knows nothing of this listener.
///
/// Tracks, artists and listeners of the crowd are numbered from 0. Everything lives in columns that may be mapped from a file.
public struct Model: Sendable {
  /// Tracks, in order of their ids.
  let trackNames: NameTable
  /// Artists, in order of their ids.
  let artistNames: NameTable
  /// The artist of each track.
  let artist: Column<Int32>
  /// 1 where the track has sound.
  let playable: Column<UInt8>
  /// How many listeners favoured each track.
  let favourites: Column<Int32>
  /// The share of artists that are less known than this one, 0 to 1.
  let exposure: Column<Float>
  /// The lower bound of each track's quality (see `Quality`), 0 to 1.
  let quality: Column<Float>

  /// The crowd: the tracks of each listener, and the listeners of each track.
  let crowd: Links
  let listeners: Links
  /// √(Σ ωᵢ) of each listener of the crowd (see `LikeMinded`).
  let crowdLength: Column<Float>
  /// The neighbours of each track, nearest first, with their weights.
  let neighbours: Links
  let closeness: Column<Float>

  /// The length of a factor vector.
  let dimension: Int
  /// Factors, row by row, and what is added for each track.
  let factors: Column<Float>
  let bias: Column<Float>
  /// The factors in one byte a number, and the size of a step for each track (see `FactorCodes`).
  let codes: Column<Int8>
  let scales: Column<Float>
  /// The mean of the crowd's taste vectors, and the inverse of their covariance.
  let priorMean: Column<Float>
  let priorPrecision: Column<Float>
  /// What a ranking needs to know beside the tracks.
  let settings: Settings

  /// What holds for a whole model: the same for all, or derived from the data by training.
  struct Settings: Sendable, BitwiseCopyable {
    /// How much each part counts in the ranking.
    var blend = Blend()
    /// The variance of an opinion around the taste's prediction, σ²: the same for all.
    var noise: Float = 0.1
    /// The variance of a verdict in the crowd's regression (see `CrowdRegression`).
    var doubt: Float = 0.0125
    /// How many favourites there were when all was last learned from the beginning, the shares too; 0 where those were not.
    var learnedFrom: Int32 = 0

    /// Whether a ranking can be made with them.
    var isSound: Bool {
      noise > 0 && noise.isFinite && doubt > 0 && doubt.isFinite && blend.isFinite
    }
  }

  private let bytes: ModelBytes

  /// Opens a model file: maps it, checks its head, table and lengths, and its sums where `verifies` says so. Where it does not,
  /// a changed byte may change rankings, but is never followed out of the file.
  public init(path: String, verifies: Bool = true) throws(ModelError) {
    try self.init(ModelBytes(path: path))
    if verifies { try verify() }
  }

  /// Opens a model from bytes that `Trainer` made.
  init(_ data: Data) throws(ModelError) {
    try self.init(ModelBytes(data))
  }

  private init(_ bytes: ModelBytes) throws(ModelError) {
    self.bytes = bytes
    let counts: Column<Int> = try bytes.column("counts", count: 4)
    let (tracks, artists, crowdSize) = (counts[0], counts[1], counts[2])
    dimension = counts[3]
    guard counts.buffer.allSatisfy({ (0..<Int(Int32.max)).contains($0) }), dimension <= 4096,
      dimension.isMultiple(of: Kernels.lanes)
    else { throw bytes.damage }
    trackNames = NameTable(try bytes.rows("track.name", count: tracks))
    artistNames = NameTable(try bytes.rows("artist.name", count: artists))
    artist = try bytes.column("track.artist", count: tracks)
    playable = try bytes.column("track.playable", count: tracks)
    favourites = try bytes.column("track.favs", count: tracks)
    exposure = try bytes.column("artist.expo", count: artists)
    quality = try bytes.column("track.quality", count: tracks)
    crowd = try bytes.links("crowd", count: crowdSize, below: tracks)
    listeners = try bytes.links("listeners", count: tracks, below: crowdSize)
    crowdLength = try bytes.column("crowd.length", count: crowdSize)
    neighbours = try bytes.links("near", count: tracks, below: tracks)
    closeness = try bytes.column("near.weight", count: neighbours.total)
    factors = try bytes.column("factors", count: tracks * dimension)
    bias = try bytes.column("bias", count: tracks)
    codes = try bytes.column("factors.code", count: tracks * FactorCodes.width(dimension))
    scales = try bytes.column("factors.scale", count: tracks)
    priorMean = try bytes.column("prior.mean", count: dimension)
    priorPrecision = try bytes.column("prior.precision", count: dimension * dimension)
    let all: Column<Settings> = try bytes.column("settings", count: 1)
    settings = all[0]
    // One number a track that everything goes through, so it is looked at whole.
    guard artist.buffer.allSatisfy({ $0 >= 0 && $0 < artists }), settings.isSound else { throw bytes.damage }
  }

  /// Reads the whole file, compares every sum, and refuses numbers that are none.
  public func verify() throws(ModelError) {
    try bytes.verify()
    for column in [exposure, quality, crowdLength, closeness, factors, bias, scales, priorMean, priorPrecision] {
      guard column.buffer.allSatisfy(\.isFinite) else { throw bytes.damage }
    }
  }

  /// How many tracks it knows.
  public var trackCount: Int { trackNames.count }
  /// How many favourites it has learned from.
  public var favouriteCount: Int { crowd.total }

  /// How many listeners' favourites those are.
  public var listenerCount: Int { crowd.count }

  /// Whether its sections have these sums.
  func holds(_ sums: [(section: String, sum: UInt64)]) -> Bool { bytes.holds(sums) }

  /// Some of its tracks, spread over all: to see whether a catalogue is the one it was made from.
  public func sample(_ count: Int) -> [TrackID] {
    stride(from: 0, to: trackCount, by: max(1, trackCount / max(1, count))).compactMap { track(Int32($0)) }
  }

  /// The name of a track.
  func track(_ index: Int32) -> TrackID? { TrackID(parsing: trackNames[Int(index)]) }
  /// The name of an artist.
  func artistName(_ index: Int32) -> ArtistID? { ArtistID(parsing: artistNames[Int(index)]) }
  /// The number of a track; nil where the model does not know it. Cost: logarithmic.
  func index(of id: TrackID) -> Int32? { trackNames.search(id).map { Int32($0) } }
  /// The number of an artist; nil where the model does not know it. Cost: logarithmic.
  func index(of id: ArtistID) -> Int32? { artistNames.search(id).map { Int32($0) } }

  /// Gives a factor row to `body`. Of no track there is none; `factors` holds one for each.
  @inline(__always)
  func withFactors<Result>(of track: Int32, _ body: (UnsafePointer<Float>) -> Result) -> Result {
    let start = Int(track) * dimension
    return withExtendedLifetime(bytes) { body(factors[start..<start + dimension].baseAddress.unsafelyUnwrapped) }
  }
}
