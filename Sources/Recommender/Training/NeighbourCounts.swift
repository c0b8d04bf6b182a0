import Foundation

/// Counts which tracks are favoured together, and keeps the nearest of each.
///
///     C_ij = Σ_{u ∋ i, j} |u|^−½            a listener of many favourites says less about each pair
///     S_ij = C_ij · dᵢ^−α · dⱼ^−β           dᵢ favourites of the saved track, dⱼ of the proposed one
///
/// This is cosine item kNN (Sarwar et al. 2001) and RP3beta (Paudel et al. 2017) in one form; α and β were tuned on a
/// validation split of Gowalla.
struct NeighbourCounts {
  /// α, the damping of the track that is known.
  static let source: Float = 0.6
  /// β, the damping of the track that is proposed.
  static let target: Float = 0.3
  /// Of a listener with more favourites than this, so many evenly spread ones are counted: the cost is their square.
  static let mostOfListener = 1500

  private let rows: Rows
  private let byTrack: Rows
  private let weight: [Float]
  private let damping: [Float]
  private let count: Int

  init(rows: Rows, tracks: Int) {
    let capped = Self.capped(rows)
    self.rows = capped
    byTrack = capped.transposed(columns: tracks)
    weight = (0..<capped.count).map { 1 / Float(max(1, capped[$0].count)).squareRoot() }
    let index = byTrack
    damping = (0..<tracks).map { pow(Float(max(1, index[$0].count)), -Self.target) }
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

  /// The `keep` nearest of each track, nearest first. Cost: Σ over listeners of (favourites)², on all cores.
  func nearest(_ keep: Int, progress: @Sendable (Double) -> Void) -> [[Scored]] {
    let piece = 512
    let pieces = (count + piece - 1) / piece
    return parallelPieces(pieces, progress) { index -> [[Scored]] in
      var sums = Array(repeating: Float(0), count: count)
      return (index * piece..<min(count, (index + 1) * piece)).map { row(of: $0, keep, &sums) }
    }
  }

  /// One row; `sums` is all zero before and after.
  private func row(of track: Int, _ keep: Int, _ sums: inout [Float]) -> [Scored] {
    var met: [Int32] = []
    for listener in byTrack[track] {
      let share = weight[Int(listener)]
      for other in rows[Int(listener)] {
        if sums[Int(other)] == 0 { met.append(other) }
        sums[Int(other)] += share
      }
    }
    // S_ij = C_ij · dᵢ^−α · dⱼ^−β
    let own = pow(Float(max(1, byTrack[track].count)), -Self.source)
    var row: [Scored] = []
    row.reserveCapacity(met.count)
    for other in met {
      if other != Int32(track) { row.append(Scored(index: other, score: sums[Int(other)] * own * damping[Int(other)])) }
      sums[Int(other)] = 0
    }
    row.keepBest(keep)
    return row
  }
}

/// The pieces' results in order, on all cores; `progress` hears the share done.
private func parallelPieces<Result: Sendable>(
  _ pieces: Int, _ progress: @Sendable (Double) -> Void, _ body: @Sendable (Int) -> [Result]
) -> [Result] {
  let width = 8
  var results: [Result] = []
  for first in stride(from: 0, to: pieces, by: width) {
    let part = parallelMap(min(width, pieces - first)) { body(first + $0) }
    results += part.joined()
    progress(Double(min(pieces, first + width)) / Double(max(1, pieces)))
  }
  return results
}
