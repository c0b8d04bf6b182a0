import Foundation
import Listening

/// The demo's listeners: each at home in one scene, at ease in two more and near a style in each, drawn to fame and to
/// quality alike.
struct DemoCrowd {
  /// For each track, how much it draws whoever hears it, and where its artist stands.
  private let pull: [Double]
  private let across: [Double]
  private let along: [Double]

  init(_ world: DemoWorld) {
    pull = world.pieces.map { $0.attention * $0.quality }
    across = world.pieces.map { world.makers[$0.maker].style.x }
    along = world.pieces.map { world.makers[$0.maker].style.y }
  }

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

  /// Home, the scene beside it and one farther off: nobody hears one kind of music alone.
  private func row(_ chance: inout Seeded) -> [Int32] {
    let home = Int.random(in: 0..<Scene.all.count, using: &chance)
    let away = (home + Int.random(in: 2..<Scene.all.count, using: &chance)) % Scene.all.count
    let scenes = [home, (home + 1) % Scene.all.count, away]
    let style = SIMD2(Double.random(in: -1...1, using: &chance), Double.random(in: -1...1, using: &chance))
    let wheels = scenes.map { wheel(scene: $0, style: style) }
    // Between 8 and about 120, most often near 20.
    let wanted = 8 + Int(pow(Double.random(in: 0...1, using: &chance), 2.4) * 110)
    var kept: Set<Int32> = []
    for turn in 0..<4 * wanted where kept.count < wanted {
      let place = turn < 3 ? turn : [0, 0, 0, 1, 2][Int.random(in: 0..<5, using: &chance)]
      if let piece = wheels[place].spin(&chance) { kept.insert(Int32(piece)) }
    }
    return kept.sorted()
  }

  /// The tracks of a scene, each weighted by how many hear it, quality and nearness in style.
  private func wheel(scene: Int, style: SIMD2<Double>) -> Wheel {
    let perScene = DemoWorld.artistsPerScene * DemoWorld.tracksPerArtist
    let pieces = scene * perScene..<(scene + 1) * perScene
    var total = 0.0
    let ends = pieces.map { number in
      let (x, y) = (across[number] - style.x, along[number] - style.y)
      total += pull[number] * exp(-1.5 * (x * x + y * y))
      return total
    }
    return Wheel(first: pieces.lowerBound, ends: ends)
  }
}

/// Draws a number with a chance proportional to its weight.
private struct Wheel {
  let first: Int
  /// The sums of the weights so far.
  let ends: [Double]

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
