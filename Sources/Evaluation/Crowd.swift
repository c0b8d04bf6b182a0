import Recommender

/// Who is learned from and who is ranked for.
struct Crowd: Sendable {
  /// What is known of each listener and what is to be found.
  struct Questions: Sendable {
    var listeners: [Int]
    var known: [[Int32]]
    var wanted: [Set<Int32>]
  }

  /// Whose rows are learned from.
  let base: Rows
  /// The favourites of each item in the base.
  let counts: [Int]
  /// The items' own numbers.
  var items: [Int] { data.items }
  private let data: Dataset
  private let out: HeldOut?

  /// Everyone, or everyone but strangers.
  init(_ wishes: Evaluate, _ data: Dataset) throws {
    self.data = data
    if let unseen = wishes.unseen {
      let whole = Rows((0..<data.train.count).lazy.map { Array(data.train[$0]) + Array(data.test[$0]) })
      let out = HeldOut(
        whole: whole, base: data.train, count: unseen, atLeast: Evaluate.leastOfStranger, seed: wishes.seed)
      guard !out.rows.isEmpty else { throw EvaluationError.nobodyToMeet(atLeast: Evaluate.leastOfStranger) }
      (self.out, base) = (out, out.base)
    } else {
      (out, base) = (nil, data.train)
    }
    counts = base.counts(columns: data.items.count)
  }

  /// Everyone from their training row, or strangers after `known` of their favourites.
  func questions(known: Int?) -> Questions {
    guard let out else {
      let known = (0..<data.train.count).map { Array(data.train[$0]) }
      let wanted = (0..<data.test.count).map { Set(data.test[$0]) }
      return Questions(listeners: data.listeners, known: known, wanted: wanted)
    }
    let (known, wanted) = out.split(known: known ?? 0)
    return Questions(listeners: out.rows.map { data.listeners[$0] }, known: known, wanted: wanted)
  }
}
