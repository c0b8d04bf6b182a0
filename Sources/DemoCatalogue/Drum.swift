import Foundation
import Listening

/// What can be struck.
enum Drum: Int, CaseIterable, Sendable {
  case kick, snare, clap, hat, openHat, ride, shaker, hand
}

/// The drums of one track, each recorded once when the track is opened.
struct DrumKit: Sendable {
  private let recordings: [[Float]]

  /// Builds a kit: `depth` moves all pitches about 1, `softness` takes the edge off, 0 to 1.
  init(depth: Double, softness: Double, seed: UInt64) {
    recordings = Drum.allCases.map { drum in
      var maker = DrumMaker(depth: depth, softness: softness, chance: Seeded(seed &+ UInt64(drum.rawValue)))
      return maker.make(drum)
    }
  }

  /// How long a drum can be heard, in seconds.
  func length(of drum: Drum) -> Double { Double(recordings[drum.rawValue].count) / Tone.rate }

  /// Adds the part of a stroke that lies in the block beginning at `frame`.
  func add(_ drum: Drum, _ note: Note, to block: inout Stereo, at frame: Int) {
    let recording = recordings[drum.rawValue]
    let offset = frame - Int((note.start * Tone.rate).rounded())
    let range = max(0, -offset)..<max(max(0, -offset), min(block.left.count, recording.count - offset))
    let (left, right) = (Float(note.strength * (1 - note.place) / 2), Float(note.strength * (1 + note.place) / 2))
    recording.withUnsafeBufferPointer { recording in
      for (channel, gain) in [(\Stereo.left, left), (\Stereo.right, right)] {
        block[keyPath: channel].withUnsafeMutableBufferPointer { block in
          guard let from = recording.baseAddress, let to = block.baseAddress else { return }
          var index = range.lowerBound
          while index < range.upperBound {
            to[index] += gain * from[index &+ offset]
            index &+= 1
          }
        }
      }
    }
  }
}

private struct DrumMaker {
  let depth: Double
  let softness: Double
  var chance: Seeded

  mutating func make(_ drum: Drum) -> [Float] {
    switch drum {
    case .kick: kick()
    case .snare: snare()
    case .clap: clap()
    case .hat: noise(seconds: 0.12, decay: 0.028, above: 7_000, strength: 0.5)
    case .openHat: noise(seconds: 0.5, decay: 0.13, above: 6_500, strength: 0.42)
    case .ride: ride()
    case .shaker: noise(seconds: 0.16, attack: 0.025, decay: 0.04, above: 5_000, strength: 0.45)
    case .hand: hand()
    }
  }

  private func record(_ seconds: Double, _ wave: (Double) -> Double) -> [Float] {
    let count = Int(seconds * Tone.rate)
    return (0..<count).map { index in
      let time = Double(index) / Tone.rate
      // The last hundredth of a second fades, so that nothing clicks where it ends.
      return Float(wave(time) * min(1, (seconds - time) / 0.01))
    }
  }

  /// φ(t) = 2π (f₀ t + (f₁ − f₀) τ (1 − e^(−t/τ))): from high down to low.
  private func fall(_ time: Double, from high: Double, to low: Double, in fall: Double) -> Double {
    sin(2 * Double.pi * (low * time + (high - low) * fall * (1 - exp(-time / fall))))
  }

  private func kick() -> [Float] {
    let (low, high) = (47 * depth, (190 - 60 * softness) * depth)
    return record(0.42) { time in
      let rise = min(1, time / (0.0015 + 0.004 * softness))
      return rise * fall(time, from: high, to: low, in: 0.028) * exp(-time / 0.13)
    }
  }

  private mutating func snare() -> [Float] {
    let rattle = noise(seconds: 0.3, decay: 0.085, above: 1_200 - 500 * softness, strength: 0.55 - 0.2 * softness)
    let skin = record(0.3) { time in
      min(1, time / 0.001) * fall(time, from: 260 * depth, to: 178 * depth, in: 0.02) * exp(-time / 0.06) * 0.6
    }
    return zip(rattle, skin).map { $0 + $1 }
  }

  private mutating func clap() -> [Float] {
    let burst = noise(seconds: 0.25, decay: 0.06, above: 900, strength: 0.5)
    return burst.indices.map { index in
      [(0, 0.5), (441, 0.6), (882, 1)].reduce(Float(0)) { sum, echo in
        index < echo.0 ? sum : sum + Float(echo.1) * burst[index - echo.0] * 0.7
      }
    }
  }

  private mutating func ride() -> [Float] {
    let shimmer = noise(seconds: 0.6, decay: 0.16, above: 6_000, strength: 0.25)
    let partials = [3_170.0, 4_310, 5_450, 6_820].map { $0 * (0.9 + 0.1 * depth) }
    let metal = record(0.6) { time in
      let ring = partials.reduce(0) { $0 + sin(2 * Double.pi * $1 * time) }
      return min(1, time / 0.002) * ring * 0.02 * exp(-time / 0.11)
    }
    return zip(shimmer, metal).map { $0 + $1 }
  }

  private func hand() -> [Float] {
    record(0.35) { time in
      min(1, time / 0.002) * fall(time, from: 330 * depth, to: 205 * depth, in: 0.03) * exp(-time / 0.075) * 0.8
    }
  }

  /// Noise above a pitch: what a first-order low-pass leaves over, twice.
  private mutating func noise(
    seconds: Double, attack: Double = 0.0008, decay: Double, above pitch: Double, strength: Double
  ) -> [Float] {
    let share = Float(1 - exp(-2 * Double.pi * pitch / Tone.rate))
    let dull = Float(0.25 + 0.5 * softness)
    var (low, lower, last) = (Float(0), Float(0), Float(0))
    let raw = (0..<Int(seconds * Tone.rate)).map { _ in
      let noise = Float(Int32(truncatingIfNeeded: chance.next())) / Float(Int32.max)
      low += share * (noise - low)
      let once = noise - low
      lower += share * (once - lower)
      last += (1 - dull) * (once - lower - last)
      return last
    }
    var index = -1
    return record(seconds) { time in
      index += 1
      return Double(raw[min(index, raw.count - 1)]) * min(1, time / attack) * exp(-time / decay) * strength * 1.6
    }
  }
}
