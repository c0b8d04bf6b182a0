/// The products of all tracks with earlier queries: with the next one no product can be larger by more than the two queries
/// are apart.
///
///     q′ · cⱼ ≤ q · cⱼ + |q′ − q| |cⱼ|                 (Cauchy and Schwarz)
///
/// A taste that rests on many verdicts hardly moves from one keypress to the next: most tracks are then passed over without
/// their codes being read, and what is found is the same to the last bit. A sixteenth of all is multiplied anew each time, so
/// that no keypress has to do all of it because the taste has moved on.
struct LastScans: Sendable {
  /// Scans in which each run comes to its turn.
  private static let turns = 16
  /// Tracks of a run.
  static let run = 256

  /// How many scans began.
  private var scan: Int32 = 0
  /// The last queries, each in the place of its scan's turn.
  private var queries: [QuantisedFactors.Query?] = Array(repeating: nil, count: turns)
  /// What a product with this scan's query exceeds that with each of them at most; nil where it is too much.
  private var slacks: [Float?] = Array(repeating: nil, count: turns)
  /// The scan in which each run was multiplied. Where that is too long ago its query is gone: a run without a track of the
  /// bands that were asked for has missed its turns.
  private var scanOfRun: [Int32] = []
  /// One a track; ∞ where it was not multiplied.
  private var products: [Float] = []
  /// The tracks found last, best first.
  var found: [Int32] = []

  /// Before a scan with this query.
  mutating func begin(_ query: QuantisedFactors.Query, tracks: Int) {
    if products.count != tracks {
      self = LastScans()
      products = Array(repeating: .infinity, count: tracks)
      scanOfRun = Array(repeating: 0, count: (tracks + Self.run - 1) / Self.run)
    }
    slacks = queries.map { $0.flatMap { Self.slack($0, query) } }
    scan &+= 1
    (queries[turn], slacks[turn]) = (query, nil)
  }

  /// Nil where it is too much to pass over many tracks: half of what the products of tracks in no particular direction deviate.
  private static func slack(_ query: QuantisedFactors.Query, _ next: QuantisedFactors.Query) -> Float? {
    let root = Float(next.count).squareRoot()
    // Directions have length 1; rounded, they are longer by at most half a step in each number.
    let slack = query.distance(to: next) * (1 + root / 254)
    // A thousandth for the rounding of the sums themselves.
    return slack * 2 * root < next.length ? slack + next.length / 1000 : nil
  }

  /// What the products of a run exceed those remembered by at most; nil where it is to be multiplied anew.
  func slack(ofRun run: Int) -> Float? {
    let age = Int(scan &- scanOfRun[run])
    guard run % Self.turns != turn, age >= 0, age < Self.turns else { return nil }
    return slacks[Self.turn(scanOfRun[run])]
  }

  private var turn: Int { Self.turn(scan) }
  private static func turn(_ scan: Int32) -> Int { Int(scan & Int32(turns - 1)) }

  /// Keeps the products of tracks of a run.
  mutating func remember(
    _ run: Int, _ tracks: UnsafeBufferPointer<Int32>, _ values: UnsafeMutableBufferPointer<Float>
  ) {
    scanOfRun[run] = scan
    products.withUnsafeMutableBufferPointer { products in
      products[run * Self.run..<min(products.count, (run + 1) * Self.run)].update(repeating: .infinity)
      for place in tracks.indices { products[Int(tracks[place])] = values[place] }
    }
  }

  /// Puts what the scores of tracks of a run are at most in their order; `rest` is what is added to each product of the run.
  func bounds(
    _ run: Int, _ tracks: UnsafeBufferPointer<Int32>, _ slack: Float, plus rest: UnsafeMutableBufferPointer<Float>,
    into bounds: UnsafeMutableBufferPointer<Float>
  ) {
    let first = run &* Self.run
    products.withUnsafeBufferPointer { products in
      for place in tracks.indices {
        let track = Int(tracks[place])
        bounds[place] = products[track] + (rest[track &- first] + slack)
      }
    }
  }
}
