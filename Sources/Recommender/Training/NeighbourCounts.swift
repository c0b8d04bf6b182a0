import Foundation

/// Counts which tracks are favoured together.
///
///     G_ij = |{u : i, j ∈ u}|,   cos_ij = G_ij / √(dᵢ dⱼ)      dᵢ favourites of track i
struct NeighbourCounts {
  /// Of a listener with more favourites than this, so many evenly spread ones are counted: the cost is their square.
  static let mostOfListener = 1500
  /// How many pairs are kept in all, and at least for each track.
  static let mostPairs = 20_000_000
  static let leastOfTrack = 100

  /// What is kept of one track.
  struct Row: Sendable {
    /// The nearest by cosine, nearest first, each with G_ij.
    var nearest: [Scored] = []
    /// The most frequent companions with G_ij.
    var counts: [Scored] = []
  }

  /// dᵢ of each track, capped listeners counted.
  let favourites: [Int]
  private let rows: Rows
  private let byTrack: Rows
  private let count: Int

  init(rows: Rows, tracks: Int) {
    let capped = Self.capped(rows)
    self.rows = capped
    byTrack = capped.transposed(columns: tracks)
    favourites = capped.counts(columns: tracks)
    count = tracks
  }

  private static func capped(_ rows: Rows) -> Rows {
    guard (0..<rows.count).contains(where: { rows[$0].count > mostOfListener }) else { return rows }
    return Rows(
      (0..<rows.count).map { index -> [Int32] in
        let row = rows[index]
        guard row.count > mostOfListener else { return Array(row) }
        return (0..<mostOfListener).map { row[row.startIndex + $0 * row.count / mostOfListener] }
      })
  }

  /// The `keep` nearest of each track; nil where it was called off. Cost: Σ over listeners of (favourites)², on all cores.
  func counted(_ keep: Int, progress: (Double) -> Bool) -> [Row]? {
    let piece = 512
    return parallelPieces((count + piece - 1) / piece, progress) { index -> [Row] in
      var sums = Array(repeating: Float(0), count: count)
      return (index * piece..<min(count, (index + 1) * piece)).map { row(of: $0, keep, &sums) }
    }
  }

  /// One row; `sums` is all zero before and after.
  private func row(of track: Int, _ keep: Int, _ sums: inout [Float]) -> Row {
    var met: [Int32] = []
    for listener in byTrack[track] {
      for other in rows[Int(listener)] {
        if sums[Int(other)] == 0 { met.append(other) }
        sums[Int(other)] += 1
      }
    }
    var counts: [Scored] = []
    var near: [Scored] = []
    counts.reserveCapacity(met.count)
    near.reserveCapacity(met.count)
    for other in met where other != Int32(track) {
      let pairs = sums[Int(other)]
      counts.append(Scored(index: other, score: pairs))
      near.append(Scored(index: other, score: pairs / Float(favourites[Int(other)]).squareRoot()))
    }
    near.keepBest(keep)
    // With their own counts: one of the nearest need not be among the most frequent.
    let nearest = near.map { Scored(index: $0.index, score: sums[Int($0.index)]) }
    for other in met { sums[Int(other)] = 0 }
    counts.keepBest(max(Self.leastOfTrack, Self.mostPairs / max(1, count)))
    // `map` takes no more memory than is kept; the lists themselves still hold room for all that was met.
    return Row(nearest: nearest, counts: counts.map { $0 })
  }
}

/// The pieces' results in order, on all cores; `progress` hears the share done and may answer false to stop.
func parallelPieces<Result: Sendable>(
  _ pieces: Int, _ progress: (Double) -> Bool, _ body: @Sendable (Int) -> [Result]
) -> [Result]? {
  let width = 8
  var results: [Result] = []
  for first in stride(from: 0, to: pieces, by: width) {
    let part = parallelMap(min(width, pieces - first)) { body(first + $0) }
    results += part.joined()
    guard progress(Double(min(pieces, first + width)) / Double(max(1, pieces))) else { return nil }
  }
  return results
}
