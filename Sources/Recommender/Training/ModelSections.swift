import Foundation
import Listening

/// Lays what was trained out as the sections of a model file.
struct ModelSections {
  private let corpus: Corpus
  private let rows: Rows
  private let counts: [Int]
  /// Artists in order of their names, so that they can be looked up in place.
  private let artistOrder: [Int]

  init(_ corpus: Corpus, _ rows: Rows, _ counts: [Int]) {
    self.corpus = corpus
    self.rows = rows
    self.counts = counts
    artistOrder = corpus.artists.indices.sorted { corpus.artists[$0] < corpus.artists[$1] }
  }

  func data(_ near: [[Scored]], _ factors: FactorDescent.Result, _ prior: ListenerPrior, _ settings: Model.Settings)
    -> Data
  {
    var file = ModelFile.Writer()
    file.add("counts", [corpus.tracks.count, corpus.artists.count, rows.count, prior.mean.count])
    addCorpus(&file)
    file.add(rows: "near", near.map { $0.map(\.index) })
    file.add("near.weight", near.flatMap { $0.map(\.score) })
    file.add("factors", factors.directions)
    let codes = FactorCodes(factors.directions, dimension: prior.mean.count)
    file.add("factors.code", codes.codes)
    file.add("factors.scale", codes.scales)
    file.add("bias", factors.bias)
    file.add("prior.mean", prior.mean)
    file.add("prior.precision", prior.precision.values)
    file.add("settings", [settings])
    return file.data()
  }

  /// What is told by the corpus alone, before anything is learned.
  private func addCorpus(_ file: inout ModelFile.Writer) {
    addNames(&file)
    addTracks(&file)
    addCrowd(&file)
  }

  /// The sums of that.
  var sums: [(section: String, sum: UInt64)] {
    var file = ModelFile.Writer()
    addCorpus(&file)
    return file.sums
  }

  private func addNames(_ file: inout ModelFile.Writer) {
    file.add(rows: "track.name", corpus.tracks.map { Array(String(describing: $0.id).utf8) })
    file.add(rows: "artist.name", artistOrder.map { Array(String(describing: corpus.artists[$0]).utf8) })
  }

  private func addTracks(_ file: inout ModelFile.Writer) {
    var place = Array(repeating: Int32(0), count: corpus.artists.count)
    for (new, old) in artistOrder.enumerated() { place[old] = Int32(new) }
    file.add("track.artist", corpus.tracks.map { place[Int($0.artist)] })
    file.add("track.playable", corpus.tracks.map { $0.isPlayable ? UInt8(1) : 0 })
    file.add("track.favs", counts.map { Int32(clamping: $0) })
    let exposure = Exposures(corpus, counts).percentiles
    file.add("artist.expo", artistOrder.map { exposure[$0] })
    file.add("track.quality", Quality.bounds(favourites: counts, plays: corpus.tracks.map(\.plays)))
  }

  private func addCrowd(_ file: inout ModelFile.Writer) {
    let byTrack = rows.transposed(columns: corpus.tracks.count)
    file.add("crowd.at", rows.offsets)
    file.add("crowd", rows.items)
    file.add("listeners.at", byTrack.offsets)
    file.add("listeners", byTrack.items)
    let weights = counts.map { LikeMinded.weight(Int32(clamping: $0)) }
    file.add(
      "crowd.length",
      (0..<rows.count).map { row in max(1e-6, rows[row].reduce(Float(0)) { $0 + weights[Int($1)] }.squareRoot()) })
  }
}

extension Model {
  /// Whether it was made of this corpus as it is: the same tracks, favourites and exposures. Tags are not looked at. Cost: linear.
  public func isMade(of corpus: Corpus) -> Bool {
    let rows = Trainer.listeners(of: Rows(corpus))
    return holds(ModelSections(corpus, rows, rows.counts(columns: corpus.tracks.count)).sums)
  }
}

extension ModelFile.Writer {
  fileprivate mutating func add<T: BitwiseCopyable>(rows name: String, _ rows: [[T]]) {
    add(name + ".at", rows.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) })
    add(name, Array(rows.joined()))
  }
}
