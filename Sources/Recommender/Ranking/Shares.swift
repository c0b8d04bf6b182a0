/// What each liked track adds to the parts of a track's score, always in the order of `Formula.liked`.
struct Shares {
  private let formula: Formula
  private let model: Model
  /// Where each track that the witnesses were asked about stands among the liked ones.
  private let judged: [Int?]
  /// Of each listener of the crowd whether it is one of the like-minded, and of each track whether it is liked: what is looked
  /// up for every favourite of theirs.
  private let isLikeMinded: [Bool]
  private let isLiked: [Bool]

  init(_ formula: Formula, _ model: Model) {
    (self.formula, self.model) = (formula, model)
    isLikeMinded = Self.marks(formula.likeMinded.nearest.map(\.index), of: model.crowd.count)
    isLiked = Self.marks(formula.liked, of: model.trackCount)
    judged = formula.crowdRegression?.weights.map { formula.liked.place(of: $0.track) } ?? []
  }

  private static func marks(_ numbers: [Int32], of count: Int) -> [Bool] {
    var marks = Array(repeating: false, count: count)
    for number in numbers { marks[Int(number)] = true }
    return marks
  }

  private var none: [Float] { Array(repeating: 0, count: formula.liked.count) }

  /// S_ij of each liked track i that has track j among its neighbours. Cost: the neighbours of the liked tracks.
  func near(_ tracks: [Int32]) -> [Int32: [Float]] {
    guard !tracks.isEmpty else { return [:] }
    var shares = Dictionary(tracks.map { ($0, none) }) { first, _ in first }
    let isWanted = Self.marks(tracks, of: model.trackCount)
    for (place, liked) in formula.liked.enumerated() {
      for entry in model.neighbours.range(Int(liked)) where isWanted[Int(model.neighbours.item(entry))] {
        shares[model.neighbours.item(entry)]?[place] = model.closeness[entry]
      }
    }
    return shares
  }

  /// What each liked track i adds to the listeners' part of track j: ωᵢ / √(Σ ω) of each like-minded listener with j, damped
  /// and standardised as their score is, and αᵢ Cᵢⱼ of the crowd as witnesses. Of refused tracks those alone.
  func listeners(_ track: Int32) -> (liked: [Float], refused: [(track: Int32, share: Float)]) {
    var shares = none
    let scale = formula.like.factor * LikeMinded.damping(model.favourites[Int(track)])
    for listener in likeMinded(with: track) {
      let part = scale / model.crowdLength[Int(listener)]
      for other in model.crowd[Int(listener)] where isLiked[Int(other)] {
        guard let place = formula.liked.place(of: other) else { continue }
        shares[place] += part * LikeMinded.weight(model.favourites[Int(other)])
      }
    }
    var refused: [(track: Int32, share: Float)] = []
    guard let crowd = formula.crowdRegression else { return (shares, refused) }
    for (number, share) in crowd.shares(in: track, model).enumerated() {
      let (other, share) = (crowd.weights[number].track, formula.crowd.factor * share)
      if let place = judged[number] { shares[place] += share }
      if formula.judged[other]?.evidence.target == 0 { refused.append((other, share)) }
    }
    return (shares, refused)
  }

  /// The like-minded listeners who favour a track.
  private func likeMinded(with track: Int32) -> [Int32] {
    let all = model.listeners[Int(track)]
    let nearest = formula.likeMinded.nearest
    if all.count < 8 * nearest.count { return all.filter { isLikeMinded[Int($0)] } }
    return nearest.map(\.index).filter { all.place(of: $0) != nil }
  }

  /// What each liked track i adds to q · v̂ⱼ of track j: w y/σ² v̂ᵢ · Λ⁻¹ v̂ⱼ through the posterior, dᵢ^−½ v̂ᵢ · v̂ⱼ / |·| through the
  /// direction. Cost: d for each liked track and track.
  func taste(_ tracks: [Int32]) -> [Int32: [Float]] {
    guard !tracks.isEmpty else { return [:] }
    let own = tracks.map { track in
      model.withFactors(of: track) { Array(UnsafeBufferPointer(start: $0, count: model.dimension)) }
    }
    let pulled = formula.posteriorScale > 0 ? own.map { formula.posterior?.pulled($0) ?? [] } : []
    var shares = Array(repeating: none, count: tracks.count)
    for (place, liked) in formula.liked.enumerated() {
      let evidence = formula.judged[liked]?.evidence ?? .saved
      let learned = formula.posteriorScale * evidence.weight * evidence.target / model.settings.noise
      let step = 1 / Float(max(1, model.favourites[Int(liked)])).squareRoot()
      let along = formula.directionScale > 0 ? formula.directionScale * step / formula.directionLength : 0
      for number in tracks.indices {
        if !pulled.isEmpty { shares[number][place] += learned * Formula.dot(pulled[number], liked, model) }
        if along != 0 { shares[number][place] += along * Formula.dot(own[number], liked, model) }
      }
    }
    return Dictionary(zip(tracks, shares)) { first, _ in first }
  }
}

extension RandomAccessCollection<Int32> where Index == Int {
  /// Where a number stands in a rising row; nil where it does not. Cost: logarithmic.
  func place(of number: Int32) -> Int? {
    let place = firstPlace(notBelow: number)
    return place < endIndex && self[place] == number ? place : nil
  }

  /// Where the first number stands that is not below this one. Cost: logarithmic.
  func firstPlace(notBelow number: Int32) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
