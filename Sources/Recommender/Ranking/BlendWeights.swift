import Foundation

/// How much each part of a score counts, by how many tracks are liked.
///
///     whole = 3 (1 + k) / (3 + k)        grows from 1 to 3, beside what does not depend on taste
///
/// shared among the parts as `Blend` says; before anything is liked the posterior has all of it.
struct BlendWeights: Sendable {
  var posterior: Float
  var direction: Float
  var neighbours: Float
  var listeners: Float
  var crowd: Float

  init(liked: Int, _ blend: Blend) {
    let known = Float(liked)
    let shares = liked == 0 ? .prior : blend.shares(liked: liked)
    let whole = 3 * (1 + known) / (3 + known)
    posterior = whole * shares.posterior
    direction = whole * shares.direction
    neighbours = whole * shares.neighbours
    listeners = whole * shares.listeners
    crowd = whole * shares.crowd
  }
}

extension BlendWeights {
  /// What a standard deviation of the posterior counts where discards are many.
  private static let posteriorAmongDiscards: Float = 1

  /// What is left at least of the parts that learn from saves alone: with less, few saves among many discards go unheard (a
  /// fifth: 3.405 saves for 3.440 in the tail, draws 11 and 12).
  private static let least: Float = 0.35

  /// Gives way to what learns from discards, by how much they are heard (g, 0 to 1): the crowd as witnesses, and the posterior.
  ///
  ///     posterior ← (1 − g) posterior + g ,  crowd ← (1 − g) crowd + g w ,  others ← max(.35, 1 − g) others
  func giving(_ heard: Float) -> BlendWeights {
    var rest = self
    let left = max(Self.least, 1 - heard)
    rest.posterior = (1 - heard) * posterior + heard * Self.posteriorAmongDiscards
    rest.direction *= left
    rest.neighbours *= left
    rest.listeners *= left
    rest.crowd = (1 - heard) * crowd + heard * CrowdRegression.weight
    return rest
  }
}

/// The shares of the parts in a score, for listeners of whom more and more is known; training derives them from listeners it
/// holds back (`BlendFit`).
struct Blend: Sendable, BitwiseCopyable {
  /// The shares at one number of liked tracks; they add up to 1.
  struct Shares: Sendable, BitwiseCopyable, Equatable {
    var direction: Float
    var neighbours: Float
    var listeners: Float
    var crowd: Float
    var posterior: Float

    /// Nothing but where listeners lie of whom nothing is known.
    static let prior = Shares(posterior: 1)

    init(
      direction: Float = 0, neighbours: Float = 0, listeners: Float = 0, crowd: Float = 0, posterior: Float = 0
    ) {
      self.direction = direction
      self.neighbours = neighbours
      self.listeners = listeners
      self.crowd = crowd
      self.posterior = posterior
    }

    /// What holds about alike for all sets, where nothing was fitted: while little is known the crowd's mean and its regression
    /// fill gaps; where much is, the neighbours know most.
    ///
    ///     posterior p = 1 / (2 + k) ,  direction (1 − p) D ,  D = 75 / (100 + k)
    ///     crowd (1 − p) (1 − D) h ,  h = 25 / (25 + k²) ,  neighbours = listeners = (1 − p) (1 − D) (1 − h) / 2
    init(liked: Int) {
      let k = Float(liked)
      let posterior = 1 / (2 + k)
      let direction = (1 - posterior) * 75 / (100 + k)
      let rest = 1 - posterior - direction
      let crowd = rest * 25 / (25 + k * k)
      let each = (rest - crowd) / 2
      self.init(direction: direction, neighbours: each, listeners: each, crowd: crowd, posterior: posterior)
    }

    /// A mean of both, `part` of the other.
    func mixed(_ part: Float, _ other: Shares) -> Shares {
      Shares(
        direction: direction + part * (other.direction - direction),
        neighbours: neighbours + part * (other.neighbours - neighbours),
        listeners: listeners + part * (other.listeners - listeners), crowd: crowd + part * (other.crowd - crowd),
        posterior: posterior + part * (other.posterior - posterior))
    }
  }

  /// The numbers of liked tracks at which shares are fitted; between them they are interpolated over log k.
  static let known = [1, 3, 5, 10, 30]

  private var one = Shares.prior
  private var three = Shares.prior
  private var five = Shares.prior
  private var ten = Shares.prior
  private var many = Shares.prior

  /// Where nothing was fitted.
  init() { self.init(Self.known.map { Shares(liked: $0) }) }

  /// The shares at each of `known`.
  init(_ shares: [Shares]) {
    guard shares.count == Self.known.count else { return }
    (one, three, five, ten, many) = (shares[0], shares[1], shares[2], shares[3], shares[4])
  }

  private var all: [Shares] { [one, three, five, ten, many] }

  /// Whether every share is a number.
  var isFinite: Bool {
    all.allSatisfy { ($0.direction + $0.neighbours + $0.listeners + $0.crowd + $0.posterior).isFinite }
  }

  func shares(liked: Int) -> Shares {
    guard let above = Self.known.firstIndex(where: { $0 >= liked }) else { return many }
    guard above > 0 else { return one }
    return all[above - 1].mixed(Self.part(of: liked, from: Self.known[above - 1], to: Self.known[above]), all[above])
  }

  /// How far a number is from one to another, over their logarithms.
  private static func part(of liked: Int, from low: Int, to high: Int) -> Float {
    log(Float(liked) / Float(low)) / log(Float(high) / Float(low))
  }
}
