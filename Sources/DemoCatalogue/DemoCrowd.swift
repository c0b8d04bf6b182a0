import Foundation
import Listening

/// The demo's listeners: each at home in one to three neighbouring scenes and near a style in each, drawn to fame and to
/// quality alike.
struct DemoCrowd {
  private let world: DemoWorld

  init(_ world: DemoWorld) { self.world = world }

  /// Everyone's favourites, a row a listener, as track numbers from 0.
  func favourites() -> (offsets: [Int], items: [Int32]) {
    var chance = Seeded(DemoWorld.seed &+ 1)
    var offsets = [0]
    var items: [Int32] = []
    for _ in 0..<DemoWorld.listenerCount {
      items += row(&chance)
      offsets.append(items.count)
    }
    return (offsets, items)
  }

  private func row(_ chance: inout Seeded) -> [Int32] {
    let home = Int.random(in: 0..<Scene.all.count, using: &chance)
    let scenes = [home, home, home, (home + 1) % Scene.all.count, Int.random(in: 0..<Scene.all.count, using: &chance)]
    let style = SIMD2(Double.random(in: -1...1, using: &chance), Double.random(in: -1...1, using: &chance))
    let wheels = Dictionary(uniqueKeysWithValues: Set(scenes).map { ($0, wheel(scene: $0, style: style)) })
    // Between 8 and about 120, most often near 30.
    let wanted = 8 + Int(pow(Double.random(in: 0...1, using: &chance), 2) * 96)
    var kept: Set<Int32> = []
    for _ in 0..<wanted {
      let scene = scenes[Int.random(in: 0..<scenes.count, using: &chance)]
      if let piece = wheels[scene]?.spin(&chance) { kept.insert(Int32(piece)) }
    }
    return kept.sorted()
  }

  /// The tracks of a scene, each weighted by fame, quality and nearness in style.
  private func wheel(scene: Int, style: SIMD2<Double>) -> Wheel {
    let perScene = DemoWorld.artistsPerScene * DemoWorld.tracksPerArtist
    let pieces = scene * perScene..<(scene + 1) * perScene
    return Wheel(
      first: pieces.lowerBound,
      weights: pieces.map { number in
        let piece = world.pieces[number]
        let maker = world.makers[piece.maker]
        let apart = ((maker.style - style) * (maker.style - style)).sum()
        return pow(maker.fame, 0.8) * piece.quality * exp(-1.5 * apart)
      })
  }
}

/// Draws a number with a chance proportional to its weight.
private struct Wheel {
  private let first: Int
  private let ends: [Double]

  init(first: Int, weights: [Double]) {
    self.first = first
    ends = weights.reduce(into: []) { $0.append(($0.last ?? 0) + $1) }
  }

  func spin(_ chance: inout Seeded) -> Int? {
    guard let total = ends.last, total > 0 else { return nil }
    let place = Double.random(in: 0..<total, using: &chance)
    var (low, high) = (0, ends.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] > place { high = middle } else { low = middle + 1 }
    }
    return first + low
  }
}
