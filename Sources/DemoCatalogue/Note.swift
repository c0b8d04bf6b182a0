import Foundation

/// One sound with a beginning and an end, in closed form: any sample of it can be computed without those before.
struct Note: Sendable {
  /// What makes it.
  enum Voice: Sendable {
    /// A voice of the band, at a pitch in hertz.
    case tone(Int, pitch: Double)
    /// A drum.
    case drum(Drum)
  }

  let voice: Voice
  /// When it begins, in seconds.
  var start: Double
  /// How long it can be heard, in seconds.
  var length: Double
  /// How strong, 0 to 1.
  var strength: Double
  /// From left (-1) to right (1).
  var place: Double

  var end: Double { start + length }
}

/// Two channels of samples side by side.
struct Stereo {
  var left: [Float]
  var right: [Float]

  init(_ count: Int) {
    left = [Float](repeating: 0, count: count)
    right = left
  }
}

/// A note of the band made ready to be drawn.
struct Tone: Sendable {
  static let rate = 44_100.0
  /// Envelopes are computed each so many samples and drawn straight between.
  private static let stride = 64

  let timbre: Timbre
  let table: Wavetable
  let pitch: Double

  /// Adds the part of the note that lies in the block beginning at `frame`.
  func add(_ note: Note, to block: inout Stereo, at frame: Int) {
    let apart = pow(2, timbre.width / 2_400)
    let (left, right) = (Float(note.strength * (1 - note.place) / 2), Float(note.strength * (1 + note.place) / 2))
    guard timbre.width > 0 else {
      add(note, pitch, left, right, to: &block, at: frame)
      return
    }
    add(note, pitch / apart, left, right * 0.35, to: &block, at: frame)
    add(note, pitch * apart, left * 0.35, right, to: &block, at: frame)
  }

  private func add(
    _ note: Note, _ pitch: Double, _ left: Float, _ right: Float, to block: inout Stereo, at frame: Int
  ) {
    let count = block.left.count
    var first = max(0, Int((note.start * Self.rate).rounded(.up)) - frame)
    let last = min(count, Int(note.end * Self.rate) - frame)
    while first < last {
      let next = min(first + Self.stride, last)
      let time = Double(frame + first) / Self.rate - note.start
      let later = time + Double(next - first) / Self.rate
      let level = (from: Float(strength(time, note.length)), to: Float(strength(later, note.length)))
      let glow = Float(brightness(time, at: note.start))
      draw(pitch * time, pitch, level, glow, (left, right), first..<next, &block)
      first = next
    }
  }

  /// `turns` is the phase in whole turns of the wave; the places of a table wrap around by themselves in 32 bits.
  private func draw(
    _ turns: Double, _ pitch: Double, _ level: (from: Float, to: Float), _ glow: Float,
    _ gain: (left: Float, right: Float),
    _ range: Range<Int>, _ block: inout Stereo
  ) {
    let shift = UInt32(32 - Wavetable.bits)
    let mask = UInt32(1) << shift - 1
    let scale = 1 / Float(mask)
    var phase = UInt32(truncatingIfNeeded: Int64((turns - turns.rounded(.down)) * 4_294_967_296))
    let step = UInt32(pitch / Self.rate * 4_294_967_296)
    let slope = (level.to - level.from) / Float(range.count)
    var strength = level.from
    table.dull.withUnsafeBufferPointer { dull in
      table.more.withUnsafeBufferPointer { more in
        block.left.withUnsafeMutableBufferPointer { left in
          block.right.withUnsafeMutableBufferPointer { right in
            // Plain pointers: fast without the optimiser too. A table holds one place more than its bits can name.
            guard let dull = dull.baseAddress, let more = more.baseAddress, let left = left.baseAddress,
              let right = right.baseAddress
            else { return }
            var index = range.lowerBound
            while index < range.upperBound {
              let place = Int(truncatingIfNeeded: phase &>> shift)
              let part = Float(phase & mask) * scale
              let here = dull[place] + glow * more[place]
              let next = dull[place &+ 1] + glow * more[place &+ 1]
              let sample = (here + part * (next - here)) * strength
              left[index] += sample * gain.left
              right[index] += sample * gain.right
              phase &+= step
              strength += slope
              index &+= 1
            }
          }
        }
      }
    }
  }

  private func strength(_ time: Double, _ length: Double) -> Double {
    let rise = min(1, time / timbre.attack)
    let held = timbre.sustain + (1 - timbre.sustain) * exp(-time / timbre.decay)
    let fall = min(1, max(0, (length - time) / timbre.release))
    return rise * rise * (3 - 2 * rise) * held * fall * fall * (3 - 2 * fall)
  }

  private func brightness(_ time: Double, at start: Double) -> Double {
    if timbre.glow > 0 { return exp(-time / timbre.glow) }
    return 0.5 - 0.45 * cos(2 * Double.pi * (start + time) / timbre.glow)
  }
}
