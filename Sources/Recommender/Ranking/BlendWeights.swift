import Foundation

/// How much each part of a score counts, by how many tracks are liked.
///
///     posterior = 3 / (3 + k)         speaks from the first key on, and carries what was turned down
///     the rest  = 3 k / (3 + k)       shared among the parts as `Blend` says
struct BlendWeights: Sendable {
  var posterior: Float
  var direction: Float
  var factors: Float = 1
  var neighbours: Float
  var listeners: Float

  init(liked: Int, _ settings: Model.Settings, isTail: Bool = false) {
    let known = Float(liked)
    let shares = (isTail ? settings.tailBlend : settings.blend).shares(liked: liked)
    let whole = 3 * known / (3 + known)
    posterior = 3 / (3 + known)
    direction = whole * shares.direction
    neighbours = whole * shares.neighbours
    listeners = whole * shares.listeners
  }
}

/// The shares of direction, neighbours and listeners in a score, for listeners of whom more and more is known; training
/// derives them from listeners it holds back (`BlendFit`).
struct Blend: Sendable, BitwiseCopyable {
  /// The shares at one number of liked tracks; they add up to 1.
  struct Shares: Sendable, BitwiseCopyable, Equatable {
    var direction: Float = 1 / 3
    var neighbours: Float = 1 / 3
    var listeners: Float = 1 / 3
  }

  /// The numbers of liked tracks at which shares are known; between them they are interpolated over log k.
  static let known = [1, 3, 5, 10, 30]

  private var one = Shares()
  private var three = Shares()
  private var five = Shares()
  private var ten = Shares()
  private var many = Shares()

  /// A third each.
  init() {}

  /// The shares at each of `known`.
  init(_ shares: [Shares]) {
    guard shares.count == Self.known.count else { return }
    (one, three, five, ten, many) = (shares[0], shares[1], shares[2], shares[3], shares[4])
  }

  private var all: [Shares] { [one, three, five, ten, many] }

  func shares(liked: Int) -> Shares {
    guard let above = Self.known.firstIndex(where: { $0 >= liked }) else { return many }
    guard above > 0, Self.known[above] != liked else { return all[above] }
    let (low, high) = (log(Float(Self.known[above - 1])), log(Float(Self.known[above])))
    let part = (log(Float(liked)) - low) / (high - low)
    let (a, b) = (all[above - 1], all[above])
    return Shares(
      direction: a.direction + part * (b.direction - a.direction),
      neighbours: a.neighbours + part * (b.neighbours - a.neighbours),
      listeners: a.listeners + part * (b.listeners - a.listeners))
  }
}
