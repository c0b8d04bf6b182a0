extension FactorDescent.Result {
  /// Several descents from different starts as one: a track's directions one behind the other, of length 1 again, so that a
  /// cosine is the mean of theirs, which errs less than each (Hansen and Salamon 1990, "Neural network ensembles").
  init(sideBySide ends: [FactorDescent.Result], tracks: Int) {
    let widths = ends.map { $0.directions.count / max(1, tracks) }
    let share = 1 / Float(max(1, ends.count))
    var directions: [Float] = []
    directions.reserveCapacity(tracks * widths.reduce(0, +))
    var bias = Array(repeating: Float(0), count: tracks)
    for track in 0..<tracks {
      for (end, width) in zip(ends, widths) {
        directions += end.directions[track * width..<(track + 1) * width].lazy.map { $0 * share.squareRoot() }
        bias[track] += share * end.bias[track]
      }
    }
    self.init(directions: directions, bias: bias, descents: max(1, ends.count))
  }

  /// The descents that were put side by side, each to go on from.
  func eachDescent(tracks: Int) -> [FactorDescent.Result] {
    let width = directions.count / max(1, tracks * descents)
    return (0..<descents).map { number in
      var own: [Float] = []
      own.reserveCapacity(tracks * width)
      for track in 0..<tracks {
        let start = (track * descents + number) * width
        own += directions[start..<start + width]
      }
      own.normaliseRows(of: width)
      return FactorDescent.Result(directions: own, bias: bias)
    }
  }
}
