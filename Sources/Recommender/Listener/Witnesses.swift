/// Listeners of the crowd who are asked about judged tracks, and which of those each favours.
struct Witnesses: Sendable {
  /// Of the crowd, so many listeners spread evenly are asked.
  static let most = 10_000

  /// Every so manieth listener is asked.
  private let step: Int
  /// Where the places of each begin, and one end more.
  private var starts: [Int32]
  /// The judged tracks that each favours, by their place in the list given.
  private var places: [Int32] = []

  /// Asks about these tracks. Cost: their listeners.
  init(_ tracks: [Int32], _ model: Model) {
    step = (model.crowd.count + Self.most - 1) / Self.most
    starts = Array(repeating: 0, count: (model.crowd.count + step - 1) / step + 1)
    var told: [(witness: Int32, place: Int32)] = []
    for (place, track) in tracks.enumerated() {
      for listener in model.listeners[Int(track)] where Int(listener) % step == 0 {
        told.append((listener / Int32(step), Int32(place)))
        starts[Int(listener) / step + 1] += 1
      }
    }
    for witness in 0..<count { starts[witness + 1] += starts[witness] }
    var next = starts
    places = Array(repeating: 0, count: told.count)
    for (witness, place) in told {
      places[Int(next[Int(witness)])] = place
      next[Int(witness)] += 1
    }
  }

  /// How many are asked.
  var count: Int { starts.count - 1 }

  /// The number of a witness in the crowd.
  func listener(_ witness: Int) -> Int { witness * step }

  private func places(_ witness: Int) -> Range<Int> { Int(starts[witness])..<Int(starts[witness + 1]) }

  /// Adds to entry i, j ≤ i how many favour both the i-th and the j-th track. Cost: the square of what each favours.
  func countPairs(into matrix: inout [Float], _ size: Int) {
    for witness in 0..<count {
      let row = places(witness)
      // Places rise within a row, as the tracks were gone through in their order.
      for i in row { for j in row.lowerBound...i { matrix[Int(places[i]) * size + Int(places[j])] += 1 } }
    }
  }

  /// The sum of the weights of the tracks that each favours.
  func sums(_ weights: [Float]) -> [Float] {
    (0..<count).map { witness in places(witness).reduce(Float(0)) { $0 + weights[Int(places[$1])] } }
  }

  /// How many of those who favour this track favour each of the judged ones. Cost: its listeners.
  func counts(beside track: Int32, judged: Int, _ model: Model) -> [Int] {
    var counts = Array(repeating: 0, count: judged)
    for listener in model.listeners[Int(track)] where Int(listener) % step == 0 {
      for place in places(Int(listener) / step) { counts[Int(places[place])] += 1 }
    }
    return counts
  }
}
