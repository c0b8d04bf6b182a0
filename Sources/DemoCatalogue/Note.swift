import Foundation

/// One sound with a beginning and an end, in closed form: any sample of it can be computed without those before.
struct Note: Sendable {
  /// How it is made.
  enum Voice: Sendable {
    /// Struck and dying away: so many seconds to a third of its strength.
    case plucked(decay: Double)
    /// Swelling and fading over its whole length.
    case sung
    /// A drum skin: a tone that falls from high to low.
    case kick
    /// Noise that dies away, so many seconds to a third; `bright` takes its low part away.
    case noise(decay: Double, bright: Bool)
  }

  let voice: Voice
  /// When it begins, in seconds.
  let start: Double
  /// How long it can be heard, in seconds.
  let length: Double
  /// The tone in hertz.
  let pitch: Double
  /// How strong, 0 to 1.
  let strength: Double
  /// From left (-1) to right (1).
  let place: Double
  /// The share that each overtone has of the one before.
  var brightness = 0.4

  var end: Double { start + length }
}

/// Adds notes to a block of stereo samples.
struct Renderer {
  static let rate = 44_100.0
  static let blockFrames = 2_048
  private static let overtones = 5

  /// Adds the part of a note that lies in the block beginning at `frame`.
  static func add(_ note: Note, to block: inout [Float], at frame: Int) {
    let first = max(0, Int((note.start * rate).rounded()) - frame)
    let last = min(blockFrames, Int((note.end * rate).rounded()) - frame)
    guard first < last else { return }
    let time = Double(frame + first) / rate - note.start
    let left = Float(note.strength * (0.5 - 0.4 * note.place))
    let right = Float(note.strength * (0.5 + 0.4 * note.place))
    let mono = samples(note, from: max(0, time), count: last - first, frame: frame + first)
    block.withUnsafeMutableBufferPointer { block in
      for index in 0..<mono.count {
        block[2 * (first + index)] += left * mono[index]
        block[2 * (first + index) + 1] += right * mono[index]
      }
    }
  }

  private static func samples(_ note: Note, from time: Double, count: Int, frame: Int) -> [Float] {
    var mono = [Float](repeating: 0, count: count)
    switch note.voice {
    case .plucked(let decay):
      for overtone in 1...overtones { addTone(note, overtone, from: time, to: &mono) }
      shape(&mono, from: time) { $0.pluck(decay: decay, length: note.length) }
    case .sung:
      for overtone in 1...overtones { addTone(note, overtone, from: time, to: &mono) }
      shape(&mono, from: time) { $0.swell(length: note.length) }
    case .kick:
      addKick(from: time, to: &mono)
      shape(&mono, from: time) { $0.pluck(decay: 0.12, length: note.length) }
    case .noise(let decay, let bright):
      addNoise(bright: bright, frame: frame, to: &mono)
      shape(&mono, from: time) { $0.pluck(decay: decay, length: note.length) }
    }
    return mono
  }

  /// One sine, turned on by a rotation a sample: sin(φ + ω) from sin φ and cos φ.
  private static func addTone(_ note: Note, _ overtone: Int, from time: Double, to mono: inout [Float]) {
    let frequency = note.pitch * Double(overtone)
    guard frequency < rate / 3 else { return }
    let weight = Float(pow(note.brightness, Double(overtone - 1)))
    let phase = (2 * Double.pi * frequency * time).truncatingRemainder(dividingBy: 2 * Double.pi)
    let turn = 2 * Double.pi * frequency / rate
    var (sine, cosine) = (Float(sin(phase)), Float(cos(phase)))
    let (turnSine, turnCosine) = (Float(sin(turn)), Float(cos(turn)))
    mono.withUnsafeMutableBufferPointer { mono in
      for index in 0..<mono.count {
        mono[index] += weight * sine
        (sine, cosine) = (sine * turnCosine + cosine * turnSine, cosine * turnCosine - sine * turnSine)
      }
    }
  }

  /// φ(t) = 2π (f₀ t + (f₁ − f₀) τ (1 − e^(−t/τ))): from 150 Hz down to 48.
  private static func addKick(from time: Double, to mono: inout [Float]) {
    let (low, high, fall) = (48.0, 150.0, 0.03)
    for index in mono.indices {
      let t = time + Double(index) / rate
      mono[index] += Float(sin(2 * Double.pi * (low * t + (high - low) * fall * (1 - exp(-t / fall)))))
    }
  }

  /// Noise by the sample's own number, so that it is the same wherever reading begins.
  private static func addNoise(bright: Bool, frame: Int, to mono: inout [Float]) {
    for index in mono.indices {
      let here = noise(frame + index)
      // The difference of neighbours is a high-pass, their mean a low-pass.
      mono[index] += bright ? (here - noise(frame + index - 1)) * 0.5 : (here + noise(frame + index - 1)) * 0.5
    }
  }

  private static func noise(_ number: Int) -> Float {
    var z = UInt32(truncatingIfNeeded: number) &* 0x9E37_79B9
    z = (z ^ (z >> 15)) &* 0x85EB_CA6B
    z ^= z >> 13
    return Float(Int32(bitPattern: z)) / Float(Int32.max)
  }

  /// Multiplies by an envelope, computed each 32 samples and drawn straight between.
  private static func shape(_ mono: inout [Float], from time: Double, _ envelope: (Envelope) -> Double) {
    let step = 32
    for start in stride(from: 0, to: mono.count, by: step) {
      let end = min(start + step, mono.count)
      let a = envelope(Envelope(time: time + Double(start) / rate))
      let b = envelope(Envelope(time: time + Double(end) / rate))
      for index in start..<end {
        mono[index] *= Float(a + (b - a) * Double(index - start) / Double(step))
      }
    }
  }
}

/// How strong a note is at a time after its beginning.
private struct Envelope {
  let time: Double

  func pluck(decay: Double, length: Double) -> Double {
    let attack = min(1, time / 0.004)
    let release = min(1, max(0, (length - time) / 0.02))
    return attack * exp(-time / decay) * release
  }

  func swell(length: Double) -> Double {
    let edge = length * 0.3
    let rise = min(1, time / edge)
    let fall = min(1, max(0, (length - time) / edge))
    return sin(min(rise, fall) * Double.pi / 2)
  }
}
