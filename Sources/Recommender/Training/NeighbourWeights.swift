/// Learns how much each neighbour of a track says for it: a small ridge regression for every track.
///
///     w_j = (G_NN + λ I)⁻¹ G_Nj          N the nearest of track j, G the counts of pairs
///     S_ij = w_ji                        what a liked track i adds to j
///
/// EASE (Steck 2019) restricted to the nearest, as in his sparse Markov random fields (2019): neighbours that say the same
/// share the weight instead of adding up.
struct NeighbourWeights {
  /// |N|.
  static let nearest = 96
  /// λ, in favourites. Not tuned; what EASE is given for such sets lies from 16 to 1000.
  static let ridge: Float = 50
  /// The most targets that a track speaks for: the keypress adds them up. Not tuned.
  static let mostTargets = 500

  private let rows: [NeighbourCounts.Row]
  private let favourites: [Int]

  /// Counts; nil where it was called off.
  init?(_ counts: NeighbourCounts, progress: (Double) -> Bool) {
    guard let rows = counts.counted(Self.nearest, progress: { progress(0.5 * $0) }) else { return nil }
    self.rows = rows
    favourites = counts.favourites
  }

  /// S, row by row, the strongest first; nil where it was called off. Cost: |N|³ / 6 multiplications a track, on all cores.
  func solved(progress: (Double) -> Bool) -> [[Scored]]? {
    let piece = 256
    let solved = parallelPieces((rows.count + piece - 1) / piece, { progress(0.5 + 0.5 * $0) }) {
      index -> [[Float]] in
      var places = Array(repeating: Int32(-1), count: rows.count)
      return (index * piece..<min(rows.count, (index + 1) * piece)).map { weights(of: $0, &places) }
    }
    guard let solutions = solved else { return nil }
    var result: [[Scored]] = Array(repeating: [], count: rows.count)
    for (track, row) in rows.enumerated() {
      for (source, weight) in zip(row.nearest, solutions[track]) where weight.isFinite && weight != 0 {
        result[Int(source.index)].append(Scored(index: Int32(track), score: weight))
      }
    }
    for source in result.indices { result[source].keepBest(Self.mostTargets) }
    return result
  }

  /// w_j; `places` is all −1 before and after.
  private func weights(of track: Int, _ places: inout [Int32]) -> [Float] {
    let near = rows[track].nearest.map(\.index)
    let size = Kernels.padded(near.count)
    var values = Array(repeating: Float(0), count: size * size)
    let pull = rows[track].nearest.map(\.score) + Array(repeating: 0, count: size - near.count)
    for (place, other) in near.enumerated() { places[Int(other)] = Int32(place) }
    for (place, other) in near.enumerated() {
      for pair in rows[Int(other)].counts {
        let column = Int(places[Int(pair.index)])
        guard column >= 0 else { continue }
        // Either row may have dropped the pair.
        values[place * size + column] = pair.score
        values[column * size + place] = pair.score
      }
    }
    for other in near { places[Int(other)] = -1 }
    for place in 0..<size {
      values[place * size + place] = Self.ridge + (place < near.count ? Float(favourites[Int(near[place])]) : 0)
    }
    return SymmetricMatrix(dimension: size, values: values).solved(pull) ?? []
  }
}
