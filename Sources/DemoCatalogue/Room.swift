import Foundation
import Listening

/// The room a track sounds in: velvet noise, a few hundred echoes of either sign that grow thin and weak (Järveläinen and
/// Karjalainen 2007). What is heard depends on the last second and a half alone, so that a place can be computed anew.
struct Room: Sendable {
  private struct Echo {
    let delay: Int
    let gain: Float
  }

  /// Echoes close together, which make each later one a cloud.
  private let near: [Echo]
  private let left: [Echo]
  private let right: [Echo]
  private let wet: Float

  /// The blocks that a block depends on, itself not counted.
  static let memory = 32

  /// A room: how much of it is heard, 0 to 1, and the seconds until its echoes are a thousandth.
  init(wet: Double, seconds: Double, seed: UInt64) {
    var chance = Seeded(seed)
    near = Self.echoes(12, from: 0.004, to: 0.042, fading: 0.09, &chance)
    left = Self.echoes(52, from: 0.012, to: 1.35, fading: seconds, &chance)
    right = Self.echoes(52, from: 0.012, to: 1.35, fading: seconds, &chance)
    self.wet = Float(wet)
  }

  /// One echo in each of `count` equal pieces of the time, falling as 10^(−3 t / `fading`).
  private static func echoes(
    _ count: Int, from first: Double, to last: Double, fading: Double, _ chance: inout Seeded
  ) -> [Echo] {
    let piece = (last - first) / Double(count)
    return (0..<count).map { number in
      let time = first + piece * (Double(number) + Double.random(in: 0...1, using: &chance))
      let sign: Double = chance.next() & 1 == 0 ? 1 : -1
      let gain = sign * pow(10, -3 * time / fading) / Double(count).squareRoot() * 1.8
      return Echo(delay: Int(time * Tone.rate), gain: Float(gain))
    }
  }

  /// The sound that is still on its way.
  struct Air {
    fileprivate var dry = [Float](repeating: 0, count: 2 * WaveStream.blockFrames)
    fileprivate var smeared = [Float](repeating: 0, count: 2 * WaveStream.blockFrames)
    fileprivate var clouded = [Float](repeating: 0, count: (Room.memory + 1) * WaveStream.blockFrames)
  }

  /// Lets a block into the room without hearing it.
  func enter(_ block: Stereo, _ air: inout Air) {
    let frames = WaveStream.blockFrames
    air.dry.removeFirst(frames)
    air.dry += zip(block.left, block.right).map { ($0 + $1) * 0.125 }
    // Walls swallow the heights: the mean of four neighbours is what comes back.
    air.smeared.removeFirst(frames)
    var smeared = [Float](repeating: 0, count: frames)
    for smear in 0..<4 { Self.add(air.dry, 3 * smear, 1, to: &smeared) }
    air.smeared += smeared
    var cloud = [Float](repeating: 0, count: frames)
    for echo in near { Self.add(air.smeared, echo.delay, echo.gain, to: &cloud) }
    air.clouded.removeFirst(frames)
    air.clouded += cloud
  }

  /// Lets a block into the room and adds what comes back.
  func sound(_ block: inout Stereo, _ air: inout Air) {
    enter(block, &air)
    for echo in left { Self.add(air.clouded, echo.delay, echo.gain * wet, to: &block.left) }
    for echo in right { Self.add(air.clouded, echo.delay, echo.gain * wet, to: &block.right) }
  }

  private static func add(_ past: [Float], _ delay: Int, _ gain: Float, to block: inout [Float]) {
    let start = past.count - block.count - delay
    let count = block.count
    past.withUnsafeBufferPointer { past in
      block.withUnsafeMutableBufferPointer { block in
        // Plain pointers and one index: fast without the optimiser, four samples at a time with it.
        guard let from = past.baseAddress?.advanced(by: start), let to = block.baseAddress else { return }
        var index = 0
        while index < count {
          to[index] += gain * from[index]
          index &+= 1
        }
      }
    }
  }
}
