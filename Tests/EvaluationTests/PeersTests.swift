import Foundation
import Recommender
import Testing

@testable import Evaluation

/// The contract of every peer: finite scores, one an item, and the missing cell of a checkerboard found.
struct PeersTests {
  // Listeners of even items and of odd items; listener 0 has not met item 6 yet.
  private static let items = 12
  private static let rows = Rows((0..<24).map(row))

  private static func row(_ listener: Int) -> [Int32] {
    (0..<Int32(items)).filter { item in
      let own = Int(item) % 2 == listener % 2
      return own && !(listener == 0 && item == 6)
    }
  }

  private static var peers: [any Scorer] {
    let least = AlternatingLeastSquares(base: rows, items: items, dimension: 4)
    return [
      ItemPeer.cosine(base: rows, items: items), ItemPeer.rp3beta(base: rows, items: items),
      ItemPeer.bm25(base: rows, items: items), UserPeer(base: rows, items: items),
      EasePeer(base: rows, items: items, lambda: 1), FoldInPeer(least),
    ]
  }

  @Test func `every peer finds the withheld cell of the checkerboard`() {
    let counts = Self.rows.counts(columns: Self.items)
    let known = Array(Self.rows[0])
    for peer in Self.peers {
      let scores = peer.scores(known: known, discarded: [])
      let first = best(1, of: scores, popularity: counts) { !known.contains(Int32($0)) }
      #expect(first == [6], Comment(rawValue: peer.name))
    }
  }

  @Test func `every peer answers a finite score for each item, known or not`() {
    let all = Self.peers + [PopularityPeer(base: Self.rows, items: Self.items), RandomPeer(items: Self.items, seed: 3)]
    for peer in all {
      for known: [Int32] in [[], [0], Array(0..<12)] {
        let scores = peer.scores(known: known, discarded: [1])
        #expect(scores.count == Self.items && scores.allSatisfy { $0.isFinite }, Comment(rawValue: peer.name))
      }
    }
  }

  @Test func `every peer that has a name can be made`() throws {
    for name in Peers.names {
      let peer = try Peers.make(name, base: Self.rows, items: Self.items, seed: 1)
      #expect(peer.scores(known: [0], discarded: []).count == Self.items, Comment(rawValue: name))
    }
    #expect(throws: EvaluationError.noSuchPeer("lightgcn")) {
      try Peers.make("lightgcn", base: Self.rows, items: Self.items, seed: 1)
    }
  }

  @Test func `item neighbours weigh what is shared as their papers say`() {
    // Listeners 0: {0, 1}, 1: {0, 1, 2}, 2: {1}, 3: {0}; d = 3, 3, 1, and items 0 and 1 share two listeners.
    let base = Rows([[0, 1], [0, 1, 2], [1], [0]])
    let score = { (peer: ItemPeer) in peer.scores(known: [0], discarded: [])[1] }
    #expect(abs(score(.cosine(base: base, items: 3)) - 2 / 3) < 1e-6)
    #expect(abs(score(.cosine(base: base, items: 3, .init(shrinkage: 10))) - 2 / 13) < 1e-6)
    // (2^−α + 3^−α) d₀^−α d₁^−β
    let walk = (pow(2, -0.6) + pow(3, -0.6)) * pow(3, -0.6) * pow(3, -0.3)
    #expect(abs(Double(score(.rp3beta(base: base, items: 3))) - walk) < 1e-5)
    // n̄ = 7 / 3, tf at n = 3, idf = ln 3 − ln(1 + n_u)
    let tf = 2.2 / (1.2 * (0.8 + 0.2 * 3 / (7.0 / 3)) + 1)
    let words = pow(log(3.0 / 3), 2) + pow(log(3.0 / 4), 2)
    #expect(abs(Double(score(.bm25(base: base, items: 3))) - tf * tf * words) < 1e-5)
  }

  @Test func `what suits the base is found on listeners held back of it`() {
    let better = ItemPeer.cosine(base: Self.rows, items: Self.items)
    let crowd = Rows((0..<240).map { Self.row($0 + 2) })
    let found = Tuning.find([0, 1, 2], base: crowd, items: Self.items, seed: 1) { setting, _ in
      setting == 1 ? better as any Scorer : RandomPeer(items: Self.items, seed: 3)
    }
    #expect(found == 1)
    #expect(Tuning.find([7, 1], base: Self.rows, items: Self.items, seed: 1) { _, _ in better } == 7, "too few to say")
  }

  @Test func `of settings that find as much the first is kept, and so it is where too few could be asked`() {
    let better = ItemPeer.cosine(base: Self.rows, items: Self.items)
    let crowd = Rows((0..<240).map { Self.row($0 + 2) })
    #expect(Tuning.find([7, 1], base: crowd, items: Self.items, seed: 1) { _, _ in better } == 7)
    let few = Rows((0..<60).map { Self.row($0 + 2) })
    let found = Tuning.find([7, 1], base: few, items: Self.items, seed: 1) { setting, _ in
      setting == 1 ? better as any Scorer : RandomPeer(items: Self.items, seed: 3)
    }
    #expect(found == 7)
  }

  @Test func `a setting learns nothing from the listeners whom it is tried on`() {
    let better = ItemPeer.cosine(base: Self.rows, items: Self.items)
    let crowd = Rows((0..<240).map { Self.row($0 + 2) })
    var learned: [Int] = []
    _ = Tuning.find([0, 1], base: crowd, items: Self.items, seed: 1) { _, base in
      learned.append(base.count)
      return better
    }
    #expect(learned == [216, 216])
  }

  /// Puts what is known before all else.
  private struct KnownFirst: Scorer {
    let name = "known first"
    let other: any Scorer
    func scores(known: [Int32], discarded: [Int32]) -> [Float] {
      var scores = other.scores(known: known, discarded: discarded)
      for item in known { scores[Int(item)] += 1000 }
      return scores
    }
  }

  @Test func `what is known of a listener is not what a setting has to find`() {
    let better = ItemPeer.cosine(base: Self.rows, items: Self.items)
    let crowd = Rows((0..<240).map { Self.row($0 + 2) })
    let found = Tuning.find([1, 0], base: crowd, items: Self.items, seed: 1) { setting, _ in
      setting == 1 ? KnownFirst(other: better) as any Scorer : better
    }
    #expect(found == 1)
  }

  @Test func `what is favoured with a discard stands behind in the neighbours' sums`() {
    for peer: any Scorer in [
      ItemPeer.cosine(base: Self.rows, items: Self.items), UserPeer(base: Self.rows, items: Self.items),
    ] {
      let scores = peer.scores(known: [0, 1], discarded: [3])
      #expect(scores[4] > scores[5], Comment(rawValue: peer.name))
    }
  }

  @Test func `ties go to the more popular, then to the lower number`() {
    #expect(best(3, of: [1, 1, 1, 2], popularity: [1, 5, 5, 0]) { _ in true } == [3, 1, 2])
  }

  @Test func `the inverse times the matrix is one`() {
    let matrix: [Float] = [4, 1, 0, 1, 3, 1, 0, 1, 2]
    var inverse = matrix
    invertPositiveDefinite(&inverse, size: 3)
    for i in 0..<3 {
      for j in 0..<3 {
        let product = (0..<3).reduce(Float(0)) { $0 + matrix[i * 3 + $1] * inverse[$1 * 3 + j] }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-5)
      }
    }
  }

  @Test func `a solution put back gives the right side`() {
    let matrix: [Float] = [4, 1, 0, 1, 3, 1, 0, 1, 2]
    var lower = matrix
    let x = solveCholesky(&lower, [1, 2, 3], size: 3)
    for i in 0..<3 {
      let sum = (0..<3).reduce(Float(0)) { $0 + matrix[i * 3 + $1] * x[$1] }
      #expect(abs(sum - [1, 2, 3][i]) < 1e-5)
    }
  }
}
