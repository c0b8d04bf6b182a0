import Listening

/// A melody's idea: two bars of eighths, each a step of the scale or a rest, with a breath at its end.
struct Motif: Sendable {
  /// One note of it: eighth 0 to 15, and how many it lasts.
  struct Tone: Sendable {
    let eighth: Int
    let length: Int
    var step: Int
  }

  private(set) var tones: [Tone]

  /// Invents one: strong places are taken sooner, small steps are likelier than leaps, and a leap is answered by a step back.
  init(density: Double, _ chance: inout Seeded) {
    let end = [11, 12, 13][Int.random(in: 0...2, using: &chance)]
    let places = (0..<end).filter { place in
      let weight = place % 4 == 0 ? 1.5 : place % 2 == 0 ? 1.05 : 0.55
      return place == 0 || Double.random(in: 0...1, using: &chance) < density * weight
    }
    var step = [0, 2, 4][Int.random(in: 0...2, using: &chance)]
    var leapt = 0
    tones = places.enumerated().map { index, place in
      let next = index + 1 < places.count ? places[index + 1] : 16
      defer { step = Self.moved(step, &leapt, &chance) }
      return Tone(eighth: place, length: min(next - place, 6), step: step)
    }
  }

  private static func moved(_ step: Int, _ leapt: inout Int, _ chance: inout Seeded) -> Int {
    let moves = [-1, -1, -1, 1, 1, 1, 0, -2, 2, 3, -3]
    var move = moves[Int.random(in: 0..<moves.count, using: &chance)]
    if abs(leapt) > 2 { move = -leapt.signum() }
    if !(-2...8).contains(step + move) { move = -move }
    leapt = move
    return step + move
  }

  /// The same idea with another ending.
  func varied(_ chance: inout Seeded) -> Motif {
    var copy = self
    for index in copy.tones.indices.suffix(3) { copy.tones[index].step += Int.random(in: -1...2, using: &chance) }
    return copy
  }

  /// The same rhythm at another height.
  func moved(by steps: Int) -> Motif {
    var copy = self
    for index in copy.tones.indices { copy.tones[index].step += steps }
    return copy
  }
}
