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

  /// So many tracks as whole runs.
  static func whole(_ tracks: Int) -> Int { (tracks + run - 1) / run * run }

  /// How many scans began.
  private var scan: Int32 = 0
  /// The last queries, each in the place of its scan's turn.
  private var queries: [QuantisedFactors.Query?] = Array(repeating: nil, count: turns)
  /// What a product with this scan's query exceeds that with each of them at most; nil where it is too much.
  private var slacks: [Float?] = Array(repeating: nil, count: turns)
  /// The scan in which each run was multiplied. Where that is too long ago its query is gone: a run without a track of the
  /// bands that were asked for has missed its turns.
  private var scanOfRun: [Int32] = []
  /// One a track, in whole runs.
  private var products: [Float] = []
  /// The tracks found last, best first.
  var found: [Int32] = []

  /// Before a scan with this query.
  mutating func begin(_ query: QuantisedFactors.Query, tracks: Int) {
    if products.count != Self.whole(tracks) {
      self = LastScans()
      products = Array(repeating: 0, count: Self.whole(tracks))
      // As if too long ago.
      scanOfRun = Array(repeating: Int32(-Self.turns), count: products.count / Self.run)
    }
    slacks = queries.map { $0.flatMap { Self.slack($0, query) } }
    scan &+= 1
    (queries[turn], slacks[turn]) = (query, nil)
  }

  /// Nil where it is too much to pass over many tracks: half of what the products of tracks in no particular direction deviate.
  private static func slack(_ query: QuantisedFactors.Query, _ next: QuantisedFactors.Query) -> Float? {
    let root = Float(next.count).squareRoot()
    // Directions have at most length 1; rounded, they are longer by at most half a step in each number.
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

  /// Multiplies the tracks of a run, and keeps the products.
  mutating func multiply(_ run: Int, _ query: QuantisedFactors.Query, _ quantised: QuantisedFactors, tracks: Int) {
    scanOfRun[run] = scan
    let first = run * Self.run
    products.withUnsafeMutableBufferPointer { products in
      guard let start = products.baseAddress else { return }
      quantised.multiply(first..<min(tracks, first + Self.run), query, into: start + first)
    }
  }

  /// The products of the tracks of a run, as they were when it was multiplied.
  func withProducts<Result>(of run: Int, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
    products.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[run * Self.run..<(run + 1) * Self.run]))
    }
  }
}
