/// Turns tracks of few favourites towards those who favour them: what a descent makes of one favourite or two is mostly chance.
///
///     û_l∖j = normalise(Σ_{i ∈ l, i ≠ j} dᵢ^−½ v̂ᵢ) ,   mⱼ = normalise(Σ_{l ∋ j} û_l∖j)
///     v̂ⱼ ← sⱼ v̂ⱼ + (1 − sⱼ) mⱼ ,   sⱼ as `Inheritance.sureness` has it
///
/// A track is folded in from its listeners as a listener is from their tracks (Decision 88).
struct FavouredBy {
  /// Tracks with more favourites than this are left alone: .99 of their own would stay.
  private static let few = 5

  private let rows: Rows
  private let weight: [Float]
  private let counts: [Int]

  /// `counts` are the favourites of each track.
  init(_ rows: Rows, _ counts: [Int]) {
    self.rows = rows
    self.counts = counts
    weight = counts.map { 1 / Float(max(1, $0)).squareRoot() }
  }

  /// Cost: a vector a listener, and the favourites of these tracks.
  func turn(_ directions: inout [Float], dimension d: Int) {
    let tracks = counts.indices.filter { (1...Self.few).contains(counts[$0]) }
    guard !tracks.isEmpty else { return }
    let (byTrack, before) = (rows.transposed(columns: counts.count), directions)
    let sums = parallelMap(rows.count) { sum(rows[$0], before, d) }
    let means = parallelMap(tracks.count) { number in
      let able = byTrack[tracks[number]].filter { rows[Int($0)].count > 1 }
      return mean(tracks[number], able.map { sums[Int($0)] }, before, d)
    }
    for (track, mean) in zip(tracks, means) {
      guard let mean else { continue }
      let own = Inheritance.sureness(Float(counts[track]))
      for k in 0..<d { directions[track * d + k] = own * directions[track * d + k] + (1 - own) * mean[k] }
    }
  }

  /// Σ dᵢ^−½ v̂ᵢ
  private func sum(_ row: ArraySlice<Int32>, _ directions: [Float], _ d: Int) -> [Float] {
    row.reduce(into: Array(repeating: 0, count: d)) { sum, track in
      for k in 0..<d { sum[k] += weight[Int(track)] * directions[Int(track) * d + k] }
    }
  }

  /// mⱼ of a track, from the sums of those who favour it; nil where nobody favours anything else.
  private func mean(_ track: Int, _ sums: [[Float]], _ directions: [Float], _ d: Int) -> [Float]? {
    guard !sums.isEmpty else { return nil }
    var mean = Array(repeating: Float(0), count: d)
    for var others in sums {
      for k in 0..<d { others[k] -= weight[track] * directions[track * d + k] }
      others.normaliseRows(of: d)
      for k in 0..<d { mean[k] += others[k] }
    }
    mean.normaliseRows(of: d)
    return mean
  }
}
