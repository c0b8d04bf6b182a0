extension FactorDescent.Result {
  /// Several descents from different starts as one: a track's directions one behind the other, of length 1 again, so that a
  /// cosine is the mean of theirs, which errs less than each (Hansen and Salamon 1990, "Neural network ensembles").
  init(sideBySide parts: [FactorDescent.Result], tracks: Int) {
    let widths = parts.map { $0.directions.count / max(1, tracks) }
    let share = 1 / Float(max(1, parts.count))
    var directions: [Float] = []
    directions.reserveCapacity(tracks * widths.reduce(0, +))
    var bias = Array(repeating: Float(0), count: tracks)
    for track in 0..<tracks {
      for (part, width) in zip(parts, widths) {
        directions += part.directions[track * width..<(track + 1) * width].lazy.map { $0 * share.squareRoot() }
        bias[track] += share * part.bias[track]
      }
    }
    self.init(directions: directions, bias: bias, descents: max(1, parts.count))
  }

  /// The descents that were put side by side, each to go on from.
  func parts(tracks: Int) -> [FactorDescent.Result] {
    let width = directions.count / max(1, tracks * descents)
    return (0..<descents).map { part in
      var own: [Float] = []
      own.reserveCapacity(tracks * width)
      for track in 0..<tracks {
        let start = (track * descents + part) * width
        let piece = directions[start..<start + width]
        let length = max(piece.reduce(0) { $0 + $1 * $1 }.squareRoot(), 1e-8)
        own += piece.lazy.map { $0 / length }
      }
      return FactorDescent.Result(directions: own, bias: bias)
    }
  }
}
